//! Signing out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use contract::api::problem::Problem;
use contract::api::session::{SignOut, SignedOut};
use contract::language::Language;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, SessionCookie};
use crate::routes::session::clear::forget;
use crate::security::cookies;
use crate::services::county::sign_out::WayOn;
use crate::services::my_services;
use crate::services::visitor::Visitor;

/// Ends the session on the server and removes its cookie.
#[utoipa::path(
    post, path = paths::SESSION_SIGN_OUT, tag = "session",
    request_body = SignOut,
    responses(
        (status = 200, description = "Signed out, also if nobody was signed in.", body = SignedOut),
        (status = 403, description = "csrf.rejected", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
    )
)]
pub async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(reference): SessionCookie,
    Body(wish): Body<SignOut>,
) -> Result<(HeaderMap, Json<SignedOut>), RouteError> {
    let way = WayOn { language: Language::from_tag(&wish.language), is_plain: false };
    let (headers, out) = end(&app, &visitor, reference, way).await?;
    Ok((headers, Json(out)))
}

/// Ends the session, if there is one; the headers take its cookies away, and what was cached.
///
/// # Errors
/// When the database fails.
pub async fn end(
    app: &App,
    visitor: &Visitor,
    reference: Option<String>,
    way: WayOn,
) -> Result<(HeaderMap, SignedOut), RouteError> {
    let out = match reference {
        Some(reference) => my_services::sign_out(app, visitor, &reference, way).await?,
        None => SignedOut::default(),
    };
    let mut headers = forget();
    for name in [cookies::SESSION, cookies::FLOW] {
        if let Some(cookie) = cookies::expire(name) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
    Ok((headers, out))
}
