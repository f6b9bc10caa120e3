//! The accounts that were used on a device which its person calls their own.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// An account that a device knows.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct KnownAccount {
    /// Its internal id.
    pub account_id: String,
    /// The account without its suffix.
    pub account: String,
    /// Whose it is.
    pub name: String,
}

/// The active accounts that a device knows, the latest used first.
///
/// # Errors
/// When the database fails.
pub async fn accounts(store: &Store, device_hash: &[u8]) -> Result<Vec<KnownAccount>> {
    let sql = "SELECT a.id AS account_id, a.name AS account, p.name AS name FROM device_account d \
               JOIN account a ON a.id = d.account_id AND a.state = 'active' \
               JOIN person p ON p.id = a.person_id \
               WHERE d.device_hash = $1 ORDER BY d.used_at DESC, a.name";
    store.all(sql, [device_hash.to_vec().into()]).await
}

/// Whether a device knows the account of this name.
///
/// # Errors
/// When the database fails.
pub async fn knows(store: &Store, device_hash: &[u8], account: &str) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        #[expect(dead_code, reason = "only whether there is a row counts")]
        account_id: String,
    }
    let sql = "SELECT d.account_id FROM device_account d JOIN account a ON a.id = d.account_id \
               WHERE d.device_hash = $1 AND a.name = $2";
    let row: Option<Row> = store.one(sql, [device_hash.to_vec().into(), account.into()]).await?;
    Ok(row.is_some())
}

/// Whether anybody has called a device their own.
///
/// # Errors
/// When the database fails.
pub async fn is_somebodys(store: &Store, device_hash: &[u8]) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        #[expect(dead_code, reason = "only whether there is a row counts")]
        account_id: String,
    }
    let sql = "SELECT account_id FROM device_account WHERE device_hash = $1 LIMIT 1";
    let row: Option<Row> = store.one(sql, [device_hash.to_vec().into()]).await?;
    Ok(row.is_some())
}

/// Notes that an account was used on a device.
///
/// # Errors
/// When the database fails.
pub async fn remember(
    transaction: &Transaction,
    device_hash: &[u8],
    account_id: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO device_account (device_hash, account_id, used_at) VALUES ($1, $2, $3) \
               ON CONFLICT (device_hash, account_id) DO UPDATE SET used_at = excluded.used_at";
    transaction.run(sql, [device_hash.to_vec().into(), account_id.into(), now.0.into()]).await?;
    Ok(())
}

/// Has a device no longer know the account of this name.
///
/// # Errors
/// When the database fails.
pub async fn forget(transaction: &Transaction, device_hash: &[u8], account: &str) -> Result<()> {
    let sql = "DELETE FROM device_account WHERE device_hash = $1 \
               AND account_id IN (SELECT id FROM account WHERE name = $2)";
    transaction.run(sql, [device_hash.to_vec().into(), account.into()]).await?;
    Ok(())
}

/// Deletes what was last used before `before`.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<()> {
    transaction.run("DELETE FROM device_account WHERE used_at < $1", [before.0.into()]).await?;
    Ok(())
}
