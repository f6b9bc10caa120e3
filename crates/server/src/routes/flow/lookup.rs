//! Opens a look-up of a forgotten account.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::api::flow::{Flow, FlowKind};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::security::browser::Browser;
use crate::services::recovery;
use crate::services::visitor::Visitor;

/// Opens a look-up of a forgotten account, bound to this browser by a cookie.
#[utoipa::path(
    post, path = paths::FLOWS_LOOKUP, tag = "flow",
    responses(
        (status = 201, description = "The flow with its challenge.", body = Flow),
        (status = 422, description = "request.invalid", body = Problem),
        (status = 503, description = "server.maintenance", body = Problem),
    )
)]
pub async fn open_lookup(
    State(app): State<App>,
    visitor: Visitor,
    browser: Browser,
) -> Result<(StatusCode, HeaderMap, Json<Flow>), RouteError> {
    let flow = recovery::open(&app, &visitor, &browser.hash(), FlowKind::Lookup, None).await?;
    Ok((StatusCode::CREATED, browser.cookie(), Json(flow)))
}
