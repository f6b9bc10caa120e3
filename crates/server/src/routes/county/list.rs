//! Lists the counties.

use axum::Json;
use axum::extract::State;
use contract::api::county::Counties;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::county::list;

/// Lists the 22 counties and how their sign-ins do.
#[utoipa::path(
    get, path = paths::COUNTIES, tag = "county",
    responses((status = 200, description = "The counties, in the order of their codes.", body = Counties))
)]
pub async fn list_counties(State(app): State<App>) -> Result<Json<Counties>, RouteError> {
    Ok(Json(list::list(&app).await?))
}
