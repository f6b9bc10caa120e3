//! Codes that were sent: one for each flow, the newest for each account only.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// A code as it is stored: its keyed tag, never its digits.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Code {
    /// The flow that it was asked for in.
    pub flow_id: String,
    /// A keyed tag of the account as typed, so that an unknown account is treated like a known one.
    pub target: Vec<u8>,
    /// A keyed tag of flow and digits.
    pub tag: Vec<u8>,
    /// Whose account it is for; none where there is no such account.
    pub account_id: Option<String>,
    /// How many more tries it stands.
    pub tries_left: i64,
    /// How many more codes the flow may ask for.
    pub resends_left: i64,
    /// When it was made, in milliseconds.
    pub sent_at: i64,
    /// When it becomes void, in milliseconds.
    pub expires_at: i64,
    /// When it was used, in milliseconds.
    pub used_at: Option<i64>,
}

/// Stores a flow's newest code. Every other code for the same account is void.
///
/// # Errors
/// When the database fails.
pub async fn put(transaction: &Transaction, code: &Code) -> Result<()> {
    let sql = "UPDATE code SET tries_left = 0 WHERE target = $1 AND flow_id <> $2 AND tries_left > 0";
    transaction.run(sql, [code.target.clone().into(), code.flow_id.as_str().into()]).await?;
    let sql = "INSERT INTO code (flow_id, target, tag, account_id, tries_left, resends_left, sent_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (flow_id) DO UPDATE SET \
               target = excluded.target, tag = excluded.tag, account_id = excluded.account_id, \
               tries_left = excluded.tries_left, resends_left = excluded.resends_left, \
               sent_at = excluded.sent_at, expires_at = excluded.expires_at, used_at = NULL";
    let values = [
        code.flow_id.as_str().into(),
        code.target.clone().into(),
        code.tag.clone().into(),
        code.account_id.clone().into(),
        code.tries_left.into(),
        code.resends_left.into(),
        code.sent_at.into(),
        code.expires_at.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

const COLUMNS: &str = "SELECT flow_id, target, tag, account_id, tries_left, resends_left, sent_at, expires_at, \
                       used_at FROM code WHERE flow_id = $1";

/// A flow's code.
///
/// # Errors
/// When the database fails.
pub async fn find(store: &Store, flow_id: &str) -> Result<Option<Code>> {
    store.one(COLUMNS, [flow_id.into()]).await
}

/// Takes one try before it is looked at, so that tries made at the same time cannot overrun the limit;
/// none where the code is void.
///
/// # Errors
/// When the database fails.
pub async fn take_try(transaction: &Transaction, flow_id: &str, now: Timestamp) -> Result<Option<Code>> {
    let sql = "UPDATE code SET tries_left = tries_left - 1 \
               WHERE flow_id = $1 AND tries_left > 0 AND expires_at > $2 AND used_at IS NULL";
    if transaction.run(sql, [flow_id.into(), now.0.into()]).await? == 0 {
        return Ok(None);
    }
    transaction.one(COLUMNS, [flow_id.into()]).await
}

/// Uses a code up; `true` for exactly one of several requests.
///
/// # Errors
/// When the database fails.
pub async fn use_up(transaction: &Transaction, flow_id: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE code SET used_at = $2 WHERE flow_id = $1 AND used_at IS NULL";
    Ok(transaction.run(sql, [flow_id.into(), now.0.into()]).await? == 1)
}

/// Deletes codes that were void before `before`.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<u64> {
    transaction.run("DELETE FROM code WHERE expires_at < $1", [before.0.into()]).await
}
