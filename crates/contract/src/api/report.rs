//! Reports of what went wrong (查無資料，回報問題), and notices that something was not the person's doing.

use serde::{Deserialize, Serialize};

use crate::api::school::SchoolKey;

/// A report. It has no ID number, name or birthday, and its text is refused if it looks like one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// The page it is about, an address of the portal.
    pub page: String,
    /// The school that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school: Option<SchoolKey>,
    /// What happened, in the person's words; 500 characters at most.
    #[serde(default)]
    pub message: String,
}

/// What the hotline asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportReceipt {
    /// Eight characters that are easy to read out.
    pub reference: String,
}

/// Says that a change of the password was not the person's doing: recovery is frozen until the school
/// or the hotline has looked into it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Disavowal {
    /// The token of the link in the message.
    pub token: String,
}
