//! The challenge of a form: a picture of digits, the same digits spoken, or a proof of work.

use serde::{Deserialize, Serialize};

/// One challenge, bound to its flow and good for one submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Challenge {
    /// 128 random bits in base64url.
    pub id: String,
    /// A PNG picture of three to six digits as a `data:` address.
    pub image: String,
    /// The picture's width in CSS pixels, so that the page keeps room for it.
    pub width: u32,
    /// The picture's height in CSS pixels.
    pub height: u32,
    /// The way round for people who cannot or do not want to read digits (WCAG 2.2 SC 3.3.8).
    pub proof: ProofTask,
    /// How many more pictures this flow may ask for (10 at first).
    pub refreshes_left: u32,
    /// Seconds until the challenge is void (300 at first).
    pub expires_in: u32,
}

/// Work for the browser: find the `counter` whose derived key starts with `key_prefix`.
///
/// The key is PBKDF2-HMAC-SHA-256 over `nonce ‖ counter` with `salt` and `cost` iterations,
/// where the counter is four bytes, big-endian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProofTask {
    /// 16 random bytes in hexadecimal.
    pub nonce: String,
    /// 16 random bytes in hexadecimal.
    pub salt: String,
    /// PBKDF2 iterations for each try.
    pub cost: u32,
    /// What the derived key has to start with, in hexadecimal.
    pub key_prefix: String,
    /// The largest counter that needs to be tried.
    pub counter_max: u32,
}

/// The answer to a challenge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChallengeAnswer {
    /// Which challenge is answered.
    pub id: String,
    /// The digits as typed; spaces and full-width digits are fine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digits: Option<String>,
    /// The counter that solves the proof of work. Where both are given, the proof counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<u32>,
}
