//! What people agreed to: one row for an account and a client, with every scope agreed to so far.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::oidc::words;
use crate::store::{Result, Store, Transaction};

#[derive(FromQueryResult)]
struct Row {
    scopes: String,
}

/// The scopes that a person agreed to for a client.
///
/// # Errors
/// When the database fails.
pub async fn scopes(store: &Store, account_id: &str, client_id: &str) -> Result<Vec<String>> {
    let sql = "SELECT scopes FROM consent WHERE account_id = $1 AND client_id = $2";
    let row: Option<Row> = store.one(sql, [account_id.into(), client_id.into()]).await?;
    Ok(row.map(|row| words(&row.scopes)).unwrap_or_default())
}

/// Remembers that a person agreed to these scopes beside those agreed to before.
///
/// # Errors
/// When the database fails.
pub async fn add(
    transaction: &Transaction,
    account_id: &str,
    client_id: &str,
    scopes: &[String],
    now: Timestamp,
) -> Result<()> {
    let sql = "SELECT scopes FROM consent WHERE account_id = $1 AND client_id = $2";
    let row: Option<Row> = transaction.one(sql, [account_id.into(), client_id.into()]).await?;
    let mut all = row.map(|row| words(&row.scopes)).unwrap_or_default();
    for scope in scopes {
        if !all.contains(scope) {
            all.push(scope.clone());
        }
    }
    let sql = "INSERT INTO consent (account_id, client_id, scopes, granted_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (account_id, client_id) DO UPDATE SET scopes = excluded.scopes, \
               granted_at = excluded.granted_at";
    transaction.run(sql, [account_id.into(), client_id.into(), all.join(" ").into(), now.0.into()]).await?;
    Ok(())
}

/// What an account agreed to, by client.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Agreement {
    /// The client.
    pub client_id: String,
    /// The service that it belongs to.
    pub service_id: String,
    /// The scopes, separated by spaces.
    pub scopes: String,
}

/// Everything that an account agreed to.
///
/// # Errors
/// When the database fails.
pub async fn of_account(store: &Store, account_id: &str) -> Result<Vec<Agreement>> {
    let sql = "SELECT o.client_id AS client_id, c.service_id AS service_id, o.scopes AS scopes \
               FROM consent o JOIN client c ON c.id = o.client_id WHERE o.account_id = $1 \
               ORDER BY o.granted_at DESC, o.client_id";
    store.all(sql, [account_id.into()]).await
}

/// Forgets what an account agreed to for the clients of a service.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(transaction: &Transaction, account_id: &str, service_id: &str) -> Result<u64> {
    let sql = "DELETE FROM consent WHERE account_id = $1 \
               AND client_id IN (SELECT id FROM client WHERE service_id = $2)";
    transaction.run(sql, [account_id.into(), service_id.into()]).await
}
