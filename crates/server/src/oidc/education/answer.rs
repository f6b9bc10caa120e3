//! The education endpoints: one access token, one scope, one answer.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;

use crate::app::App;
use crate::oidc::bearer::{self, Opened};
use crate::oidc::error::OauthError;
use crate::oidc::{claims, education, scopes};
use crate::routes::packing::{accepts, gzip};
use crate::services::education::{Version, relation};
use crate::services::refusal::Refusal;

/// `/moeresource/api/v1/oidc/…`
///
/// # Errors
/// RFC 6750 §3.1.
pub async fn central_first(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, OauthError> {
    central(&app, &name, &headers, Version::First).await
}

/// `/moeresource/api/v2/oidc/…`
///
/// # Errors
/// RFC 6750 §3.1.
pub async fn central_second(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, OauthError> {
    central(&app, &name, &headers, Version::Second).await
}

/// `/cncresource/api/v1/…`
///
/// # Errors
/// RFC 6750 §3.1.
pub async fn county_first(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, OauthError> {
    county(&app, &name, &headers, Version::First).await
}

/// `/cncresource/api/v2/…`
///
/// # Errors
/// RFC 6750 §3.1.
pub async fn county_second(
    State(app): State<App>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, OauthError> {
    county(&app, &name, &headers, Version::Second).await
}

async fn central(
    app: &App,
    name: &str,
    headers: &HeaderMap,
    version: Version,
) -> Result<Response, OauthError> {
    match name {
        "userinfo" => {
            let opened = open(app, headers, scopes::OPENID).await?;
            let Opened { client, account, grant, scopes, .. } = &opened;
            json(&opened, headers, &claims::userinfo(app, client, account, grant, scopes).await?)
        }
        "profile" => {
            let opened = open(app, headers, scopes::PROFILE).await?;
            let mut body = claims::of_scope(app, &opened.client, &opened.account, scopes::OPENID).await?;
            body.extend(claims::of_scope(app, &opened.client, &opened.account, scopes::PROFILE).await?);
            json(&opened, headers, &body)
        }
        "eduinfo" => eduinfo(app, headers, version).await,
        "relation" => {
            let opened = open(app, headers, scopes::RELATION).await?;
            json(&opened, headers, &relation(app, &opened.account.person_id).await?)
        }
        _ => Err(OauthError::not_found()),
    }
}

async fn county(
    app: &App,
    name: &str,
    headers: &HeaderMap,
    version: Version,
) -> Result<Response, OauthError> {
    match name {
        "eduinfo" => eduinfo(app, headers, version).await,
        "guid" => {
            let opened = open(app, headers, scopes::GUID).await?;
            let guid = education::guid(app, &opened.client, &opened.account).await?;
            json(&opened, headers, &guid.ok_or(OauthError::insufficient_scope())?)
        }
        "personid" => {
            let opened = open(app, headers, scopes::PERSONID).await?;
            json(&opened, headers, &education::personid(app, &opened.client, &opened.account).await?)
        }
        _ => Err(OauthError::not_found()),
    }
}

async fn eduinfo(app: &App, headers: &HeaderMap, version: Version) -> Result<Response, OauthError> {
    let opened = open(app, headers, scopes::EDUINFO).await?;
    json(&opened, headers, &education::eduinfo(app, &opened.client, &opened.account, version).await?)
}

async fn open(app: &App, headers: &HeaderMap, scope: &str) -> Result<Opened, OauthError> {
    let opened = bearer::open(app, bearer::from_header(headers)).await?;
    if scopes::has(&opened.scopes, scope) { Ok(opened) } else { Err(OauthError::insufficient_scope()) }
}

/// JSON, packed where the client says that it unpacks, or is known to do so in any case.
fn json(opened: &Opened, headers: &HeaderMap, body: &impl Serialize) -> Result<Response, OauthError> {
    let plain = serde_json::to_vec(body).map_err(Refusal::internal)?;
    let is_packed = opened.client.registration.always_gzip || accepts(headers, "gzip");
    let packed = if is_packed { gzip(&plain) } else { None };
    let is_packed = packed.is_some();
    let mut response = Body::from(packed.unwrap_or(plain)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if is_packed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
