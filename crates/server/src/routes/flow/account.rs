//! Takes the account that a code is sent for, and sends it.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::flow::{AccountStep, Flow};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, IdempotencyKey};
use crate::services::recovery::code;
use crate::services::visitor::Visitor;

/// Takes the account that a code is sent for, and sends it.
#[utoipa::path(
    post, path = paths::FLOW_STEP_ACCOUNT, tag = "flow",
    params(
        ("id" = String, Path, description = "The flow."),
        ("idempotency-key" = Option<String>, Header, description = "Makes a repetition safe for a minute."),
    ),
    request_body = AccountStep,
    responses(
        (status = 200, description = "The flow at its next step.", body = Flow),
        (status = 404, description = "flow.not_found", body = Problem),
        (status = 409, description = "flow.stale, flow.wrong_state", body = Problem),
        (status = 410, description = "flow.expired", body = Problem),
        (status = 422, description = "captcha.*, pow.invalid, request.invalid", body = Problem),
        (status = 429, description = "rate.limited", body = Problem),
        (status = 503, description = "server.busy, server.maintenance", body = Problem),
    )
)]
pub async fn submit_account(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(step): Body<AccountStep>,
) -> Result<Json<Flow>, RouteError> {
    Ok(Json(code::send(&app, &visitor, &id, &key, step).await?))
}
