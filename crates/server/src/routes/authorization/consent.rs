//! The person agrees, or refuses.

use axum::Json;
use axum::extract::{Path, State};
use contract::api::authorization::{Consent, Onward};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::oidc::consent;
use crate::routes::extract::{Body, SessionCookie};
use crate::services::visitor::Visitor;

/// Remembers what the person says of a service's request.
#[utoipa::path(
    post, path = paths::AUTHORIZATION_CONSENT, tag = "authorization",
    params(("id" = String, Path, description = "The authorization request, from the page's address.")),
    request_body = Consent,
    responses(
        (status = 200, description = "Where the browser goes on.", body = Onward),
        (status = 401, description = "session.none, session.expired", body = Problem),
        (status = 403, description = "csrf.rejected", body = Problem),
        (status = 404, description = "request.not_found", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
    )
)]
pub async fn decide_consent(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Path(id): Path<String>,
    Body(said): Body<Consent>,
) -> Result<Json<Onward>, RouteError> {
    let continue_to = consent::decide(&app, &visitor, session.as_deref(), &id, said.approve).await?;
    Ok(Json(Onward { continue_to }))
}
