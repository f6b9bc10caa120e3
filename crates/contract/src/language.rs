//! The two languages of the portal.

use serde::{Deserialize, Serialize};

/// A language the portal speaks. Chinese is the source; English translates it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Language {
    /// Traditional Chinese as written in Taiwan.
    #[default]
    #[serde(rename = "zh-TW")]
    ZhTw,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// Every language, the default first.
    pub const ALL: [Self; 2] = [Self::ZhTw, Self::En];

    /// The value of `?lang=` and of the API, e.g. `zh-TW`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ZhTw => "zh-TW",
            Self::En => "en",
        }
    }

    /// The value of the HTML `lang` attribute (BCP 47), e.g. `zh-Hant-TW`.
    #[must_use]
    pub const fn html_lang(self) -> &'static str {
        match self {
            Self::ZhTw => "zh-Hant-TW",
            Self::En => "en",
        }
    }

    /// Reads a language tag as people and browsers write it; anything unknown is the default.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let is_english = tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"));
        let ends_there = tag.as_bytes().get(2).is_none_or(|next| *next == b'-' || *next == b'_');
        if is_english && ends_there { Self::En } else { Self::ZhTw }
    }
}
