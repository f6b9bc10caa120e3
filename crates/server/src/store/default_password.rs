//! Default passwords that schools issue: their keyed tags, never themselves.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// A default password to be stored.
#[derive(Debug)]
pub struct Issued {
    /// Whose.
    pub account_id: String,
    /// The school that issued it.
    pub school_code: String,
    /// A keyed tag of account and password.
    pub tag: Vec<u8>,
    /// When it becomes void.
    pub expires_at: Timestamp,
}

/// A living default password.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Living {
    /// Its id.
    pub id: String,
    /// A keyed tag of account and password.
    pub tag: Vec<u8>,
}

/// A line of the list.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Listed {
    /// The account.
    pub account: String,
    /// When it was issued, in milliseconds.
    pub issued_at: i64,
    /// When it becomes void, in milliseconds.
    pub expires_at: i64,
    /// When it was used, in milliseconds.
    pub used_at: Option<i64>,
    /// When it was revoked, in milliseconds.
    pub revoked_at: Option<i64>,
}

/// A pupil who can get one.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Pupil {
    /// The account's id.
    pub account_id: String,
    /// The account's name.
    pub account: String,
    /// The pupil's name.
    pub name: String,
    /// Grade.
    pub grade: Option<String>,
    /// Class.
    pub class: Option<String>,
    /// Seat.
    pub seat: Option<String>,
}

/// Stores one; the account's earlier ones are void.
///
/// # Errors
/// When the database fails.
pub async fn issue(transaction: &Transaction, issued: &Issued, now: Timestamp) -> Result<()> {
    let sql = "UPDATE default_password SET revoked_at = $2 \
               WHERE account_id = $1 AND used_at IS NULL AND revoked_at IS NULL";
    transaction.run(sql, [issued.account_id.as_str().into(), now.0.into()]).await?;
    let sql = "INSERT INTO default_password (id, account_id, school_code, tag, issued_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        crate::random::row_id().into(),
        issued.account_id.as_str().into(),
        issued.school_code.as_str().into(),
        issued.tag.clone().into(),
        now.0.into(),
        issued.expires_at.0.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// The living default password of an account.
///
/// # Errors
/// When the database fails.
pub async fn living(store: &Store, account_id: &str, now: Timestamp) -> Result<Option<Living>> {
    let sql = "SELECT id, tag FROM default_password WHERE account_id = $1 AND expires_at > $2 \
               AND used_at IS NULL AND revoked_at IS NULL ORDER BY issued_at DESC LIMIT 1";
    store.one(sql, [account_id.into(), now.0.into()]).await
}

/// Uses an account's default password up; `true` for exactly one of several requests.
///
/// # Errors
/// When the database fails.
pub async fn use_up(transaction: &Transaction, account_id: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE default_password SET used_at = $2 WHERE account_id = $1 AND expires_at > $2 \
               AND used_at IS NULL AND revoked_at IS NULL";
    Ok(transaction.run(sql, [account_id.into(), now.0.into()]).await? > 0)
}

/// Revokes the living ones of a school (of one account, where it is given) and says how many.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    transaction: &Transaction,
    school_code: &str,
    account_id: Option<&str>,
    now: Timestamp,
) -> Result<u64> {
    let sql = "UPDATE default_password SET revoked_at = $3 WHERE school_code = $1 \
               AND account_id = COALESCE($2, account_id) AND used_at IS NULL AND revoked_at IS NULL";
    transaction.run(sql, [school_code.into(), account_id.into(), now.0.into()]).await
}

/// The default passwords of a school, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(store: &Store, school_code: &str) -> Result<Vec<Listed>> {
    let sql = "SELECT a.name AS account, d.issued_at, d.expires_at, d.used_at, d.revoked_at \
               FROM default_password d JOIN account a ON a.id = d.account_id \
               WHERE d.school_code = $1 ORDER BY d.issued_at DESC, a.name";
    store.all(sql, [school_code.into()]).await
}

/// The pupils of a school who have an account, by class and seat.
///
/// # Errors
/// When the database fails.
pub async fn pupils(store: &Store, school_code: &str) -> Result<Vec<Pupil>> {
    let sql = "SELECT DISTINCT c.id AS account_id, c.name AS account, p.name, f.grade, f.class, f.seat \
               FROM affiliation f JOIN person p ON p.id = f.person_id JOIN account c ON c.person_id = p.id \
               WHERE f.school_code = $1 AND p.role = 'pupil' ORDER BY f.grade, f.class, f.seat, c.name";
    store.all(sql, [school_code.into()]).await
}
