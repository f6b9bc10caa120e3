//! Sessions: who is signed in.

use serde::{Deserialize, Serialize};

use crate::api::service::{LocalText, ServiceName};

/// What a person is to a school (the ministry's words in brackets).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A pupil (學生).
    Pupil,
    /// A teacher (教師).
    Teacher,
    /// Staff that do not teach (職員).
    Staff,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 3] = [Self::Pupil, Self::Teacher, Self::Staff];

    /// The stable text, as in import files and on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pupil => "pupil",
            Self::Teacher => "teacher",
            Self::Staff => "staff",
        }
    }

    /// Reads the stable text or the ministry's word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "pupil" | "學生" => Some(Self::Pupil),
            "teacher" | "教師" => Some(Self::Teacher),
            "staff" | "職員" => Some(Self::Staff),
            _ => None,
        }
    }
}

/// The signed-in person, as their own page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The account without its suffix.
    pub account: String,
    /// The person's name.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// The schools the person belongs to.
    pub affiliations: Vec<Affiliation>,
    /// When this session began (RFC 3339, UTC).
    pub signed_in_at: String,
    /// When the account was last signed in to before that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<String>,
    /// Seconds without activity after which the session ends.
    pub idle_seconds: u32,
    /// When the session ends at the latest (RFC 3339, UTC).
    pub expires_at: String,
    /// Whether the person called this device their own.
    pub personal_device: bool,
}

/// One place at one school.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Affiliation {
    /// The ministry's six-character code.
    pub school_code: String,
    /// The school's name.
    pub school_name: String,
    /// The county or city.
    pub county: String,
    /// Titles, the kind first (學生, 教師, …).
    pub titles: Vec<String>,
    /// Grade, for pupils and class teachers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Class, two digits or a letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Seat number, for pupils.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
}

/// What a person has with services.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionServices {
    /// The services, those that are signed in to first.
    pub services: Vec<ServiceUse>,
}

/// A service that a person is signed in to, or has agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceUse {
    /// The service.
    pub service: ServiceName,
    /// Who runs it.
    pub owner: LocalText,
    /// Whether this session was used to sign in to it.
    pub signed_in: bool,
    /// Whether it is told when this session ends. If not, its own sign-out has to be used.
    pub is_told: bool,
    /// What the person agreed to, by scope; none if they were never asked.
    pub scopes: Vec<String>,
}

/// A service whose agreement is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// The service's short name.
    pub service: String,
}

/// Wishes to sign out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    /// The language of the page, in which the way back from a county goes on; what is not known is Chinese.
    #[serde(default)]
    pub language: String,
}

/// What a sign-out ended, and what it could not reach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedOut {
    /// The services that are told to end their sessions too.
    pub told: Vec<LocalText>,
    /// The services that stay signed in until they are left by their own sign-out.
    pub left: Vec<LocalText>,
    /// The county whose account is still signed in there, where the session came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<CountyLeft>,
}

/// A county whose own session goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountyLeft {
    /// The county.
    pub name: LocalText,
    /// The county's sign-out, built by the server: the browser goes there, and comes back to the sign-in
    /// page. None where the county has none that can be reached now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_out: Option<String>,
    /// A page of the county where one can sign out by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
}
