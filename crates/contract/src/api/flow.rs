//! Flows: journeys that the server owns, one step after the other.

use serde::{Deserialize, Serialize};

use crate::api::challenge::{Challenge, ChallengeAnswer};
use crate::api::service::ServiceName;
use crate::step::NextStep;

/// Opens a sign-in flow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenLogin {
    /// The service that sent the person here, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
}

/// What kind of journey a flow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// Signing in.
    Login,
}

/// A flow as its browser sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Flow {
    /// 128 random bits in base64url; useless without the browser's cookie.
    pub id: String,
    /// The journey.
    pub kind: FlowKind,
    /// Grows by one with every accepted step; each submission names the one it saw.
    pub version: u32,
    /// Seconds until the flow is over (900 for a sign-in).
    pub expires_in: u32,
    /// What to show.
    pub next: NextStep,
    /// Present when the next step needs an answered challenge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Challenge>,
    /// The service that asks for the sign-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceName>,
}

/// Account, password and the answer to the challenge.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PasswordStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The account as typed, with or without `@mail.edu.tw`.
    pub account: String,
    /// The password, exactly as typed.
    pub password: String,
    /// Needed where the flow showed a challenge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<ChallengeAnswer>,
    /// The person says that this device is theirs alone: a longer session, and a cookie that
    /// lets the device be known again.
    #[serde(default)]
    pub personal_device: bool,
}

/// What a step led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepOutcome {
    /// What to show.
    pub next: NextStep,
}
