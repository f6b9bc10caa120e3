//! What a service asks for.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::authorization::Authorization;
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::oidc::consent;
use crate::routes::extract::SessionCookie;
use crate::services::visitor::Visitor;

/// Shows what a service asks for, with the very values that will be sent.
#[utoipa::path(
    get, path = paths::AUTHORIZATION, tag = "authorization",
    params(("id" = String, Path, description = "The authorization request, from the page's address.")),
    responses(
        (status = 200, description = "The request, bound to this browser and its session.", body = Authorization),
        (status = 401, description = "session.none, session.expired", body = Problem),
        (status = 404, description = "request.not_found", body = Problem),
    )
)]
pub async fn show_authorization(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Path(id): Path<String>,
) -> Result<Json<Authorization>, RouteError> {
    Ok(Json(consent::show(&app, &visitor, session.as_deref(), &id).await?))
}
