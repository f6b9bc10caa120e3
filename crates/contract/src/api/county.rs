//! Counties, whose own providers vouch for their people (縣市帳號).

use serde::{Deserialize, Serialize};

use crate::api::flow::FlowKind;
use crate::api::service::LocalText;

/// The 22 counties, in the order of their official codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counties {
    /// The counties.
    pub counties: Vec<County>,
}

/// One county in the chooser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct County {
    /// The official code, eight digits.
    pub code: String,
    /// Its name.
    pub name: LocalText,
    /// How its sign-in does at present.
    pub state: CountyState,
}

/// How a county's sign-in does, as this server saw it in the last minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CountyState {
    /// It answers.
    Working,
    /// It answers late, or not each time.
    Slow,
    /// It does not answer; trying is of no use for some seconds.
    Down,
    /// EduPass is not connected with this county.
    NotOffered,
}

/// Asks to be sent to a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenCounty {
    /// The county's official code.
    pub county: String,
    /// What the county account is to open.
    pub purpose: FlowKind,
    /// The authorization request that a sign-in is for, from the page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization: Option<String>,
    /// The language of the page, in which the way back goes on; what is not known is Chinese.
    #[serde(default)]
    pub language: String,
    /// The person says that this device is theirs alone: the county need not ask for a password again,
    /// and the session is a longer one.
    #[serde(default)]
    pub personal_device: bool,
}

/// Where the browser goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CountyVisit {
    /// The county's own address, built by the server.
    pub continue_to: String,
}
