//! Every school.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use contract::api::school::SchoolDirectory;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::schools;

/// Public facts, the same for everybody: an hour in the browser's cache.
const CACHED: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "public, max-age=3600")];

/// Lists every school by columns, for the school picker.
#[utoipa::path(
    get, path = paths::SCHOOLS, tag = "school",
    responses((status = 200, description = "The schools.", body = SchoolDirectory))
)]
pub async fn list_schools(
    State(app): State<App>,
) -> Result<([(HeaderName, &'static str); 1], Json<SchoolDirectory>), RouteError> {
    Ok((CACHED, Json(schools::directory(&app).await?)))
}
