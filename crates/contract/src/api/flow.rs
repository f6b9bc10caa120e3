//! Flows: journeys that the server owns, one step after the other.

use serde::{Deserialize, Serialize};

use crate::api::challenge::{Challenge, ChallengeAnswer};
use crate::api::school::SchoolKey;
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
    /// The authorization request that the sign-in is for, from the page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization: Option<String>,
}

/// What kind of journey a flow is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FlowKind {
    /// Signing in.
    Login,
    /// A forgotten password (忘記密碼).
    Recovery,
    /// A disabled account (啟用帳號).
    Activation,
    /// A forgotten account (忘記帳號).
    Lookup,
}

/// Opens a recovery or an activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenRecovery {
    /// How the person wants to prove who they are.
    pub proof: RecoveryProof,
}

/// How somebody who cannot sign in proves who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecoveryProof {
    /// School, name, ID number and birthday; pupils only (使用個人基本資料).
    PersonalData,
    /// The default password that the school issued; pupils only, and not for an activation (使用預設密碼).
    DefaultPassword,
    /// A code sent to the backup mailbox and mobile phone (傳送驗證碼).
    Code,
    /// The county's account (使用縣市帳號); such a flow is opened by the way back from the county.
    County,
}

impl RecoveryProof {
    /// Every proof, in the order of the page.
    pub const ALL: [Self; 4] = [Self::County, Self::PersonalData, Self::DefaultPassword, Self::Code];

    /// The stable text, as on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonalData => "personal_data",
            Self::DefaultPassword => "default_password",
            Self::Code => "code",
            Self::County => "county",
        }
    }
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
    /// The county whose account is linked when this sign-in succeeds, by its official code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<String>,
    /// The account that the person chose, or that the service expects: typed for them beforehand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
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

/// Who somebody says they are. Birthday as `2001/1/1`: the portal has shown it in both calendars.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IdentityStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The pupil's school.
    pub school: SchoolKey,
    /// The name as the school wrote it.
    pub name: String,
    /// The ID number as typed.
    pub id_number: String,
    /// Whether an ID number with a wrong check digit is meant all the same.
    #[serde(default)]
    pub id_number_overruled: bool,
    /// The birthday, year first.
    pub birthday: String,
    /// Always needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<ChallengeAnswer>,
}

/// An account and the default password that its school issued.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DefaultPasswordStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The account as typed, with or without `@mail.edu.tw`.
    pub account: String,
    /// The default password as typed; spaces, hyphens and case do not matter.
    pub default_password: String,
    /// Always needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<ChallengeAnswer>,
}

/// The account that a code is sent for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AccountStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The account as typed, with or without `@mail.edu.tw`.
    pub account: String,
    /// The language the message is written in; what is not known is Chinese.
    #[serde(default)]
    pub language: String,
    /// Always needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<ChallengeAnswer>,
}

/// The code that was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// Six digits as typed; spaces, hyphens and full-width digits are fine.
    pub code: String,
}

/// Asks for another code; the one before it is void.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResendStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The language the message is written in; what is not known is Chinese.
    #[serde(default)]
    pub language: String,
}

/// The new password, twice.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPasswordStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The password, exactly as typed.
    pub password: String,
    /// The same again.
    pub confirmation: String,
}

/// Whose account is looked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IdNumberStep {
    /// The version of the flow that the browser saw.
    pub version: u32,
    /// The ID number as typed.
    pub id_number: String,
    /// Whether an ID number with a wrong check digit is meant all the same.
    #[serde(default)]
    pub id_number_overruled: bool,
    /// Always needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<ChallengeAnswer>,
}

/// What a step led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepOutcome {
    /// What to show.
    pub next: NextStep,
}
