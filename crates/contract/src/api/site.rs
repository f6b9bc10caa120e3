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
