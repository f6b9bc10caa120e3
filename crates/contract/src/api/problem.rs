//! Problems: every error of the JSON API (RFC 9457).

use serde::{Deserialize, Serialize};

use crate::api::flow::Flow;
use crate::error::{ErrorCode, FieldErrorKind};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Why a request was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A stable address for this kind of problem.
    pub r#type: String,
    /// The code in words, for developers; people read the portal's own sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The request's id, which the hotline can look up.
    pub instance: String,
    /// The stable code.
    pub code: ErrorCode,
    /// Fields that have to be mended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The flow as it is now, where the problem belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Box<Flow>>,
}

/// One field that has to be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Which member of the body (RFC 6901), e.g. `/account`.
    pub pointer: String,
    /// What is wrong with it.
    pub rule: FieldErrorKind,
}

/// Which members of a body a [`FieldError`] can point to (RFC 6901).
pub mod pointer {
    /// The account.
    pub const ACCOUNT: &str = "/account";
    /// The password.
    pub const PASSWORD: &str = "/password";
    /// The school.
    pub const SCHOOL: &str = "/school";
    /// The name.
    pub const NAME: &str = "/name";
    /// The ID number.
    pub const ID_NUMBER: &str = "/id_number";
    /// The birthday.
    pub const BIRTHDAY: &str = "/birthday";
    /// The default password.
    pub const DEFAULT_PASSWORD: &str = "/default_password";
    /// The code that was sent.
    pub const CODE: &str = "/code";
    /// The new password again.
    pub const CONFIRMATION: &str = "/confirmation";
    /// The text of a report.
    pub const MESSAGE: &str = "/message";
    /// The page that a report is about.
    pub const PAGE: &str = "/page";
    /// The answer to the challenge.
    pub const CHALLENGE: &str = "/challenge";
}
