//! The services that the signed-in person uses.

use axum::Json;
use axum::extract::State;
use contract::api::problem::Problem;
use contract::api::session::SessionServices;
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::SessionCookie;
use crate::services::my_services;
use crate::services::refusal::Refusal;

/// Lists the services that the person is signed in to or has agreed to.
#[utoipa::path(
    get, path = paths::SESSION_SERVICES, tag = "session",
    responses(
        (status = 200, description = "The services, those of this session first.", body = SessionServices),
        (status = 401, description = "session.none, session.expired", body = Problem),
    )
)]
pub async fn list_session_services(
    State(app): State<App>,
    SessionCookie(reference): SessionCookie,
) -> Result<Json<SessionServices>, RouteError> {
    let reference = reference.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    Ok(Json(SessionServices { services: my_services::list(&app, &reference).await? }))
}
