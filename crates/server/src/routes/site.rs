//! What this deployment offers.

use axum::Json;
use axum::extract::State;
use contract::api::site::Site;
use contract::paths;

use crate::app::App;
use crate::services::site;
use crate::services::visitor::Visitor;

/// Shows what this deployment offers.
#[utoipa::path(
    get, path = paths::SITE, tag = "site",
    responses((status = 200, description = "The deployment, to this browser.", body = Site))
)]
pub async fn show_site(State(app): State<App>, visitor: Visitor) -> Json<Site> {
    Json(site::view(&app, &visitor, app.brands.worn(None)).await)
}
