//! Solves the server's proof of work, as the portal's worker does.

use contract::api::challenge::ProofTask;

/// The counter that solves the task; none if the task makes no sense.
pub(crate) fn solve(task: &ProofTask) -> Option<u32> {
    let (nonce, salt, prefix) = (bytes(&task.nonce)?, bytes(&task.salt)?, bytes(&task.key_prefix)?);
    (0..=task.counter_max).find(|counter| {
        let password = [&nonce[..], &counter.to_be_bytes()].concat();
        let mut key = [0; 32];
        pbkdf2::pbkdf2_hmac::<sha2::Sha256>(&password, &salt, task.cost, &mut key);
        key.starts_with(&prefix)
    })
}

fn bytes(hexadecimal: &str) -> Option<Vec<u8>> {
    let pairs = hexadecimal.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_the_shared_vectors() {
        let text = include_str!("../../../tests/vectors/proof.json");
        let vectors: Vec<serde_json::Value> = serde_json::from_str(text).expect("a list");
        for vector in vectors {
            let task: ProofTask = serde_json::from_value(vector["task"].clone()).expect("a task");
            assert_eq!(solve(&task).map(u64::from), vector["counter"].as_u64());
        }
    }
}
