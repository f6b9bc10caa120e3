//! Gives a flow up.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::flows;
use crate::services::visitor::Visitor;

/// Gives up a flow of this browser.
#[utoipa::path(
    delete, path = paths::FLOW, tag = "flow",
    params(("id" = String, Path, description = "The flow.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "flow.not_found", body = Problem),
    )
)]
pub async fn delete_flow(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<StatusCode, RouteError> {
    flows::delete(&app, &visitor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
