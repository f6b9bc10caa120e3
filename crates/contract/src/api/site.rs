//! What this deployment offers: the portal reads it before it shows anything.

use serde::{Deserialize, Serialize};

use crate::api::service::LocalText;

/// The deployment. It also stands in `index.html`, so that the first page asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Site {
    /// Journeys that work here. One that is not in the list is not shown.
    pub ways: Vec<Way>,
    /// The hotline's numbers, as they are dialled in Taiwan.
    pub hotlines: Vec<String>,
    /// The hotline's mail address.
    pub mail: String,
    /// When the hotline answers.
    pub hours: LocalText,
    /// A closure that is announced or going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<Maintenance>,
    /// Whose portal it is, where it is not the national one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<Brand>,
    /// What this browser is taken for, and when it ends what it shows.
    pub device: Device,
    /// Whether somebody is signed in here: what shows nothing of them has to end with them all the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub signed_in: bool,
}

/// What a browser is taken for: whose it is, and how long it may stand unattended (experience.md K1,
/// K3). The server decides it for each request; the portal cannot ask for a longer time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Device {
    /// Whose it is.
    pub profile: Profile,
    /// Seconds without a key, tap or pointer until the warning opens, 30 to 1800. On somebody's own
    /// device nothing is wiped, and it is of no account.
    pub idle_seconds: u32,
    /// Seconds that the warning counts down before everything is wiped, at least 30 (WCAG 2.2 SC 2.2.1
    /// wants 20), at most 300.
    pub warning_seconds: u32,
    /// Whether fields for digits offer keys on the screen.
    pub keypad: bool,
    /// What the school calls the place, e.g. `電腦教室 3`; only in a kiosk that was given a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

impl Device {
    /// The shortest and the longest time without activity, in seconds.
    pub const IDLE_SECONDS: std::ops::RangeInclusive<u32> = 30..=1800;
    /// The shortest and the longest warning, in seconds.
    pub const WARNING_SECONDS: std::ops::RangeInclusive<u32> = 30..=300;
}

impl Default for Device {
    /// A browser of which nothing is known: somebody else may use it next.
    fn default() -> Self {
        Self { profile: Profile::Shared, idle_seconds: 300, warning_seconds: 30, keypad: false, place: None }
    }
}

/// Whose a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Somebody said 這是我自己的裝置 when signing in here.
    Personal,
    /// Others may use it too. Every browser is until it is known better.
    Shared,
    /// A school's own, by its signed link or its network; nobody can call it theirs.
    Kiosk,
}

/// The words of a county's own portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Brand {
    /// What it calls the portal; without it, as everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<LocalText>,
    /// Who it is, in the line below the name.
    pub owner: LocalText,
}

/// A journey that a deployment may offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 教育雲端帳號 and password.
    Password,
    /// 使用縣市帳號登入.
    County,
    /// 一次性密碼登入.
    OneTimePassword,
    /// 行動自然人憑證登入.
    MobileCertificate,
    /// 自然人憑證登入.
    CitizenCard,
    /// 忘記教育雲端密碼.
    ResetPassword,
    /// 忘記帳號.
    FindAccount,
    /// 申請教育雲端帳號.
    Apply,
    /// 啟用教育雲端帳號.
    Activate,
}

/// A planned closure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Maintenance {
    /// When it starts (RFC 3339).
    pub starts_at: String,
    /// When it ends (RFC 3339).
    pub ends_at: String,
    /// Whether it goes on now: signing in answers `server.maintenance`.
    pub active: bool,
    /// What people should know.
    pub message: LocalText,
}
