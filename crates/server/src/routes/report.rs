//! Reports of problems.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::api::problem::Problem;
use contract::api::report::{NewReport, ReportReceipt};
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::Body;
use crate::services::reports;
use crate::services::visitor::Visitor;

/// Stores a report and gives it a reference number.
#[utoipa::path(
    post, path = paths::REPORTS, tag = "report",
    request_body = NewReport,
    responses(
        (status = 201, description = "What the hotline asks for.", body = ReportReceipt),
        (status = 422, description = "request.invalid", body = Problem),
        (status = 429, description = "rate.limited", body = Problem),
    )
)]
pub async fn create_report(
    State(app): State<App>,
    visitor: Visitor,
    Body(report): Body<NewReport>,
) -> Result<(StatusCode, Json<ReportReceipt>), RouteError> {
    Ok((StatusCode::CREATED, Json(reports::submit(&app, &visitor, report).await?)))
}
