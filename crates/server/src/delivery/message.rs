//! The messages there are.

use contract::language::Language;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;

/// Something to tell an account's owner.
pub struct Message {
    /// Whose account; none where no account was found, which costs the same and reaches nobody.
    pub account_id: Option<String>,
    /// The language of the page that led to it.
    pub language: Language,
    /// What to tell.
    pub content: Content,
}

/// What a message says. It is stored sealed, and has no `Debug` so that no log shows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Six digits to type.
    Code {
        /// The digits.
        code: String,
        /// What they are for.
        purpose: Purpose,
        /// How long they are good for.
        minutes: u32,
    },
    /// Somebody proved this identity by personal data.
    RecoveryStarted {
        /// When.
        at: Timestamp,
        /// Opens the page that stops it.
        link_token: String,
    },
    /// The password is another one.
    PasswordChanged {
        /// Since when.
        at: Timestamp,
        /// How the owner proved to be the owner.
        way: Way,
        /// Opens the page that stops it.
        link_token: String,
    },
    /// A county account was linked with the account.
    CountyLinked {
        /// When.
        at: Timestamp,
        /// The county's official code.
        county: String,
        /// Opens the page that undoes it.
        link_token: String,
    },
    /// Somebody looked the account's name up by personal data.
    AccountLookedUp {
        /// When.
        at: Timestamp,
    },
}

impl Content {
    /// The stable text in the database.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::RecoveryStarted { .. } => "recovery_started",
            Self::PasswordChanged { .. } => "password_changed",
            Self::CountyLinked { .. } => "county_linked",
            Self::AccountLookedUp { .. } => "account_looked_up",
        }
    }
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Setting a new password.
    Recovery,
    /// Making a disabled account usable again.
    Activation,
}

/// How a password was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// ID number, birthday and name.
    PersonalData,
    /// The school's default password.
    DefaultPassword,
    /// A code to a backup address.
    Code,
    /// The county's account.
    County,
    /// Any other.
    Other,
}
