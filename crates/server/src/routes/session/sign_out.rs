//! Signing out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::SessionCookie;
use crate::routes::session::clear::forget;
use crate::security::cookies;
use crate::services::sessions;
use crate::services::visitor::Visitor;

/// Ends the session on the server and removes its cookie.
#[utoipa::path(
    post, path = paths::SESSION_SIGN_OUT, tag = "session",
    responses((status = 204, description = "Signed out, also if nobody was signed in."))
)]
pub async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(reference): SessionCookie,
) -> Result<(StatusCode, HeaderMap), RouteError> {
    Ok((StatusCode::NO_CONTENT, end(&app, &visitor, reference).await?))
}

/// Ends the session, if there is one; the headers take its cookies away, and what was cached.
///
/// # Errors
/// When the database fails.
pub async fn end(app: &App, visitor: &Visitor, reference: Option<String>) -> Result<HeaderMap, RouteError> {
    if let Some(reference) = reference {
        sessions::sign_out(app, visitor, &reference).await?;
    }
    let mut headers = forget();
    for name in [cookies::SESSION, cookies::FLOW] {
        if let Some(cookie) = cookies::expire(name) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    Ok(headers)
}
