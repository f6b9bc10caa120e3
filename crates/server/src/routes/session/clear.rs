//! Has the browser drop what it cached of a session that is over.
//!
//! The page asks for this after it has landed on the signed-out page: only a later request
//! evicts the pages before it from the back/forward cache.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use contract::paths;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");
/// The last two are pages that were fetched or drawn ahead of a click; a browser that does not know them
/// passes over them (Clear Site Data §4.1).
const KINDS: &str = "\"cache\", \"storage\", \"prefetchCache\", \"prerenderCache\"";

/// Clears cache and storage. Never `"cookies"`: that would hit every sibling host.
#[utoipa::path(
    post, path = paths::SESSION_CLEAR, tag = "session",
    responses((status = 204, description = "The browser was told to drop its caches."))
)]
pub async fn clear_session() -> (StatusCode, HeaderMap) {
    (StatusCode::NO_CONTENT, forget())
}

/// The header that says so.
#[must_use]
pub fn forget() -> HeaderMap {
    HeaderMap::from_iter([(CLEAR_SITE_DATA, HeaderValue::from_static(KINDS))])
}
