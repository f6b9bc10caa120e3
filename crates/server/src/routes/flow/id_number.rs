//! Takes the ID number of a look-up.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::flow::{Flow, IdNumberStep};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, IdempotencyKey};
use crate::services::recovery::lookup;
use crate::services::visitor::Visitor;

/// Takes the ID number of a look-up.
#[utoipa::path(
    post, path = paths::FLOW_STEP_ID_NUMBER, tag = "flow",
    params(
        ("id" = String, Path, description = "The flow."),
        ("idempotency-key" = Option<String>, Header, description = "Makes a repetition safe for a minute."),
    ),
    request_body = IdNumberStep,
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
pub async fn submit_id_number(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(step): Body<IdNumberStep>,
) -> Result<Json<Flow>, RouteError> {
    Ok(Json(lookup::submit(&app, &visitor, &id, &key, step).await?))
}
