//! Closing a page of a session.

use axum::extract::State;
use axum::http::StatusCode;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::SessionCookie;
use crate::services::sessions;

/// Has the session end soon, unless another page of it asks who is signed in: on a computer that others
/// use too, whoever closes the tab means to leave (experience.md K7).
#[utoipa::path(
    post, path = paths::SESSION_LEAVE, tag = "session",
    responses(
        (status = 204, description = "Noted, also if nobody was signed in or the device is their own."),
        (status = 403, description = "csrf.rejected", body = Problem),
    )
)]
pub async fn leave_session(
    State(app): State<App>,
    SessionCookie(reference): SessionCookie,
) -> Result<StatusCode, RouteError> {
    if let Some(reference) = reference {
        sessions::leave(&app, &reference).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
