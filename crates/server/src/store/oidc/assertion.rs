//! Assertions that were used: each is good once (RFC 7523 §3, `jti`).

use crate::clock::Timestamp;
use crate::store::{Result, Transaction};

/// Remembers an assertion until it is void; `true` for exactly one of several requests.
///
/// # Errors
/// When the database fails.
pub async fn use_up(transaction: &Transaction, tag: &[u8], expires_at: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO used_assertion (tag, expires_at) VALUES ($1, $2) ON CONFLICT (tag) DO NOTHING";
    Ok(transaction.run(sql, [tag.to_vec().into(), expires_at.0.into()]).await? == 1)
}

/// Deletes those that are void by themselves.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    transaction.run("DELETE FROM used_assertion WHERE expires_at < $1", [now.0.into()]).await?;
    Ok(())
}
