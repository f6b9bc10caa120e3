//! Sends somebody to a county.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use contract::api::county::{CountyVisit, OpenCounty};
use contract::api::problem::Problem;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, SessionCookie};
use crate::security::browser::Browser;
use crate::services::county::start;
use crate::services::visitor::Visitor;

/// Begins a visit to a county, bound to this browser by a cookie.
#[utoipa::path(
    post, path = paths::FLOWS_COUNTY, tag = "flow",
    request_body = OpenCounty,
    responses(
        (status = 201, description = "Where the browser goes on.", body = CountyVisit),
        (status = 409, description = "session.already_available", body = Problem),
        (status = 422, description = "request.invalid, upstream.not_offered", body = Problem),
        (status = 429, description = "rate.limited", body = Problem),
        (status = 502, description = "upstream.rejected", body = Problem),
        (status = 503, description = "upstream.unavailable, server.maintenance", body = Problem),
    )
)]
pub async fn open_county(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    browser: Browser,
    Body(request): Body<OpenCounty>,
) -> Result<(StatusCode, HeaderMap, Json<CountyVisit>), RouteError> {
    let (hash, pages) = (browser.hash(), start::Pages::Portal);
    let visit = start::start(&app, &visitor, &hash, session.as_deref(), &request, pages).await?;
    Ok((StatusCode::CREATED, browser.cookie(), Json(visit)))
}
