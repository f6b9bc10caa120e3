//! The password step of a sign-in.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use contract::api::flow::{PasswordStep, StepOutcome};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, IdempotencyKey};
use crate::security::cookies;
use crate::services::sign_in::{self, SignedIn};
use crate::services::visitor::Visitor;

/// Takes account, password and challenge, and begins a session.
#[utoipa::path(
    post, path = paths::FLOW_STEP_PASSWORD, tag = "flow",
    params(
        ("id" = String, Path, description = "The flow."),
        ("idempotency-key" = Option<String>, Header, description = "Makes a repetition safe for a minute."),
    ),
    request_body = PasswordStep,
    responses(
        (status = 200, description = "Signed in; the session is in a cookie.", body = StepOutcome),
        (status = 401, description = "auth.failed", body = Problem),
        (status = 403, description = "account.disabled, csrf.rejected", body = Problem),
        (status = 404, description = "flow.not_found", body = Problem),
        (status = 409, description = "flow.stale, flow.wrong_state", body = Problem),
        (status = 410, description = "flow.expired", body = Problem),
        (status = 422, description = "captcha.*, pow.invalid, request.invalid", body = Problem),
        (status = 429, description = "auth.locked, rate.limited", body = Problem),
        (status = 503, description = "server.busy, server.maintenance", body = Problem),
    )
)]
pub async fn submit_password(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    IdempotencyKey(key): IdempotencyKey,
    Body(step): Body<PasswordStep>,
) -> Result<(HeaderMap, Json<StepOutcome>), RouteError> {
    let signed_in = sign_in::submit(&app, &visitor, &id, &key, step).await?;
    let headers = cookies_of(&app, &signed_in);
    Ok((headers, Json(StepOutcome { next: signed_in.next })))
}

/// The cookies of somebody who is in.
pub fn cookies_of(app: &App, signed_in: &SignedIn) -> HeaderMap {
    let session = cookies::set(cookies::SESSION, &signed_in.session, signed_in.session_seconds);
    let days = app.config.session.device_days;
    let device = signed_in
        .device
        .as_deref()
        .and_then(|token| cookies::set(cookies::DEVICE, token, Some(days * 24 * 3600)));
    session.into_iter().chain(device).map(|cookie| (header::SET_COOKIE, cookie)).fold(
        HeaderMap::new(),
        |mut headers, (name, cookie)| {
            headers.append(name, cookie);
            headers
        },
    )
}
