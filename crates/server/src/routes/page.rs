//! The portal's page and files.

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use serde::Deserialize;

use crate::error::RouteError;
use crate::portal::{About, File};
use crate::router::Pages;
use crate::routes::packing::{accepts, pack};
use crate::routes::plain::ways_from;
use crate::security::headers;
use crate::services::refusal::Refusal;
use crate::services::site;
use crate::services::visitor::Visitor;

/// A year, for files whose name changes with their content.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// An hour, for the few files with a fixed name.
const SHORT: &str = "public, max-age=3600";

/// The query of a page.
#[derive(Deserialize)]
pub struct PageQuery {
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    authorization: Option<String>,
}

/// The page of a screen, with a fresh nonce.
pub async fn show_page(
    State(pages): State<Pages>,
    visitor: Visitor,
    Query(query): Query<PageQuery>,
    uri: Uri,
    request_headers: HeaderMap,
) -> Response {
    let language = query.lang.as_deref().map_or(Language::default(), Language::from_tag);
    let nonce = crate::random::reference();
    let of_service = site::brand_of_service(&pages.app, query.authorization.as_deref()).await;
    let worn = pages.app.brands.worn(of_service.as_deref());
    let site = site::view(&pages.app, &visitor, worn).await;
    let site = serde_json::to_string(&site).unwrap_or_default();
    let plain = ways_from(uri.path(), query.authorization.as_deref());
    let about = About { language, nonce: &nonce, site: &site, plain: &plain };
    let text = pages.portal.page(worn, uri.path(), &about);
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if let Ok(policy) = HeaderValue::from_str(&headers::page_policy(&nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let (name, value) = headers::REPORTING_ENDPOINTS;
    headers.insert(name, value);
    let (name, value) = headers::INTEGRITY_POLICY;
    headers.insert(name, value);
    pack(&request_headers, response).await
}

/// A file of the portal; for any other address, that there is nothing there. The page itself
/// never answers here, so that no made-up address is cached as one (ASVS 5.0 14.2.5).
pub async fn show_file(State(pages): State<Pages>, uri: Uri, request_headers: HeaderMap) -> Response {
    let path = uri.path();
    if let Some(file) = pages.portal.file(path) {
        let is_versioned = path.starts_with(paths::ASSETS);
        return show(file, &request_headers, if is_versioned { IMMUTABLE } else { SHORT });
    }
    if path.starts_with(paths::API_ROOT) || path.starts_with(paths::ASSETS) {
        return RouteError::from(Refusal::new(ErrorCode::RequestNotFound)).into_response();
    }
    let page = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (StatusCode::NOT_FOUND, page, include_str!("../../assets/not_found.html")).into_response()
}

fn show(file: &File, request_headers: &HeaderMap, cache: &'static str) -> Response {
    let brotli = file.brotli.as_ref().filter(|_| accepts(request_headers, "br")).map(|bytes| (bytes, "br"));
    let gzip = file.gzip.as_ref().filter(|_| accepts(request_headers, "gzip")).map(|bytes| (bytes, "gzip"));
    let chosen = brotli.or(gzip);
    let bytes = chosen.map_or(&file.plain, |(bytes, _)| bytes).clone();
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    if let Some((_, coding)) = chosen {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response
}
