//! Reporting one's own data.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use contract::api::data_check::DataReport;
use contract::api::problem::Problem;
use contract::api::report::ReportReceipt;
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::routes::extract::{Body, SessionCookie};
use crate::services::data_check;
use crate::services::refusal::Refusal;

/// Reports what is wrong with the person's data, with a reference number.
#[utoipa::path(
    post, path = paths::SESSION_DATA_REPORT, tag = "session",
    request_body = DataReport,
    responses(
        (status = 201, description = "What school and hotline ask for.", body = ReportReceipt),
        (status = 401, description = "session.none, session.expired", body = Problem),
        (status = 403, description = "csrf.rejected", body = Problem),
        (status = 422, description = "request.invalid", body = Problem),
        (status = 429, description = "rate.limited", body = Problem),
    )
)]
pub async fn report_data(
    State(app): State<App>,
    SessionCookie(reference): SessionCookie,
    Body(report): Body<DataReport>,
) -> Result<(StatusCode, Json<ReportReceipt>), RouteError> {
    let reference = reference.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    Ok((StatusCode::CREATED, Json(data_check::report(&app, &reference, &report).await?)))
}
