//! What the server tells the portal to show next.

use serde::{Deserialize, Serialize};

use crate::api::session::Role;

/// The next step of a journey. The portal maps it to a screen by an exhaustive match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Ask for account, password and challenge.
    Password,
    /// Ask for school, name, ID number, birthday and challenge.
    Identity,
    /// Ask for the account, the default password and the challenge.
    DefaultPassword,
    /// Ask for the account that a code is sent for, and the challenge.
    Account,
    /// Ask for the code. Whether one was sent is not told: it would tell whether the account exists.
    Code {
        /// Seconds until another code may be asked for.
        resend_in: u32,
        /// How many more codes this flow may ask for.
        resends_left: u32,
        /// Tries left for the newest code.
        tries_left: u32,
    },
    /// Ask for the new password, twice.
    NewPassword {
        /// The account without its suffix.
        account: String,
        /// The person's name.
        name: String,
        /// The person's role, which decides what the password needs.
        role: Role,
    },
    /// The password is changed.
    PasswordChanged {
        /// The account without its suffix.
        account: String,
        /// Whether the account can be used now; a disabled one has to be activated first.
        active: bool,
        /// Hours until the password can be changed again.
        next_change_in_hours: u32,
        /// Hours until the new password is valid; 0 where it is at once.
        valid_in_hours: u32,
    },
    /// Ask for the ID number and the challenge.
    IdNumber,
    /// What a look-up found.
    LookedUp {
        /// The account, masked (`a***3`); none where there is none for this ID number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<String>,
    },
    /// The journey is over: go to this address of ours, built by the server.
    Completed {
        /// A path on this origin.
        continue_to: String,
    },
}
