//! Having a device no longer know an account.

use axum::extract::State;
use axum::http::StatusCode;
use contract::api::authorization::ForgottenAccount;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::oidc::choice;
use crate::routes::extract::Body;
use crate::services::visitor::Visitor;

/// Takes an account out of the list that this device shows.
#[utoipa::path(
    post, path = paths::DEVICE_FORGET, tag = "session",
    request_body = ForgottenAccount,
    responses(
        (status = 204, description = "Forgotten, also where it was not known."),
        (status = 403, description = "csrf.rejected", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
    )
)]
pub async fn forget_account(
    State(app): State<App>,
    visitor: Visitor,
    Body(forgotten): Body<ForgottenAccount>,
) -> Result<StatusCode, RouteError> {
    choice::forget(&app, &visitor, &forgotten.account).await?;
    Ok(StatusCode::NO_CONTENT)
}
