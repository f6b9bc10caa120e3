//! Refresh tokens: each is good once, and its successor carries on the family (REQ-OP-6).
//!
//! An answer may be lost on the way. So the same token gets the same successor for ten seconds; after
//! that, a used token is one that somebody stole, and the family ends.

use crate::app::App;
use crate::clock::Timestamp;
use crate::crypto::seal::{self, Place};
use crate::oidc::error::OauthError;
use crate::oidc::issue::{Issuing, Tokens, narrowed};
use crate::oidc::parameters::Parameters;
use crate::oidc::{keys, token as exchange};
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::store::Transaction;
use crate::store::oidc::client::Client;
use crate::store::oidc::grant;
use crate::store::oidc::token::{self, Refresh};

const COLUMN: &str = "refresh_token.successor";
/// How long a lost answer can be had again, in seconds.
const GRACE_SECONDS: i64 = 10;

/// Exchanges a refresh token.
///
/// # Errors
/// RFC 6749 §5.2.
pub async fn by_refresh_token(
    app: &App,
    client: &Client,
    parameters: &Parameters,
) -> Result<Tokens, OauthError> {
    let void =
        || OauthError::invalid_grant("the refresh token is unknown, too old, used or not this client's");
    let given = parameters.get("refresh_token");
    let given = given.ok_or(OauthError::invalid_request("refresh_token is missing"))?;
    let hash = reference_hash(given);
    let row = token::find_refresh(&app.store, &hash).await?.ok_or_else(void)?;
    let grant = grant::find(&app.store, &row.grant_id).await?.ok_or_else(void)?;
    let now = app.clock.now();
    if grant.client_id != client.id || !grant.is_live(now) {
        return Err(void());
    }
    if is_reused(&row, now) {
        exchange::taken_back(app, &grant, now).await?;
        return Err(void());
    }
    if row.expires_at <= now.0 {
        return Err(void());
    }
    let scopes = narrowed(&grant, &parameters.words("scope"));
    let scopes = scopes.ok_or(OauthError::new("invalid_scope", "the scope is more than was granted"))?;
    let account = exchange::owner(app, &grant).await?.ok_or_else(void)?;
    let issuing = Issuing { app, client, account: &account, grant: &grant, scopes: &scopes, now };
    let key = keys::active(app, client.registration.id_token_algorithm).await?;
    let personal = issuing.personal().await?;
    let transaction = app.store.begin().await?;
    let successor = successor(&issuing, &transaction, &hash).await?.ok_or_else(void)?;
    let tokens = issuing.tokens(&transaction, successor, personal, &key, None).await?;
    transaction.commit().await?;
    Ok(tokens)
}

fn is_reused(row: &Refresh, now: Timestamp) -> bool {
    row.used_at.is_some_and(|at| Timestamp(at).plus_seconds(GRACE_SECONDS) < now)
}

/// A new successor, or the one that the token already has.
async fn successor(
    issuing: &Issuing<'_>,
    transaction: &Transaction,
    hash: &[u8],
) -> Result<Option<String>, OauthError> {
    let keys = &issuing.app.keys;
    let row: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let place = Place { column: COLUMN, row: &row };
    let new = crate::random::token();
    let sealed = seal::seal(keys, place, new.as_bytes()).map_err(Refusal::internal)?;
    if token::use_refresh(transaction, hash, sealed, issuing.now).await? {
        token::insert_refresh(transaction, &reference_hash(&new), &issuing.refresh_row()).await?;
        return Ok(Some(new));
    }
    let used = token::find_refresh_again(transaction, hash).await?;
    let Some(sealed) = used.and_then(|row| row.successor_sealed) else { return Ok(None) };
    let plain = seal::open(keys, place, &sealed).map_err(Refusal::internal)?;
    Ok(String::from_utf8(plain.to_vec()).ok())
}
