//! The learning services.

use axum::Json;
use axum::extract::State;
use contract::api::service::Services;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::refusal::Refusal;
use crate::store;

/// Lists the learning services in the order of the grid.
#[utoipa::path(
    get, path = paths::SERVICES, tag = "service",
    responses((status = 200, description = "The services.", body = Services))
)]
pub async fn list_services(State(app): State<App>) -> Result<Json<Services>, RouteError> {
    let services = store::service::all(&app.store).await.map_err(Refusal::from)?;
    Ok(Json(Services { services }))
}
