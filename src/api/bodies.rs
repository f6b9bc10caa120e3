//! What the portal sends, written by hand for the same reason as answers are read by hand.

use contract::api::challenge::ChallengeAnswer;
use contract::api::flow::{OpenLogin, PasswordStep};

use crate::api::json::JsonObject;

/// Opens a sign-in flow.
pub(super) fn open_login(body: &OpenLogin) -> JsonObject {
    let OpenLogin { service } = body;
    let json = JsonObject::new();
    match service {
        Some(service) => json.text("service", service),
        None => json,
    }
}

/// Account, password and the answer to the challenge.
pub(super) fn password_step(body: &PasswordStep) -> JsonObject {
    let PasswordStep { version, account, password, challenge, personal_device } = body;
    let json = JsonObject::new()
        .plain("version", &version.to_string())
        .text("account", account)
        .text("password", password)
        .plain("personal_device", if *personal_device { "true" } else { "false" });
    match challenge {
        Some(answer) => json.object("challenge", challenge_answer(answer)),
        None => json,
    }
}

fn challenge_answer(body: &ChallengeAnswer) -> JsonObject {
    let ChallengeAnswer { id, digits, proof } = body;
    let mut json = JsonObject::new().text("id", id);
    if let Some(digits) = digits {
        json = json.text("digits", digits);
    }
    match proof {
        Some(proof) => json.plain("proof", &proof.to_string()),
        None => json,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_reads_what_is_sent() {
        for (digits, proof) in [(Some("035".to_owned()), None), (None, Some(7)), (None, None)] {
            let challenge = Some(ChallengeAnswer { id: "c".into(), digits, proof });
            let step = PasswordStep {
                version: 3,
                account: "amy01".into(),
                password: "\"臺\\\n".into(),
                challenge,
                personal_device: true,
            };
            let json = password_step(&step).close();
            assert!(serde_json::from_str::<PasswordStep>(&json).expect("by the contract") == step);
        }
    }

    #[test]
    fn a_flow_opens_with_and_without_a_service() {
        for service in [None, Some("adl".to_owned())] {
            let body = OpenLogin { service };
            let json = open_login(&body).close();
            assert_eq!(serde_json::from_str::<OpenLogin>(&json).expect("by the contract"), body);
        }
    }
}
