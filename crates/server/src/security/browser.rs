//! The browser that opens a flow: it keeps one cookie for all its flows.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::error::RouteError;
use crate::security::cookies;
use crate::services::sessions::reference_hash;

/// The browser's flow cookie, or a new one for it.
pub struct Browser {
    reference: String,
    is_new: bool,
}

impl Browser {
    /// What is stored of it.
    #[must_use]
    pub fn hash(&self) -> Vec<u8> {
        reference_hash(&self.reference).to_vec()
    }

    /// The headers that give it its cookie, if it has none.
    #[must_use]
    pub fn cookie(&self) -> HeaderMap {
        let cookie = self.is_new.then(|| cookies::set(cookies::FLOW, &self.reference, None)).flatten();
        cookie.map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect()
    }
}

impl FromRequestParts<App> for Browser {
    type Rejection = RouteError;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Self::Rejection> {
        let known = cookies::get(&parts.headers, cookies::FLOW).map(str::to_owned);
        let is_new = known.is_none();
        Ok(Self { reference: known.unwrap_or_else(crate::random::reference), is_new })
    }
}
