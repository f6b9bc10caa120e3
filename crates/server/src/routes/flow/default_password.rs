//! Takes account and default password.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::flow::{DefaultPasswordStep, Flow};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, IdempotencyKey};
use crate::services::recovery::default_password;
use crate::services::visitor::Visitor;

/// Takes account and default password.
#[utoipa::path(
    post, path = paths::FLOW_STEP_DEFAULT_PASSWORD, tag = "flow",
    params(
        ("id" = String, Path, description = "The flow."),
        ("idempotency-key" = Option<String>, Header, description = "Makes a repetition safe for a minute."),
    ),
    request_body = DefaultPasswordStep,
    responses(
        (status = 200, description = "The flow at its next step.", body = Flow),
        (status = 401, description = "identity.not_verified", body = Problem),
        (status = 403, description = "recovery.frozen, csrf.rejected", body = Problem),
        (status = 404, description = "flow.not_found", body = Problem),
        (status = 409, description = "flow.stale, flow.wrong_state", body = Problem),
        (status = 410, description = "flow.expired", body = Problem),
        (status = 422, description = "captcha.*, pow.invalid, request.invalid", body = Problem),
        (status = 429, description = "rate.limited, password.too_soon", body = Problem),
        (status = 503, description = "server.busy, server.maintenance", body = Problem),
    )
)]
pub async fn submit_default_password(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(step): Body<DefaultPasswordStep>,
) -> Result<Json<Flow>, RouteError> {
    Ok(Json(default_password::submit(&app, &visitor, &id, &key, step).await?))
}
