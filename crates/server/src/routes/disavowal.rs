//! 這不是我做的.

use axum::extract::State;
use axum::http::StatusCode;
use contract::api::problem::Problem;
use contract::api::report::Disavowal;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::Body;
use crate::services::recovery::disavowal;
use crate::services::visitor::Visitor;

/// Freezes the recovery of an account whose owner says that a change was not theirs.
#[utoipa::path(
    post, path = paths::DISAVOWALS, tag = "report",
    request_body = Disavowal,
    responses(
        (status = 204, description = "Recovery is frozen, sessions are ended."),
        (status = 422, description = "link.invalid, request.invalid", body = Problem),
    )
)]
pub async fn create_disavowal(
    State(app): State<App>,
    visitor: Visitor,
    Body(disavowal): Body<Disavowal>,
) -> Result<StatusCode, RouteError> {
    disavowal::submit(&app, &visitor, &disavowal.token).await?;
    Ok(StatusCode::NO_CONTENT)
}
