//! The proof of work: the way round the digits for people who cannot or do not want to read them.
//!
//! The scheme is ALTCHA's second version in its deterministic form: the server draws a counter,
//! derives its key and publishes half of that key; the browser tries counters until it meets it.
//! Everyone works for about as long, where a search for leading zeros is a matter of luck.
//!
//! The crate `altcha` (1.1) does not fit and is not used: it draws nonce and salt from a random
//! source of its own and reads the clock itself, both of which are arguments here; it verifies
//! only challenges it has signed and answers that carry the derived key, where ours are rows
//! used once; and it would bring a second `rand`. What it does with `pbkdf2` is what follows.

use contract::api::challenge::ProofTask;
use pbkdf2::pbkdf2_hmac;
use rand::Rng;
use sha2::Sha256;
use subtle::ConstantTimeEq;

const NONCE_BYTES: usize = 16;
const SALT_BYTES: usize = 16;
const KEY_BYTES: usize = 32;
/// Half the key, so that the answer cannot be read off the task.
const KEY_PREFIX_BYTES: usize = KEY_BYTES / 2;

/// How hard the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// PBKDF2 iterations for each try; the server spends them once to issue and once to verify.
    pub cost: u32,
    /// The fewest tries, so that nobody gets off for nothing.
    pub tries_min: u32,
    /// The most tries.
    pub tries_max: u32,
}

/// Typically 200 to 400 ms on a school tablet: 180 tries on average took 73 ms in Chromium on two
/// cores of a server, which a tablet is a quarter of. Issuing and verifying take 0.3 ms each.
impl Default for Effort {
    fn default() -> Self {
        Self { cost: 2_000, tries_min: 60, tries_max: 300 }
    }
}

/// Makes a task with a fresh counter. It takes one derivation.
#[must_use]
pub fn issue(rng: &mut impl Rng, effort: Effort) -> ProofTask {
    let nonce: [u8; NONCE_BYTES] = rng.random();
    let salt: [u8; SALT_BYTES] = rng.random();
    // Counters start at zero, so a browser that meets this one has made one try more.
    let least = effort.tries_min.saturating_sub(1);
    let counter_max = effort.tries_max.saturating_sub(1).max(least);
    let key = derive(&nonce, &salt, effort.cost, rng.random_range(least..=counter_max));
    ProofTask {
        nonce: to_hex(&nonce),
        salt: to_hex(&salt),
        cost: effort.cost,
        key_prefix: to_hex(&key[..KEY_PREFIX_BYTES]),
        counter_max,
    }
}

/// Whether the counter solves the task. It takes one derivation, and the same time whether the
/// answer is right or wrong. The task has to come from where the server keeps it.
#[must_use]
pub fn verify(task: &ProofTask, counter: u32) -> bool {
    let (Some(nonce), Some(salt), Some(prefix)) =
        (from_hex(&task.nonce), from_hex(&task.salt), from_hex(&task.key_prefix))
    else {
        return false;
    };
    if counter > task.counter_max || prefix.len() != KEY_PREFIX_BYTES {
        return false;
    }
    let key = derive(&nonce, &salt, task.cost, counter);
    key[..KEY_PREFIX_BYTES].ct_eq(&prefix).into()
}

/// The key of one counter: PBKDF2-HMAC-SHA-256 over nonce and counter (RFC 8018 §5.2).
fn derive(nonce: &[u8], salt: &[u8], cost: u32, counter: u32) -> [u8; KEY_BYTES] {
    let password = [nonce, &counter.to_be_bytes()].concat();
    let mut key = [0; KEY_BYTES];
    pbkdf2_hmac::<Sha256>(&password, salt, cost, &mut key);
    key
}

fn to_hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Vec<u32> = text.chars().map(|digit| digit.to_digit(16)).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| (high << 4 | low) as u8).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};
    use serde::{Deserialize, Serialize};

    use super::*;

    const QUICK: Effort = Effort { cost: 2, tries_min: 4, tries_max: 40 };

    /// One task of `tests/vectors/proof.json`, which the worker's browser test reads too.
    #[derive(Serialize, Deserialize)]
    struct Vector {
        task: ProofTask,
        /// `None` where no counter solves the task.
        counter: Option<u32>,
    }

    /// The file that portal and server share holds what the server issues; a task that nothing
    /// solves is the last. When tasks change, the failure shows the new text of the file.
    #[test]
    fn vectors_are_what_the_server_issues() {
        let mut rng = StdRng::seed_from_u64(20);
        let ranges = [(1, 1, 1), (1, 1, 16), (10, 16, 16), (10, 17, 18), (2_000, 60, 300)];
        let mut tasks: Vec<ProofTask> = ranges
            .map(|(cost, tries_min, tries_max)| issue(&mut rng, Effort { cost, tries_min, tries_max }))
            .into();
        tasks.push(ProofTask { key_prefix: "00".repeat(KEY_PREFIX_BYTES), ..tasks[1].clone() });
        let solve = |task: &ProofTask| (0..=task.counter_max).find(|tried| verify(task, *tried));
        let vectors: Vec<Vector> =
            tasks.into_iter().map(|task| Vector { counter: solve(&task), task }).collect();
        let text = serde_json::to_string_pretty(&vectors).expect("plain data");
        assert_eq!(text.trim(), include_str!("../../../../tests/vectors/proof.json").trim(), "now:\n{text}");
    }

    fn vectors() -> Vec<Vector> {
        let file = include_str!("../../../../tests/vectors/proof.json");
        serde_json::from_str(file).expect("a list of tasks")
    }

    #[test]
    fn accepts_only_the_counter_of_each_vector() {
        for Vector { task, counter } in vectors() {
            let near = counter.unwrap_or(0);
            let tried = near.saturating_sub(2)..=near + 2;
            let found: Vec<u32> = tried.filter(|tried| verify(&task, *tried)).collect();
            assert_eq!(found, counter.into_iter().collect::<Vec<_>>(), "{task:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn exactly_one_counter_solves_a_task(seed: u64) {
            let task = issue(&mut StdRng::seed_from_u64(seed), QUICK);
            let solutions: Vec<u32> =
                (0..=QUICK.tries_max).filter(|counter| verify(&task, *counter)).collect();
            prop_assert_eq!(solutions.len(), 1);
            prop_assert!(solutions[0] + 1 >= QUICK.tries_min && solutions[0] < QUICK.tries_max);
        }

        #[test]
        fn refuses_a_counter_of_another_task(seed: u64) {
            let mut rng = StdRng::seed_from_u64(seed);
            let (one, mut other) = (issue(&mut rng, QUICK), issue(&mut rng, QUICK));
            other.key_prefix = one.key_prefix;
            prop_assert!((0..=QUICK.tries_max).all(|counter| !verify(&other, counter)));
        }

        #[test]
        fn hexadecimal_comes_back(bytes: Vec<u8>) {
            prop_assert_eq!(from_hex(&to_hex(&bytes)), Some(bytes));
        }
    }

    #[test]
    fn refuses_a_damaged_task() {
        let whole = issue(&mut StdRng::seed_from_u64(5), QUICK);
        let counter = (0..=40).find(|counter| verify(&whole, *counter)).expect("a solution");
        let damage: [fn(&mut ProofTask); 5] = [
            |task| task.key_prefix.clear(),
            |task| task.key_prefix.truncate(2),
            |task| task.nonce.push('0'),
            |task| task.salt.replace_range(..1, "x"),
            |task| task.counter_max = 2,
        ];
        for spoil in damage {
            let mut task = whole.clone();
            spoil(&mut task);
            assert!(!verify(&task, counter), "{task:?}");
        }
    }
}
