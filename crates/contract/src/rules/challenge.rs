//! Answers to the picture (or the voice) of a challenge.

use serde::{Deserialize, Serialize};

use crate::rules::fold::fold_compact;

/// The fewest digits a challenge shows.
pub const LENGTH_MIN: usize = 3;

/// The most digits a challenge shows.
pub const LENGTH_MAX: usize = 6;

/// Three to six ASCII digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChallengeDigits(String);

/// Why a text cannot be the answer to any challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChallengeDigitsError {
    /// Nothing was typed.
    Missing,
    /// Something other than a digit was typed.
    NotDigits,
    /// Fewer than [`LENGTH_MIN`] or more than [`LENGTH_MAX`] digits.
    Length,
}

impl ChallengeDigits {
    /// Reads digits as people type them: full-width, in groups with spaces or hyphens.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, ChallengeDigitsError> {
        let digits = fold_compact(text);
        if digits.is_empty() {
            return Err(ChallengeDigitsError::Missing);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ChallengeDigitsError::NotDigits);
        }
        if !(LENGTH_MIN..=LENGTH_MAX).contains(&digits.len()) {
            return Err(ChallengeDigitsError::Length);
        }
        Ok(Self(digits))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
