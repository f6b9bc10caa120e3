//! Taking an agreement back.

use axum::extract::State;
use axum::http::StatusCode;
use contract::api::problem::Problem;
use contract::api::session::Withdrawal;
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, SessionCookie};
use crate::services::my_services;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;

/// Takes back what the person agreed to for a service; it has to ask again.
#[utoipa::path(
    post, path = paths::SESSION_WITHDRAW, tag = "session",
    request_body = Withdrawal,
    responses(
        (status = 204, description = "Taken back, also where nothing was agreed to."),
        (status = 401, description = "session.none, session.expired", body = Problem),
        (status = 403, description = "csrf.rejected", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
    )
)]
pub async fn withdraw_consent(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(reference): SessionCookie,
    Body(taken): Body<Withdrawal>,
) -> Result<StatusCode, RouteError> {
    let reference = reference.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    my_services::withdraw(&app, &visitor, &reference, &taken.service).await?;
    Ok(StatusCode::NO_CONTENT)
}
