//! Signing keys: `next`, `active`, `retired`. The private half is sealed.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::oidc::client::Algorithm;
use crate::store::{Result, Store, Transaction};

/// How long a retired key is kept to know our own old ID tokens again, in seconds.
const KEPT_SECONDS: i64 = 180 * 24 * 3600;

/// A key as it is stored.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Key {
    /// The `kid`: the RFC 7638 thumbprint.
    pub id: String,
    /// The algorithm's name.
    pub algorithm: String,
    /// `next`, `active` or `retired`.
    pub state: String,
    /// The private key (PKCS #8), sealed.
    pub private_sealed: Vec<u8>,
    /// The public key (RFC 7517), as JSON.
    pub public_jwk: String,
    /// When it was made, in milliseconds.
    pub created_at: i64,
    /// When it began to sign, in milliseconds.
    pub active_at: Option<i64>,
    /// When it stopped, in milliseconds.
    pub retired_at: Option<i64>,
}

const COLUMNS: &str = "SELECT id, algorithm, state, private_sealed, public_jwk, created_at, active_at, retired_at FROM signing_key";

/// Every key, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn all(store: &Store) -> Result<Vec<Key>> {
    store.all(&[COLUMNS, " ORDER BY created_at DESC, id"].concat(), []).await
}

/// The key in `state`; there is one at most that is not retired.
///
/// # Errors
/// When the database fails.
pub async fn in_state(store: &Store, algorithm: Algorithm, state: &str) -> Result<Option<Key>> {
    let sql = [COLUMNS, " WHERE algorithm = $1 AND state = $2"].concat();
    store.one(&sql, [algorithm.code().into(), state.into()]).await
}

/// Stores a key; `false` where another server was faster to store one in this state.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, key: &Key) -> Result<bool> {
    let values = [
        key.id.as_str().into(),
        key.algorithm.as_str().into(),
        key.state.as_str().into(),
        key.private_sealed.clone().into(),
        key.public_jwk.as_str().into(),
        key.created_at.into(),
        key.active_at.into(),
    ];
    let sql = "INSERT INTO signing_key (id, algorithm, state, private_sealed, public_jwk, created_at, active_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    Ok(transaction.run(sql, values).await? == 1)
}

/// Retires the active key and makes the next one active.
///
/// # Errors
/// When the database fails.
pub async fn promote(transaction: &Transaction, algorithm: Algorithm, now: Timestamp) -> Result<()> {
    let sql = "UPDATE signing_key SET state = 'retired', retired_at = $2 \
               WHERE algorithm = $1 AND state = 'active' AND EXISTS \
               (SELECT 1 FROM signing_key WHERE algorithm = $1 AND state = 'next')";
    transaction.run(sql, [algorithm.code().into(), now.0.into()]).await?;
    let sql =
        "UPDATE signing_key SET state = 'active', active_at = $2 WHERE algorithm = $1 AND state = 'next'";
    transaction.run(sql, [algorithm.code().into(), now.0.into()]).await?;
    Ok(())
}

/// Deletes keys that retired long ago.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    let before = now.plus_seconds(-KEPT_SECONDS);
    transaction.run("DELETE FROM signing_key WHERE retired_at < $1", [before.0.into()]).await?;
    Ok(())
}
