//! Opens a sign-in flow.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::api::flow::{Flow, OpenLogin};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, SessionCookie};
use crate::security::browser::Browser;
use crate::services::flows;
use crate::services::visitor::Visitor;

/// Opens a sign-in flow, bound to this browser by a cookie.
#[utoipa::path(
    post, path = paths::FLOWS_LOGIN, tag = "flow",
    request_body = OpenLogin,
    responses(
        (status = 201, description = "The flow, with its challenge where one is due.", body = Flow),
        (status = 409, description = "session.already_available", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
        (status = 503, description = "server.maintenance", body = Problem),
    )
)]
pub async fn open_login(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    browser: Browser,
    Body(request): Body<OpenLogin>,
) -> Result<(StatusCode, HeaderMap, Json<Flow>), RouteError> {
    let flow = flows::open_login(&app, &visitor, &browser.hash(), session.as_deref(), request).await?;
    Ok((StatusCode::CREATED, browser.cookie(), Json(flow)))
}
