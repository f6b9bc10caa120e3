//! What a service asks for, shown to the person before it gets anything.

use serde::{Deserialize, Serialize};

use crate::api::service::{LocalText, ServiceName};

/// An authorization request as the signed-in person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorization {
    /// The service that asks.
    pub service: ServiceName,
    /// Who runs it.
    pub owner: LocalText,
    /// The account that is signed in, without its suffix.
    pub account: String,
    /// The scopes that it asks for, e.g. `profile`, `eduinfo`.
    pub scopes: Vec<String>,
    /// The very values that will be sent.
    pub claims: Vec<SharedClaim>,
}

/// One claim with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SharedClaim {
    /// The scope that opens it.
    pub scope: String,
    /// The claim's name; a member of an object stands after a dot (`classinfo.grade`).
    pub name: String,
    /// Its values as they are sent; none where it is empty.
    pub values: Vec<String>,
}

/// What the person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Whether the service gets what it asks for.
    pub approve: bool,
}

/// Where the browser goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Onward {
    /// A path on this origin.
    pub continue_to: String,
}

/// The accounts that somebody may go on to a service with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccountChoices {
    /// The service that asks.
    pub service: ServiceName,
    /// The one that is signed in first, then those that were used on this device, the latest first.
    pub accounts: Vec<KnownAccount>,
}

/// An account that was used in this browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KnownAccount {
    /// The account without its suffix.
    pub account: String,
    /// Whose it is.
    pub name: String,
    /// Whether it is signed in now; every other one needs its password.
    pub signed_in: bool,
}

/// Which account somebody goes on with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChosenAccount {
    /// The account without its suffix; none for one that is not in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// An account that this device shall no longer know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgottenAccount {
    /// The account without its suffix.
    pub account: String,
}
