//! Another challenge for the same step.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::flow::Flow;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::flows;
use crate::services::visitor::Visitor;

/// Replaces the picture (換下一個). The version stays, and so does what was typed.
#[utoipa::path(
    post, path = paths::FLOW_CHALLENGE, tag = "flow",
    params(("id" = String, Path, description = "The flow.")),
    responses(
        (status = 200, description = "The flow with a new challenge.", body = Flow),
        (status = 404, description = "flow.not_found", body = Problem),
        (status = 409, description = "flow.stale", body = Problem),
        (status = 410, description = "flow.expired", body = Problem),
        (status = 429, description = "captcha.exhausted", body = Problem),
    )
)]
pub async fn refresh_challenge(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Json<Flow>, RouteError> {
    Ok(Json(flows::refresh_challenge(&app, &visitor, &id).await?))
}
