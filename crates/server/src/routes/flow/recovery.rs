//! Opens a recovery of the password.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::api::flow::{Flow, FlowKind, OpenRecovery};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::Body;
use crate::security::browser::Browser;
use crate::services::recovery;
use crate::services::visitor::Visitor;

/// Opens a recovery of the password, bound to this browser by a cookie.
#[utoipa::path(
    post, path = paths::FLOWS_RECOVERY, tag = "flow",
    request_body = OpenRecovery,
    responses(
        (status = 201, description = "The flow with its challenge.", body = Flow),
        (status = 422, description = "request.invalid", body = Problem),
        (status = 503, description = "server.maintenance", body = Problem),
    )
)]
pub async fn open_recovery(
    State(app): State<App>,
    visitor: Visitor,
    browser: Browser,
    Body(request): Body<OpenRecovery>,
) -> Result<(StatusCode, HeaderMap, Json<Flow>), RouteError> {
    let flow =
        recovery::open(&app, &visitor, &browser.hash(), FlowKind::Recovery, Some(request.proof)).await?;
    Ok((StatusCode::CREATED, browser.cookie(), Json(flow)))
}
