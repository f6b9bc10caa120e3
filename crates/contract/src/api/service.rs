//! Learning services that accept an EduPass account.

use serde::{Deserialize, Serialize};

use crate::language::Language;

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LocalText {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl LocalText {
    /// The text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::ZhTw => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// Who asks for a sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceName {
    /// The service's short name in addresses.
    pub id: String,
    /// Its name.
    pub name: LocalText,
}

/// A service in the grid of the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Service {
    /// The service's short name in addresses.
    pub id: String,
    /// Its name.
    pub name: LocalText,
    /// What it is for, in a sentence.
    pub summary: LocalText,
    /// Who runs it.
    pub owner: LocalText,
    /// Its home page (`https:`).
    pub address: String,
    /// One to three characters that stand for it where there is no picture.
    pub monogram: String,
    /// Which of the eight tile colours it has, 0 to 7.
    pub hue: u8,
}

/// Every service, in the order of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Services {
    /// The services.
    pub services: Vec<Service>,
}
