//! The userinfo endpoint (OpenID Connect Core §5.3).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Map, Value};

use crate::app::App;
use crate::oidc::bearer::{self, Opened};
use crate::oidc::error::OauthError;
use crate::oidc::parameters::Parameters;
use crate::oidc::{claims, client_auth, scopes};

/// With the token in the header.
///
/// # Errors
/// RFC 6750 §3.1.
pub async fn by_get(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<Json<Map<String, Value>>, OauthError> {
    show(&app, bearer::from_header(&headers)).await
}

/// With the token in the header or in the body, not in both.
///
/// # Errors
/// RFC 6750 §3.1.
pub async fn by_post(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Map<String, Value>>, OauthError> {
    let parameters = match body.is_empty() {
        true => Parameters::default(),
        false => client_auth::parameters(&headers, &body).map_err(OauthError::about_token)?,
    };
    match (bearer::from_header(&headers), parameters.get("access_token")) {
        (Some(_), Some(_)) => Err(OauthError::invalid_request("send the access token once").about_token()),
        (header, body) => show(&app, header.or(body)).await,
    }
}

async fn show(app: &App, token: Option<&str>) -> Result<Json<Map<String, Value>>, OauthError> {
    let Opened { client, account, grant, scopes, .. } = bearer::open(app, token).await?;
    if !scopes::has(&scopes, scopes::OPENID) {
        return Err(OauthError::insufficient_scope());
    }
    Ok(Json(claims::userinfo(app, &client, &account, &grant, &scopes).await?))
}
