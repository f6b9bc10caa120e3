//! Access tokens as clients show them (RFC 6750 §2): in the header, or in the body of a form.

use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::oidc::error::OauthError;
use crate::oidc::token::owner;
use crate::services::sessions::reference_hash;
use crate::store::account::Account;
use crate::store::oidc::client::{self, Client};
use crate::store::oidc::grant::{self, Grant};
use crate::store::oidc::token;
use crate::store::oidc::words;

/// What an access token opens.
pub struct Opened {
    /// Whose token it is.
    pub client: Client,
    /// Whose data it opens.
    pub account: Account,
    /// What it came out of.
    pub grant: Grant,
    /// What it opens.
    pub scopes: Vec<String>,
    /// When it was issued and when it ends, in milliseconds.
    pub life: (i64, i64),
}

/// The token in the `Authorization` header. One in the address would end up in logs, so none is taken there.
#[must_use]
pub fn from_header(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What a token opens now.
///
/// # Errors
/// `invalid_token`, or a challenge where there is none.
pub async fn open(app: &App, given: Option<&str>) -> Result<Opened, OauthError> {
    let given = given.ok_or(OauthError::no_token())?;
    find(app, given).await?.ok_or(OauthError::invalid_token())
}

/// What a token opens, if it is good.
///
/// # Errors
/// When the database fails.
pub async fn find(app: &App, given: &str) -> Result<Option<Opened>, OauthError> {
    let now = app.clock.now();
    let row = token::find_access(&app.store, &reference_hash(given)).await?;
    let Some(row) = row.filter(|row| now.0 < row.expires_at) else { return Ok(None) };
    let grant = grant::find(&app.store, &row.grant_id).await?;
    let Some(grant) = grant.filter(|grant| grant.is_live(now)) else { return Ok(None) };
    let Some(account) = owner(app, &grant).await? else { return Ok(None) };
    let client = client::find(&app.store, &grant.client_id).await?.filter(|client| !client.is_disabled);
    Ok(client.map(|client| Opened {
        client,
        account,
        scopes: words(&row.scopes),
        life: (row.issued_at, row.expires_at),
        grant,
    }))
}
