//! Sessions. A reference is stored only as its SHA-256, so a backup opens none.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::oidc::logout;
use crate::store::{Result, Store, Transaction};

/// A session as it is stored.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Session {
    /// The internal id.
    pub id: String,
    /// Whose it is.
    pub account_id: String,
    /// When the password was verified, in milliseconds.
    pub auth_time: i64,
    /// When the account was signed in to before, in milliseconds.
    pub previous_sign_in_at: Option<i64>,
    /// Authentication context class (OpenID Connect Core §2).
    pub acr: String,
    /// Authentication methods, separated by spaces (RFC 8176).
    pub amr: String,
    /// Whether the person called the device their own.
    pub personal_device: bool,
    /// Seconds without activity after which it ends.
    pub idle_seconds: i64,
    /// Seconds without activity after which the services that it opened lose it too (ADR 7).
    pub service_seconds: i64,
    /// The last request, in milliseconds, to within [`TOUCH_SECONDS`].
    pub last_seen_at: i64,
    /// The absolute end, in milliseconds.
    pub expires_at: i64,
    /// When it was ended, in milliseconds.
    pub ended_at: Option<i64>,
}

/// A request writes `last_seen_at` only if it is older than this many seconds.
pub const TOUCH_SECONDS: i64 = 5;

impl Session {
    /// Whether the session lives at `now`.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        let idle_end = Timestamp(self.last_seen_at).plus_seconds(self.idle_seconds);
        self.ended_at.is_none() && now.0 < self.expires_at && now < idle_end
    }

    /// When services lose it at the latest, if nobody comes back to us.
    #[must_use]
    pub fn services_end_at(&self) -> Timestamp {
        let idle_end = Timestamp(self.last_seen_at).plus_seconds(self.service_seconds);
        self.ended_at.map_or(idle_end.min(Timestamp(self.expires_at)), Timestamp)
    }
}

/// Stores a new session and ends the account's oldest ones beyond `live_max`.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    transaction: &Transaction,
    session: &Session,
    reference_hash: &[u8],
    live_max: i64,
) -> Result<()> {
    let values = [
        session.id.as_str().into(),
        reference_hash.to_vec().into(),
        session.account_id.as_str().into(),
        session.auth_time.into(),
        session.previous_sign_in_at.into(),
        session.acr.as_str().into(),
        session.amr.as_str().into(),
        session.personal_device.into(),
        session.idle_seconds.into(),
        session.expires_at.into(),
        session.service_seconds.into(),
    ];
    let sql = "INSERT INTO session (id, reference_hash, account_id, auth_time, previous_sign_in_at, acr, amr, \
               personal_device, idle_seconds, last_seen_at, expires_at, service_seconds) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $4, $10, $11)";
    transaction.run(sql, values).await?;
    end_oldest(transaction, session, live_max).await
}

async fn end_oldest(transaction: &Transaction, newest: &Session, live_max: i64) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        id: String,
    }
    let now = Timestamp(newest.auth_time);
    let sql = "SELECT id FROM session WHERE account_id = $1 AND ended_at IS NULL AND expires_at > $2 \
               ORDER BY auth_time DESC, id DESC LIMIT 1000000 OFFSET $3";
    let values = vec![newest.account_id.as_str().into(), now.0.into(), live_max.into()];
    for row in transaction.all_many::<Row>(sql, values).await? {
        end(transaction, &row.id, now).await?;
    }
    Ok(())
}

const COLUMNS: &str = "SELECT id, account_id, auth_time, previous_sign_in_at, acr, amr, personal_device, \
                       idle_seconds, service_seconds, last_seen_at, expires_at, ended_at FROM session";

/// The session with this reference, live or not.
///
/// # Errors
/// When the database fails.
pub async fn find(store: &Store, reference_hash: &[u8]) -> Result<Option<Session>> {
    store.one(&[COLUMNS, " WHERE reference_hash = $1"].concat(), [reference_hash.to_vec().into()]).await
}

/// The session with this internal id, live or not.
///
/// # Errors
/// When the database fails.
pub async fn by_id(store: &Store, id: &str) -> Result<Option<Session>> {
    store.one(&[COLUMNS, " WHERE id = $1"].concat(), [id.into()]).await
}

/// Gives a session a new reference; the old one is void.
///
/// # Errors
/// When the database fails.
pub async fn rotate(
    transaction: &Transaction,
    id: &str,
    reference_hash: &[u8],
    now: Timestamp,
) -> Result<bool> {
    let sql = "UPDATE session SET reference_hash = $2 WHERE id = $1 AND ended_at IS NULL AND expires_at > $3";
    Ok(transaction.run(sql, [id.into(), reference_hash.to_vec().into(), now.0.into()]).await? == 1)
}

/// Notes that the session was used.
///
/// # Errors
/// When the database fails.
pub async fn touch(transaction: &Transaction, id: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
    transaction.run(sql, [id.into(), now.0.into()]).await?;
    Ok(())
}

/// Makes a session look as if it was last used at `then`, unless it was before.
///
/// # Errors
/// When the database fails.
pub async fn age(transaction: &Transaction, id: &str, then: Timestamp) -> Result<()> {
    let sql = "UPDATE session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at > $2";
    transaction.run(sql, [id.into(), then.0.into()]).await?;
    Ok(())
}

/// Ends one session, and with it what services have of it.
///
/// # Errors
/// When the database fails.
pub async fn end(transaction: &Transaction, id: &str, now: Timestamp) -> Result<bool> {
    logout::end_of(transaction, "id = $1", id, now).await?;
    let sql = "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    Ok(transaction.run(sql, [id.into(), now.0.into()]).await? == 1)
}

/// Ends every session of an account, with what services have of them, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn end_all(transaction: &Transaction, account_id: &str, now: Timestamp) -> Result<u64> {
    logout::end_of(transaction, "account_id = $1", account_id, now).await?;
    let sql = "UPDATE session SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL";
    transaction.run(sql, [account_id.into(), now.0.into()]).await
}

/// Ends sessions that services lose now, by age or since nobody came back, as a sign-out does, and says
/// how many; not more than `count_max`, so that no transaction keeps others waiting.
///
/// # Errors
/// When the database fails.
pub async fn end_over(transaction: &Transaction, now: Timestamp, count_max: i64) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Row {
        id: String,
    }
    let is_over = "ended_at IS NULL AND (expires_at <= $1 OR last_seen_at + service_seconds * 1000 <= $1)";
    // The condition stands twice: between finding and ending, somebody may have come back.
    let sql = format!(
        "UPDATE session SET ended_at = $1 WHERE {is_over} \
         AND id IN (SELECT id FROM session WHERE {is_over} LIMIT $2) RETURNING id"
    );
    let ended: Vec<Row> = transaction.all_many(&sql, vec![now.0.into(), count_max.into()]).await?;
    for row in &ended {
        logout::end_services(transaction, "$1", &row.id, now).await?;
    }
    Ok(ended.len() as u64)
}

/// Deletes sessions that were over before `before`.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM session WHERE expires_at < $1 OR ended_at < $1";
    transaction.run(sql, [before.0.into()]).await
}
