//! Codes, access tokens and refresh tokens, each by the SHA-256 of its 256 random bits.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// An authorization code.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Code {
    /// The grant that it opens.
    pub grant_id: String,
    /// The redirect URI that it was sent to.
    pub redirect_uri: String,
    /// PKCE's challenge.
    pub code_challenge: Option<String>,
    /// What goes into the ID token.
    pub nonce: Option<String>,
    /// When it becomes void, in milliseconds.
    pub expires_at: i64,
    /// When it was used, in milliseconds.
    pub used_at: Option<i64>,
}

/// Stores a code.
///
/// # Errors
/// When the database fails.
pub async fn insert_code(transaction: &Transaction, hash: &[u8], code: &Code) -> Result<()> {
    let sql = "INSERT INTO authorization_code (hash, grant_id, redirect_uri, code_challenge, nonce, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        hash.to_vec().into(),
        code.grant_id.as_str().into(),
        code.redirect_uri.as_str().into(),
        code.code_challenge.clone().into(),
        code.nonce.clone().into(),
        code.expires_at.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// The code with this hash, whatever became of it.
///
/// # Errors
/// When the database fails.
pub async fn find_code(store: &Store, hash: &[u8]) -> Result<Option<Code>> {
    let sql = "SELECT grant_id, redirect_uri, code_challenge, nonce, expires_at, used_at \
               FROM authorization_code WHERE hash = $1";
    store.one(sql, [hash.to_vec().into()]).await
}

/// Uses a code up; `true` for exactly one of several requests.
///
/// # Errors
/// When the database fails.
pub async fn use_code(transaction: &Transaction, hash: &[u8], now: Timestamp) -> Result<bool> {
    let sql = "UPDATE authorization_code SET used_at = $2 WHERE hash = $1 AND used_at IS NULL";
    Ok(transaction.run(sql, [hash.to_vec().into(), now.0.into()]).await? == 1)
}

/// An access token.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Access {
    /// Its grant.
    pub grant_id: String,
    /// What it opens.
    pub scopes: String,
    /// When it was issued, in milliseconds.
    pub issued_at: i64,
    /// When it becomes void, in milliseconds.
    pub expires_at: i64,
}

/// Stores an access token.
///
/// # Errors
/// When the database fails.
pub async fn insert_access(transaction: &Transaction, hash: &[u8], token: &Access) -> Result<()> {
    let sql = "INSERT INTO access_token (hash, grant_id, scopes, issued_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5)";
    let values = [
        hash.to_vec().into(),
        token.grant_id.as_str().into(),
        token.scopes.as_str().into(),
        token.issued_at.into(),
        token.expires_at.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// The access token with this hash.
///
/// # Errors
/// When the database fails.
pub async fn find_access(store: &Store, hash: &[u8]) -> Result<Option<Access>> {
    let sql = "SELECT grant_id, scopes, issued_at, expires_at FROM access_token WHERE hash = $1";
    store.one(sql, [hash.to_vec().into()]).await
}

/// Makes one access token void; what else its grant has stays.
///
/// # Errors
/// When the database fails.
pub async fn drop_access(transaction: &Transaction, hash: &[u8]) -> Result<()> {
    transaction.run("DELETE FROM access_token WHERE hash = $1", [hash.to_vec().into()]).await?;
    Ok(())
}

/// A refresh token.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Refresh {
    /// Its grant, which is its family.
    pub grant_id: String,
    /// When it was issued, in milliseconds.
    pub issued_at: i64,
    /// When it becomes void if it is not used, in milliseconds.
    pub expires_at: i64,
    /// When it was used, in milliseconds.
    pub used_at: Option<i64>,
    /// The token that replaced it, sealed: for an answer that was lost on the way.
    pub successor_sealed: Option<Vec<u8>>,
}

/// Stores a refresh token.
///
/// # Errors
/// When the database fails.
pub async fn insert_refresh(transaction: &Transaction, hash: &[u8], token: &Refresh) -> Result<()> {
    let sql = "INSERT INTO refresh_token (hash, grant_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)";
    let values = [
        hash.to_vec().into(),
        token.grant_id.as_str().into(),
        token.issued_at.into(),
        token.expires_at.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

const REFRESH: &str =
    "SELECT grant_id, issued_at, expires_at, used_at, successor_sealed FROM refresh_token WHERE hash = $1";

/// The refresh token with this hash, used or not.
///
/// # Errors
/// When the database fails.
pub async fn find_refresh(store: &Store, hash: &[u8]) -> Result<Option<Refresh>> {
    store.one(REFRESH, [hash.to_vec().into()]).await
}

/// The same inside a transaction, after another one may have used it.
///
/// # Errors
/// When the database fails.
pub async fn find_refresh_again(transaction: &Transaction, hash: &[u8]) -> Result<Option<Refresh>> {
    transaction.one(REFRESH, [hash.to_vec().into()]).await
}

/// Replaces a refresh token by its successor; `true` for exactly one of several requests.
///
/// # Errors
/// When the database fails.
pub async fn use_refresh(
    transaction: &Transaction,
    hash: &[u8],
    successor_sealed: Vec<u8>,
    now: Timestamp,
) -> Result<bool> {
    let sql =
        "UPDATE refresh_token SET used_at = $2, successor_sealed = $3 WHERE hash = $1 AND used_at IS NULL";
    Ok(transaction.run(sql, [hash.to_vec().into(), now.0.into(), successor_sealed.into()]).await? == 1)
}

/// Deletes access tokens that are over. Codes and refresh tokens stay with their grant, so that one
/// which comes again is known.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    transaction.run("DELETE FROM access_token WHERE expires_at < $1", [now.0.into()]).await?;
    Ok(())
}
