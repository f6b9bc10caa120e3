//! 資料檢核.

use axum::Json;
use axum::extract::State;
use contract::api::data_check::DataCheck;
use contract::api::problem::Problem;
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::SessionCookie;
use crate::services::data_check;
use crate::services::refusal::Refusal;

/// Shows what services are told of the signed-in person, and what is missing or looks wrong.
#[utoipa::path(
    get, path = paths::SESSION_DATA_CHECK, tag = "session",
    responses(
        (status = 200, description = "The values of eduinfo and relation, and the findings.", body = DataCheck),
        (status = 401, description = "session.none, session.expired", body = Problem),
    )
)]
pub async fn show_data_check(
    State(app): State<App>,
    SessionCookie(reference): SessionCookie,
) -> Result<Json<DataCheck>, RouteError> {
    let reference = reference.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    Ok(Json(data_check::show(&app, &reference).await?))
}
