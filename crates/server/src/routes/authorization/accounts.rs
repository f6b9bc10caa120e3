//! Which accounts somebody may go on to a service with.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::authorization::AccountChoices;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::oidc::choice;
use crate::routes::extract::SessionCookie;
use crate::services::visitor::Visitor;

/// Lists the accounts that this browser knows, the one that is signed in first.
#[utoipa::path(
    get, path = paths::AUTHORIZATION_ACCOUNTS, tag = "authorization",
    params(("id" = String, Path, description = "The authorization request, from the page's address.")),
    responses(
        (status = 200, description = "The accounts.", body = AccountChoices),
        (status = 404, description = "request.not_found", body = Problem),
    )
)]
pub async fn list_accounts(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Path(id): Path<String>,
) -> Result<Json<AccountChoices>, RouteError> {
    Ok(Json(choice::show(&app, &visitor, session.as_deref(), &id).await?))
}
