//! Which requests are let in: our own host names, and writes from our own pages.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::error::RouteError;
use crate::services::refusal::Refusal;

/// Answers only to names that are ours (REQ-PROXY), so that no forged name reaches a link or a cache.
pub async fn host(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str));
    // Health checks and metrics come by address, not by name.
    let is_probe = [paths::HEALTHZ, paths::READYZ, paths::METRICS].contains(&request.uri().path());
    if is_probe || host.is_some_and(|host| is_ours(&app, host)) {
        return next.run(request).await;
    }
    RouteError::from(Refusal::new(ErrorCode::RequestNotFound)).into_response()
}

fn is_ours(app: &App, host: &str) -> bool {
    let server = &app.config.server;
    let own = server.public_origin.split_once("://").map_or("", |(_, host)| host);
    let listening = server.listen.to_string();
    host.eq_ignore_ascii_case(own)
        || host == listening
        || server.hosts.iter().any(|known| host.eq_ignore_ascii_case(known))
}

/// Lets a write in only from our own pages (REQ-CSRF-1): by fetch metadata, else by origin; with
/// JSON, which no form can send; with a header, which no other origin may send. The pages without
/// scripts send forms: theirs is the origin alone, and a flow that only their browser has.
pub async fn writes(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_read = [Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    let is_report = request.uri().path() == paths::CSP_REPORT;
    if is_read || is_report || is_own(&app, &request) {
        return next.run(request).await;
    }
    RouteError::from(Refusal::new(ErrorCode::CsrfRejected)).into_response()
}

fn is_own(app: &App, request: &Request) -> bool {
    let headers: &HeaderMap = request.headers();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let same_site = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text("origin") == Some(app.config.server.public_origin.as_str()),
    };
    if paths::FORMS.contains(&request.uri().path()) {
        return same_site;
    }
    let has_body = text("content-length").is_none_or(|length| length != "0")
        && (headers.contains_key(header::CONTENT_LENGTH) || headers.contains_key(header::TRANSFER_ENCODING));
    let media_type = text("content-type").map(|value| value.split(';').next().unwrap_or_default().trim());
    let is_json = media_type.is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    same_site && (is_json || !has_body) && headers.contains_key(paths::REQUESTED_BY_HEADER)
}
