//! Signing out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use contract::api::session::SignedOut;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::SessionCookie;
use crate::routes::session::clear::forget;
use crate::security::cookies;
use crate::services::visitor::Visitor;
use crate::services::{my_services, sessions};

/// Ends the session on the server and removes its cookie.
#[utoipa::path(
    post, path = paths::SESSION_SIGN_OUT, tag = "session",
    responses(
        (status = 200, description = "Signed out, also if nobody was signed in.", body = SignedOut)
    )
)]
pub async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(reference): SessionCookie,
) -> Result<(HeaderMap, Json<SignedOut>), RouteError> {
    let left = match &reference {
        Some(reference) => my_services::left_by(&app, reference).await?,
        None => SignedOut::default(),
    };
    Ok((end(&app, &visitor, reference).await?, Json(left)))
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
