//! The token endpoint (RFC 6749 §3.2): a code or a refresh token becomes tokens.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::clock::Timestamp;
use crate::oidc::error::OauthError;
use crate::oidc::issue::{Issuing, Tokens};
use crate::oidc::parameters::Parameters;
use crate::oidc::{client_auth, keys, refresh};
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account, AccountState};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::oidc::client::Client;
use crate::store::oidc::grant::{self, Grant};
use crate::store::oidc::token::{self, Code};

/// Exchanges.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn exchange(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OauthError> {
    let parameters = client_auth::parameters(&headers, &body)?;
    let client = client_auth::client(&app, &visitor, &headers, &parameters).await?;
    let tokens = match parameters.get("grant_type") {
        Some("authorization_code") => by_code(&app, &client, &parameters).await?,
        Some("refresh_token") => refresh::by_refresh_token(&app, &client, &parameters).await?,
        Some(_) => {
            return Err(OauthError::new("unsupported_grant_type", "use authorization_code or refresh_token"));
        }
        None => return Err(OauthError::invalid_request("grant_type is missing")),
    };
    Ok(tokens.answer())
}

async fn by_code(app: &App, client: &Client, parameters: &Parameters) -> Result<Tokens, OauthError> {
    let void = || OauthError::invalid_grant("the code is unknown, too old, used or not this client's");
    let code = parameters.get("code").ok_or(OauthError::invalid_request("code is missing"))?;
    let hash = reference_hash(code);
    let row = token::find_code(&app.store, &hash).await?.ok_or_else(void)?;
    let grant = grant::find(&app.store, &row.grant_id).await?.ok_or_else(void)?;
    if grant.client_id != client.id {
        return Err(void());
    }
    let now = app.clock.now();
    if row.used_at.is_some() {
        taken_back(app, &grant, now).await?;
        return Err(void());
    }
    fits(client, &row, parameters)?;
    if row.expires_at <= now.0 || !grant.is_live(now) {
        return Err(void());
    }
    let account = owner(app, &grant).await?.ok_or_else(void)?;
    let scopes = grant.scopes.clone();
    let issuing = Issuing { app, client, account: &account, grant: &grant, scopes: &scopes, now };
    let key = keys::active(app, client.registration.id_token_algorithm).await?;
    let personal = issuing.personal().await?;
    let transaction = app.store.begin().await?;
    if !token::use_code(&transaction, &hash, now).await? {
        // Another request with the same code was a moment faster: one of the two is a thief.
        drop(transaction);
        taken_back(app, &grant, now).await?;
        return Err(void());
    }
    let refresh_token = crate::random::token();
    token::insert_refresh(&transaction, &reference_hash(&refresh_token), &issuing.refresh_row()).await?;
    let nonce = row.nonce.as_deref();
    let tokens = issuing.tokens(&transaction, refresh_token, personal, &key, nonce).await?;
    transaction.commit().await?;
    Ok(tokens)
}

/// Whether redirect URI and PKCE are those of the authorization request.
fn fits(client: &Client, row: &Code, parameters: &Parameters) -> Result<(), OauthError> {
    if parameters.get("redirect_uri") != Some(row.redirect_uri.as_str()) {
        return Err(OauthError::invalid_grant("redirect_uri is not the one of the authorization request"));
    }
    let wrong = || OauthError::invalid_grant("code_verifier does not fit the code_challenge");
    match (&row.code_challenge, parameters.get("code_verifier")) {
        (None, None) if !client.registration.pkce_required => Ok(()),
        (Some(challenge), Some(verifier)) => {
            let hash = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
            let is_long_enough = (43..=128).contains(&verifier.len());
            if is_long_enough && bool::from(hash.as_bytes().ct_eq(challenge.as_bytes())) {
                Ok(())
            } else {
                Err(wrong())
            }
        }
        // A verifier without a challenge: somebody took the challenge off the request (RFC 9700 §2.1.1).
        _ => Err(wrong()),
    }
}

/// Takes back everything that was issued from a code or a token that came twice (RFC 6749 §4.1.2).
///
/// # Errors
/// When the database fails.
pub async fn taken_back(app: &App, granted: &Grant, now: Timestamp) -> Result<(), OauthError> {
    let transaction = app.store.begin().await?;
    grant::revoke(&transaction, &granted.id, now).await?;
    let subject = Subject {
        account_id: Some(granted.account_id.clone()),
        session_id: Some(granted.session_id.clone()),
        detail: Some(granted.client_id.clone()),
        ..Subject::default()
    };
    audit::append(&transaction, Event::TokenReused, Actor::Person, subject, now).await?;
    Ok(transaction.commit().await?)
}

/// The grant's account, if it may be used.
///
/// # Errors
/// When the database fails.
pub async fn owner(app: &App, grant: &Grant) -> Result<Option<Account>, OauthError> {
    let account = account::by_id(&app.store, &grant.account_id).await?;
    Ok(account.filter(|account| account.state == AccountState::Active))
}
