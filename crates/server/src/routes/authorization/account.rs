//! The person says which account they go on with.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::authorization::{ChosenAccount, Onward};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::oidc::choice;
use crate::routes::extract::{Body, SessionCookie};
use crate::services::visitor::Visitor;

/// Remembers the account that the person chose.
#[utoipa::path(
    post, path = paths::AUTHORIZATION_ACCOUNT, tag = "authorization",
    params(("id" = String, Path, description = "The authorization request, from the page's address.")),
    request_body = ChosenAccount,
    responses(
        (status = 200, description = "Where the browser goes on.", body = Onward),
        (status = 403, description = "csrf.rejected", body = Problem),
        (status = 404, description = "request.not_found", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
    )
)]
pub async fn choose_account(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Path(id): Path<String>,
    Body(chosen): Body<ChosenAccount>,
) -> Result<Json<Onward>, RouteError> {
    let continue_to =
        choice::choose(&app, &visitor, session.as_deref(), &id, chosen.account.as_deref()).await?;
    Ok(Json(Onward { continue_to }))
}
