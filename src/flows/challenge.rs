//! The challenge as the person meets it: a picture, or the computer's own work.

use contract::api::challenge::{Challenge, ChallengeAnswer};

/// The proof of work, which makes typing digits unnecessary (WCAG 2.2 SC 3.3.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Proof {
    /// Not asked for: the person types the digits.
    #[default]
    Off,
    /// The computer is at it.
    Working,
    /// Done, with the counter that proves it.
    Solved(u32),
    /// This device cannot do it: the person types after all.
    Failed,
}

impl Proof {
    /// Whether the computer answers instead of the person.
    pub(crate) const fn is_on(self) -> bool {
        matches!(self, Self::Working | Self::Solved(_))
    }
}

/// The answer to `challenge`: the proof if there is one, else the digits.
pub(crate) fn answer(challenge: &Challenge, proof: Proof, digits: &str) -> ChallengeAnswer {
    let proof = match proof {
        Proof::Solved(counter) => Some(counter),
        Proof::Off | Proof::Working | Proof::Failed => None,
    };
    let digits = proof.is_none().then(|| digits.to_owned());
    ChallengeAnswer { id: challenge.id.clone(), digits, proof }
}

/// How much earlier than the server we call a challenge old, so that typing is not in vain.
const MARGIN_SECONDS: u32 = 20;

/// When, on a clock of milliseconds, a challenge seen at `now_ms` gets too old to be answered.
pub(crate) fn stale_at_ms(challenge: &Challenge, now_ms: f64) -> f64 {
    now_ms + f64::from(challenge.expires_in.saturating_sub(MARGIN_SECONDS)) * 1000.0
}

#[cfg(test)]
mod tests {
    use contract::api::challenge::ProofTask;

    use super::*;

    fn challenge() -> Challenge {
        Challenge {
            id: "c1".into(),
            image: "data:image/png;base64,".into(),
            width: 180,
            height: 56,
            proof: ProofTask {
                nonce: String::new(),
                salt: String::new(),
                cost: 1,
                key_prefix: "00".into(),
                counter_max: 9,
            },
            refreshes_left: 10,
            expires_in: 300,
        }
    }

    #[test]
    fn a_proof_replaces_the_digits() {
        let answer = answer(&challenge(), Proof::Solved(7), "035");
        assert_eq!((answer.proof, answer.digits), (Some(7), None));
    }

    #[test]
    fn without_a_proof_the_digits_count() {
        for proof in [Proof::Off, Proof::Failed, Proof::Working] {
            let answer = answer(&challenge(), proof, "035");
            assert_eq!((answer.proof, answer.digits.as_deref()), (None, Some("035")));
        }
    }

    #[test]
    fn a_challenge_is_old_before_the_server_says_so() {
        assert!(stale_at_ms(&challenge(), 1000.0) < 301_000.0);
    }
}
