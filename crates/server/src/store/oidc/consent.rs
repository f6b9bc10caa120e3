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
