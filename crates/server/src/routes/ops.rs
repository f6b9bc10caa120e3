//! What operators and their tools ask.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;

/// The process is alive.
#[utoipa::path(get, path = paths::HEALTHZ, tag = "ops", responses((status = 200, description = "Alive.")))]
pub async fn healthz() -> &'static str {
    "alive\n"
}

/// The process can serve: the database answers.
#[utoipa::path(
    get, path = paths::READYZ, tag = "ops",
    responses((status = 200, description = "Ready."), (status = 503, description = "Not ready."))
)]
pub async fn readyz(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(cause = error.to_string(), "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}

/// Counters for Prometheus, for the networks in `server.metrics_networks`.
#[utoipa::path(
    get, path = paths::METRICS, tag = "ops",
    responses((status = 200, description = "Prometheus text."), (status = 404, description = "Not for this address."))
)]
pub async fn metrics(
    State(app): State<App>,
    visitor: Visitor,
) -> Result<([(HeaderName, &'static str); 1], String), RouteError> {
    if !visitor.is_in(&app.config.server.metrics_networks) {
        return Err(Refusal::new(ErrorCode::RequestNotFound).into());
    }
    let text = app.metrics.text(app.pool.waiting()).map_err(Refusal::internal)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text))
}

/// Takes a report of a violated content policy; keeps the directive and nothing else.
#[utoipa::path(
    post, path = paths::CSP_REPORT, tag = "ops",
    request_body(content = String, content_type = "application/reports+json"),
    responses((status = 204, description = "Noted."))
)]
pub async fn csp_report(body: Bytes) -> StatusCode {
    let reports: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let directives = reports
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|report| report.pointer("/body/effectiveDirective")?.as_str())
        // Directive names are letters and hyphens; anything else is somebody else's text.
        .filter(|name| {
            name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        });
    for directive in directives.take(8) {
        tracing::warn!(directive, "a browser reported a violated content policy");
    }
    StatusCode::NO_CONTENT
}

/// This API in OpenAPI 3.1.
#[utoipa::path(get, path = paths::OPENAPI, tag = "ops", responses((status = 200, description = "The document.")))]
pub async fn openapi() -> Json<utoipa::openapi::OpenApi> {
    Json(crate::router::document())
}
