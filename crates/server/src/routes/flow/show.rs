//! Shows a flow.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::flow::Flow;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::flows;
use crate::services::visitor::Visitor;

/// Shows a flow of this browser as it is now.
#[utoipa::path(
    get, path = paths::FLOW, tag = "flow",
    params(("id" = String, Path, description = "The flow.")),
    responses(
        (status = 200, description = "The flow.", body = Flow),
        (status = 404, description = "flow.not_found", body = Problem),
        (status = 410, description = "flow.expired", body = Problem),
    )
)]
pub async fn show_flow(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Json<Flow>, RouteError> {
    let flow = flows::find(&app, &visitor, &id).await?;
    Ok(Json(flows::view(&app, &flow, app.clock.now()).await?))
}
