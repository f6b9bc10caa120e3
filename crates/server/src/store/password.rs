//! Passwords: changed, remembered, and valid later where a delay is set.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// A new password to be stored.
#[derive(Debug)]
pub struct Change<'a> {
    /// Whose.
    pub account_id: &'a str,
    /// Its PHC string.
    pub hash: &'a str,
    /// How the owner proved to be the owner.
    pub way: &'static str,
    /// From when on it is valid; none for at once.
    pub valid_from: Option<Timestamp>,
    /// Whether the account becomes usable with it.
    pub activates: bool,
    /// When it was chosen.
    pub now: Timestamp,
}

#[derive(FromQueryResult)]
struct Hash {
    password_hash: String,
}

/// The hashes of the last `count` passwords before the present one.
///
/// # Errors
/// When the database fails.
pub async fn history(store: &Store, account_id: &str, count: i64) -> Result<Vec<String>> {
    let sql = "SELECT password_hash FROM password_history WHERE account_id = $1 \
               ORDER BY replaced_at DESC, id DESC LIMIT $2";
    let hashes: Vec<Hash> = store.all(sql, [account_id.into(), count.into()]).await?;
    Ok(hashes.into_iter().map(|row| row.password_hash).collect())
}

/// Stores a new password; the one before goes into the history.
///
/// # Errors
/// When the database fails.
pub async fn change(transaction: &Transaction, change: &Change<'_>) -> Result<()> {
    let Some(from) = change.valid_from else { return change_now(transaction, change).await };
    let sql = "UPDATE account SET pending_password_hash = $2, pending_from = $3, password_changed_way = $4, \
               password_changed_at = $5, updated_at = $5 WHERE id = $1";
    let values =
        [change.account_id.into(), change.hash.into(), from.0.into(), change.way.into(), change.now.0.into()];
    transaction.run(sql, values).await?;
    Ok(())
}

async fn change_now(transaction: &Transaction, change: &Change<'_>) -> Result<()> {
    remember(transaction, change.account_id, change.now).await?;
    let sql = "UPDATE account SET password_hash = $2, password_changed_at = $3, password_changed_way = $4, \
               pending_password_hash = NULL, pending_from = NULL, updated_at = $3, \
               state = CASE WHEN $5 THEN 'active' ELSE state END WHERE id = $1";
    let values = [
        change.account_id.into(),
        change.hash.into(),
        change.now.0.into(),
        change.way.into(),
        change.activates.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// Puts an account's present password into its history.
async fn remember(transaction: &Transaction, account_id: &str, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO password_history (id, account_id, password_hash, replaced_at) \
               SELECT $2, id, password_hash, $3 FROM account WHERE id = $1 AND password_hash IS NOT NULL";
    transaction.run(sql, [account_id.into(), crate::random::row_id().into(), now.0.into()]).await?;
    Ok(())
}

/// Makes passwords valid whose delay is over.
///
/// # Errors
/// When the database fails.
pub async fn take_effect(transaction: &Transaction, now: Timestamp) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Due {
        id: String,
    }
    let sql = "SELECT id FROM account WHERE pending_from <= $1";
    let due: Vec<Due> = transaction.all_many(sql, vec![now.0.into()]).await?;
    for Due { id } in &due {
        remember(transaction, id, now).await?;
        let sql = "UPDATE account SET password_hash = pending_password_hash, pending_password_hash = NULL, \
                   pending_from = NULL WHERE id = $1 AND pending_from <= $2";
        transaction.run(sql, [id.as_str().into(), now.0.into()]).await?;
    }
    Ok(due.len() as u64)
}

/// Stops every recovery of an account until an operator lifts it. With `voids_password`, nobody can
/// sign in with the password that was set last either.
///
/// # Errors
/// When the database fails.
pub async fn freeze(
    transaction: &Transaction,
    account_id: &str,
    voids_password: bool,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE account SET recovery_frozen_at = $2, pending_password_hash = NULL, pending_from = NULL, \
               password_hash = CASE WHEN $3 THEN NULL ELSE password_hash END, updated_at = $2 WHERE id = $1";
    transaction.run(sql, [account_id.into(), now.0.into(), voids_password.into()]).await?;
    Ok(())
}

/// Lifts a freeze.
///
/// # Errors
/// When the database fails.
pub async fn unfreeze(transaction: &Transaction, account_id: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE account SET recovery_frozen_at = NULL, updated_at = $2 \
               WHERE id = $1 AND recovery_frozen_at IS NOT NULL";
    Ok(transaction.run(sql, [account_id.into(), now.0.into()]).await? == 1)
}
