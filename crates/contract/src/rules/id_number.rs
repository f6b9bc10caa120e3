//! ID numbers: 身分證字號, 統一證號 in both forms, and 其他身分ID.
//!
//! The first three have ten characters and a check digit. Anything else is taken as it is.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::rules::fold::{fold, fold_compact, is_dash};

/// The fewest characters of an ID number of another kind.
pub const OTHER_LENGTH_MIN: usize = 4;

/// The most characters of an ID number of another kind.
pub const OTHER_LENGTH_MAX: usize = 20;

/// The length of the three kinds that have a check digit.
const CHECKED_LENGTH: usize = 10;

/// The weight of each character by its ones; the first letter's tens are added once.
const WEIGHTS: [u16; CHECKED_LENGTH] = [9, 8, 7, 6, 5, 4, 3, 2, 1, 1];

/// The number of each letter, A to Z: places of household registration in the order in which
/// they were numbered, which is why I, O, W and Z are out of line.
const LETTERS: [u8; 26] =
    [10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21, 22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33];

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// A national's number (身分證字號).
    National,
    /// A resident certificate's number as issued since 2021 (新式統一證號).
    ResidentNew,
    /// A resident certificate's number as issued before (舊式統一證號), good until 2031.
    ResidentOld,
    /// Any other number a school has recorded (其他身分ID).
    Other,
}

/// An ID number in upper case. Its `Debug` is masked, so that no log can tell it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IdNumber {
    text: String,
    kind: IdKind,
}

/// Why a text is no ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdNumberError {
    /// Nothing was typed.
    Missing,
    /// Fewer than [`OTHER_LENGTH_MIN`] characters.
    TooShort,
    /// More than [`OTHER_LENGTH_MAX`] characters.
    TooLong,
    /// A character other than a letter, a digit and `-`.
    Characters,
    /// It looks like a number with a check digit and is none: most likely a slip. Who means it
    /// may say so, see [`IdNumber::parse_overruled`].
    CheckDigit,
}

impl IdNumber {
    /// Reads a number as people type it: any case, full-width, with spaces or hyphens.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, IdNumberError> {
        let number = Self::parse_overruled(text)?;
        if number.kind == IdKind::Other && looks_checked(number.text.as_bytes()) {
            return Err(IdNumberError::CheckDigit);
        }
        Ok(number)
    }

    /// As [`IdNumber::parse`], where the person insists on what they typed: a number whose check
    /// digit is wrong is taken as another kind of number.
    ///
    /// # Errors
    /// The first rule that the text breaks; never [`IdNumberError::CheckDigit`].
    pub fn parse_overruled(text: &str) -> Result<Self, IdNumberError> {
        let mut compact = fold_compact(text);
        compact.make_ascii_uppercase();
        if !looks_checked(compact.as_bytes()) {
            return Self::other(text);
        }
        let kind = checked_kind(compact.as_bytes()).unwrap_or(IdKind::Other);
        Ok(Self { text: compact, kind })
    }

    /// The number.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What kind of number it is.
    #[must_use]
    pub const fn kind(&self) -> IdKind {
        self.kind
    }

    /// The number with its middle hidden, e.g. `A12•••••789`. The count of dots says nothing.
    #[must_use]
    pub fn masked(&self) -> String {
        // Short numbers would be told by three characters from each end.
        let shown = if self.text.len() < CHECKED_LENGTH { 1 } else { 3 };
        let start = self.text.get(..shown).unwrap_or_default();
        let end_at = self.text.len().saturating_sub(shown);
        let end = self.text.get(end_at..).unwrap_or_default();
        [start, "•••••", end].concat()
    }

    /// Keeps hyphens, which may be part of such a number; a space never is.
    fn other(text: &str) -> Result<Self, IdNumberError> {
        let mut kept = String::with_capacity(text.len());
        for c in fold(text).chars().filter(|c| *c != ' ') {
            kept.push(if is_dash(c) { '-' } else { c.to_ascii_uppercase() });
        }
        if kept.is_empty() {
            return Err(IdNumberError::Missing);
        }
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if !kept.bytes().all(allowed) || kept.bytes().all(|byte| byte == b'-') {
            return Err(IdNumberError::Characters);
        }
        if kept.len() < OTHER_LENGTH_MIN {
            return Err(IdNumberError::TooShort);
        }
        if kept.len() > OTHER_LENGTH_MAX {
            return Err(IdNumberError::TooLong);
        }
        Ok(Self { text: kept, kind: IdKind::Other })
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IdNumber").field(&self.masked()).finish()
    }
}

/// A letter, a digit or A to D, and eight digits: what a slip in a real number leaves behind.
fn looks_checked(text: &[u8]) -> bool {
    matches!(text, [b'A'..=b'Z', b'0'..=b'9' | b'A'..=b'D', rest @ ..]
        if rest.len() == CHECKED_LENGTH - 2 && rest.iter().all(u8::is_ascii_digit))
}

/// The kind of a number that [`looks_checked`], if its second character and check digit hold.
fn checked_kind(text: &[u8]) -> Option<IdKind> {
    let kind = match text.get(1)? {
        b'1' | b'2' => IdKind::National,
        b'8' | b'9' => IdKind::ResidentNew,
        b'A'..=b'D' => IdKind::ResidentOld,
        _ => return None,
    };
    let tens = value(*text.first()?) / 10;
    let rest = text.iter().zip(WEIGHTS);
    let sum = rest.fold(tens, |sum, (byte, weight)| sum + value(*byte) % 10 * weight);
    (sum % 10 == 0).then_some(kind)
}

/// What a character counts. Only the first letter's tens count; the old form's second letter
/// counts by its ones alone (A 0, B 1, C 2, D 3).
fn value(byte: u8) -> u16 {
    let digit = byte.wrapping_sub(b'0');
    let letter = usize::from(byte.wrapping_sub(b'A'));
    u16::from(LETTERS.get(letter).copied().unwrap_or(digit))
}
