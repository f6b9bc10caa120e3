//! Who is signed in.

use axum::Json;
use axum::extract::State;
use contract::api::problem::Problem;
use contract::api::session::Session;
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::SessionCookie;
use crate::services::refusal::Refusal;
use crate::services::sessions;

/// Shows the signed-in person.
#[utoipa::path(
    get, path = paths::SESSION, tag = "session",
    responses(
        (status = 200, description = "The person.", body = Session),
        (status = 401, description = "session.none, session.expired", body = Problem),
    )
)]
pub async fn show_session(
    State(app): State<App>,
    SessionCookie(reference): SessionCookie,
) -> Result<Json<Session>, RouteError> {
    let reference = reference.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    Ok(Json(sessions::show(&app, &reference).await?))
}
