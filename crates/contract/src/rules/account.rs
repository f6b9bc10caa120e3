//! Account names: the part before the fixed `@mail.edu.tw`.

use serde::{Deserialize, Serialize};

use crate::error::FieldErrorKind;
use crate::rules::fold::fold;

/// What follows every account name.
pub const SUFFIX: &str = "@mail.edu.tw";

/// The shortest name. New accounts have six characters or more, but signing in must not lock
/// out the few old ones that are shorter.
pub const LENGTH_MIN: usize = 2;

/// The longest name: what a mail address may have before its `@` (RFC 5321 §4.5.3.1.1).
pub const LENGTH_MAX: usize = 64;

/// An account name in lower case, without the suffix.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountName(String);

/// Why a text is no account name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountNameError {
    /// Nothing stands before the suffix.
    Missing,
    /// Fewer than [`LENGTH_MIN`] characters.
    TooShort,
    /// More than [`LENGTH_MAX`] characters.
    TooLong,
    /// A character other than a letter, a digit, `.`, `_` and `-`.
    Characters,
    /// The name starts or ends with `.`, `_` or `-`.
    Edge,
    /// An address of another domain than [`SUFFIX`].
    OtherDomain,
}

impl AccountName {
    /// Reads a name as people type or paste it: any case, full-width, with or without the suffix.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, AccountNameError> {
        let mut folded = fold(text);
        folded.make_ascii_lowercase();
        let name = without_suffix(&folded)?;
        let bytes = name.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return Err(AccountNameError::Missing);
        };
        if !bytes.iter().all(|byte| is_allowed(*byte)) {
            return Err(AccountNameError::Characters);
        }
        if bytes.len() > LENGTH_MAX {
            return Err(AccountNameError::TooLong);
        }
        if !first.is_ascii_alphanumeric() || !last.is_ascii_alphanumeric() {
            return Err(AccountNameError::Edge);
        }
        if bytes.len() < LENGTH_MIN {
            return Err(AccountNameError::TooShort);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name alone.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name with its suffix.
    #[must_use]
    pub fn address(&self) -> String {
        [&self.0, SUFFIX].concat()
    }
}

impl From<AccountNameError> for FieldErrorKind {
    fn from(error: AccountNameError) -> Self {
        match error {
            AccountNameError::Missing => Self::Missing,
            AccountNameError::TooLong => Self::TooLong,
            AccountNameError::Characters => Self::Characters,
            AccountNameError::OtherDomain => Self::OtherDomain,
            AccountNameError::TooShort | AccountNameError::Edge => Self::Malformed,
        }
    }
}

/// Takes the suffix off, so that a pasted address works in a field that shows the suffix beside it.
fn without_suffix(folded: &str) -> Result<&str, AccountNameError> {
    let Some((name, domain)) = folded.rsplit_once('@') else {
        return Ok(folded);
    };
    if domain.trim_matches(' ') != &SUFFIX[1..] {
        return Err(AccountNameError::OtherDomain);
    }
    Ok(name.trim_matches(' '))
}

const fn is_allowed(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-')
}
