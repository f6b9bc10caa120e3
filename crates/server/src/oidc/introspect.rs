//! Introspection (RFC 7662) and revocation (RFC 7009), each for the client's own tokens.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

use crate::app::App;
use crate::oidc::error::OauthError;
use crate::oidc::token::owner;
use crate::oidc::{bearer, client_auth, issuer, subject};
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;
use crate::store::oidc::client::{AuthMethod, Client};
use crate::store::oidc::{grant, token};

/// Tells a confidential client of its own tokens whether they are good.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn introspect(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, OauthError> {
    let parameters = client_auth::parameters(&headers, &body)?;
    let client = client_auth::client(&app, &visitor, &headers, &parameters).await?;
    if client.registration.auth_methods.contains(&AuthMethod::None) {
        return Err(OauthError::invalid_client("introspection is for confidential clients"));
    }
    let given = parameters.get("token").ok_or(OauthError::invalid_request("token is missing"))?;
    if let Some(told) = access(&app, &client, given).await? {
        return Ok(Json(told));
    }
    let told = refresh(&app, &client, given).await?;
    Ok(Json(told.unwrap_or_else(|| json!({ "active": false }))))
}

async fn access(app: &App, client: &Client, given: &str) -> Result<Option<Value>, OauthError> {
    let opened = bearer::find(app, given).await?.filter(|opened| opened.client.id == client.id);
    Ok(opened.map(|opened| {
        json!({
            "active": true,
            "token_type": "Bearer",
            "scope": opened.scopes.join(" "),
            "client_id": client.id,
            "sub": subject::of(app, client, &opened.account.id),
            "iss": issuer(app),
            "iat": opened.life.0.div_euclid(1000),
            "exp": opened.life.1.div_euclid(1000),
        })
    }))
}

async fn refresh(app: &App, client: &Client, given: &str) -> Result<Option<Value>, OauthError> {
    let now = app.clock.now();
    let row = token::find_refresh(&app.store, &reference_hash(given)).await?;
    let Some(row) = row.filter(|row| row.used_at.is_none() && now.0 < row.expires_at) else {
        return Ok(None);
    };
    let grant = grant::find(&app.store, &row.grant_id).await?;
    let grant = grant.filter(|grant| grant.client_id == client.id && grant.is_live(now));
    let Some(grant) = grant else { return Ok(None) };
    let account = owner(app, &grant).await?;
    Ok(account.map(|account| {
        json!({
            "active": true,
            "scope": grant.scopes.join(" "),
            "client_id": client.id,
            "sub": subject::of(app, client, &account.id),
            "iss": issuer(app),
            "iat": row.issued_at.div_euclid(1000),
            "exp": row.expires_at.div_euclid(1000),
        })
    }))
}

/// Takes a token back: an access token alone, a refresh token with everything of its grant. A token
/// that is unknown or another client's is no error (RFC 7009 §2.2).
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn revoke(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, OauthError> {
    let parameters = client_auth::parameters(&headers, &body)?;
    let client = client_auth::client(&app, &visitor, &headers, &parameters).await?;
    let given = parameters.get("token").ok_or(OauthError::invalid_request("token is missing"))?;
    let hash = reference_hash(given);
    let is_own = |grant: &grant::Grant| grant.client_id == client.id;
    if let Some(row) = token::find_access(&app.store, &hash).await? {
        if grant::find(&app.store, &row.grant_id).await?.as_ref().is_some_and(is_own) {
            let transaction = app.store.begin().await?;
            token::drop_access(&transaction, &hash).await?;
            transaction.commit().await?;
        }
    } else if let Some(row) = token::find_refresh(&app.store, &hash).await?
        && grant::find(&app.store, &row.grant_id).await?.as_ref().is_some_and(is_own)
    {
        let transaction = app.store.begin().await?;
        grant::revoke(&transaction, &row.grant_id, app.clock.now()).await?;
        transaction.commit().await?;
    }
    Ok(StatusCode::OK)
}
