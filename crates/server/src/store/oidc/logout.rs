//! Sessions at clients, and telling clients that one ended (OpenID Connect Back-Channel Logout).

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// How long a finished delivery and a client's session are remembered, in seconds.
const KEPT_SECONDS: i64 = 40 * 24 * 3600;

/// One session at one client.
#[derive(Debug, Clone, FromQueryResult)]
pub struct SessionClient {
    /// Its name at the client.
    pub sid: String,
    /// The session.
    pub session_id: String,
    /// The client.
    pub client_id: String,
    /// Whose it is.
    pub account_id: String,
}

/// The name of a session at a client; a new one where the client did not know it yet.
///
/// # Errors
/// When the database fails.
pub async fn join(transaction: &Transaction, new: &SessionClient, now: Timestamp) -> Result<String> {
    let sql = "INSERT INTO session_client (sid, session_id, client_id, account_id, created_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (session_id, client_id) DO NOTHING";
    let values = [
        new.sid.as_str().into(),
        new.session_id.as_str().into(),
        new.client_id.as_str().into(),
        new.account_id.as_str().into(),
        now.0.into(),
    ];
    transaction.run(sql, values).await?;
    let sql = "SELECT sid, session_id, client_id, account_id FROM session_client \
               WHERE session_id = $1 AND client_id = $2";
    let values = [new.session_id.as_str().into(), new.client_id.as_str().into()];
    let row: Option<SessionClient> = transaction.one(sql, values).await?;
    Ok(row.map_or_else(|| new.sid.clone(), |row| row.sid))
}

/// The session that a client knows by this name.
///
/// # Errors
/// When the database fails.
pub async fn by_sid(store: &Store, sid: &str) -> Result<Option<SessionClient>> {
    let sql = "SELECT sid, session_id, client_id, account_id FROM session_client WHERE sid = $1";
    store.one(sql, [sid.into()]).await
}

/// A service that a session was used to sign in to.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Entered {
    /// The service.
    pub service_id: String,
    /// Where its client hears of the end of the session.
    pub back_channel_logout_uri: Option<String>,
}

/// The services that a session was used to sign in to, the first one first.
///
/// # Errors
/// When the database fails.
pub async fn entered(store: &Store, session_id: &str) -> Result<Vec<Entered>> {
    let sql = "SELECT c.service_id AS service_id, c.back_channel_logout_uri AS back_channel_logout_uri \
               FROM session_client s JOIN client c ON c.id = s.client_id WHERE s.session_id = $1 \
               ORDER BY s.created_at, s.sid";
    store.all(sql, [session_id.into()]).await
}

/// Hands what clients and its county know of a session to the one that the same person began in its place.
///
/// # Errors
/// When the database fails.
pub async fn take_over(transaction: &Transaction, from: &str, to: &str) -> Result<()> {
    for table in ["session_client", "oidc_grant", "session_county"] {
        let sql = format!("UPDATE {table} SET session_id = $2 WHERE session_id = $1");
        transaction.run(&sql, [from.into(), to.into()]).await?;
    }
    Ok(())
}

/// Before sessions end: takes back their grants and notes which clients have to be told. `which` is
/// the condition on `session`, with `$1`.
pub(crate) async fn end_of(
    transaction: &Transaction,
    which: &str,
    value: &str,
    now: Timestamp,
) -> Result<()> {
    let ending = ["SELECT id FROM session WHERE ended_at IS NULL AND ", which].concat();
    end_services(transaction, &ending, value, now).await
}

/// Takes back the grants of sessions and notes which clients have to be told, once each. `sessions` is
/// a list or a query of their ids, with `$1`.
pub(crate) async fn end_services(
    transaction: &Transaction,
    sessions: &str,
    value: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = format!(
        "INSERT INTO logout_delivery (sid, client_id, account_id, state, tries, next_try_at, leased_until, \
         created_at) SELECT s.sid, s.client_id, s.account_id, 'waiting', 0, $2, 0, $2 FROM session_client s \
         JOIN client c ON c.id = s.client_id AND c.back_channel_logout_uri IS NOT NULL \
         WHERE s.session_id IN ({sessions}) ON CONFLICT (sid) DO NOTHING"
    );
    transaction.run(&sql, [value.into(), now.0.into()]).await?;
    let sql = format!(
        "UPDATE oidc_grant SET revoked_at = $2 WHERE revoked_at IS NULL AND session_id IN ({sessions})"
    );
    transaction.run(&sql, [value.into(), now.0.into()]).await?;
    Ok(())
}

/// A client that has to be told.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Delivery {
    /// The session's name at the client.
    pub sid: String,
    /// The client.
    pub client_id: String,
    /// Whose session it was.
    pub account_id: String,
    /// How often it was tried, this time included.
    pub tries: i64,
    /// When the session ended, in milliseconds.
    pub created_at: i64,
}

/// The names of sessions whose clients wait to be told, the most overdue first.
///
/// # Errors
/// When the database fails.
pub async fn due(store: &Store, now: Timestamp, count_max: i64) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        sid: String,
    }
    let sql = "SELECT sid FROM logout_delivery WHERE state = 'waiting' AND next_try_at <= $1 \
               AND leased_until <= $1 ORDER BY next_try_at, sid LIMIT $2";
    let rows: Vec<Row> = store.all(sql, [now.0.into(), count_max.into()]).await?;
    Ok(rows.into_iter().map(|row| row.sid).collect())
}

/// Takes those among `sids` that are still free; nobody else gets them until the lease ends.
///
/// # Errors
/// When the database fails.
pub async fn lease(
    transaction: &Transaction,
    sids: &[String],
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<Delivery>> {
    let mut leased = Vec::new();
    for sid in sids {
        let sql = "UPDATE logout_delivery SET leased_until = $3, tries = tries + 1 WHERE sid = $1 \
                   AND state = 'waiting' AND next_try_at <= $2 AND leased_until <= $2";
        if transaction.run(sql, [sid.as_str().into(), now.0.into(), until.0.into()]).await? == 1 {
            let sql =
                "SELECT sid, client_id, account_id, tries, created_at FROM logout_delivery WHERE sid = $1";
            leased.extend(transaction.one::<Delivery, 1>(sql, [sid.as_str().into()]).await?);
        }
    }
    Ok(leased)
}

/// Notes how a try went: `state` is `sent`, `given_up`, or `waiting` until `next_try_at`.
///
/// # Errors
/// When the database fails.
pub async fn tried(
    transaction: &Transaction,
    sid: &str,
    state: &str,
    error: Option<&str>,
    next_try_at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE logout_delivery SET state = $2, last_error = $3, next_try_at = $4, leased_until = 0 \
               WHERE sid = $1 AND state = 'waiting'";
    transaction.run(sql, [sid.into(), state.into(), error.into(), next_try_at.0.into()]).await?;
    Ok(())
}

/// Deletes what was remembered long enough.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    let before = now.plus_seconds(-KEPT_SECONDS);
    for table in ["session_client", "logout_delivery"] {
        transaction.run(&format!("DELETE FROM {table} WHERE created_at < $1"), [before.0.into()]).await?;
    }
    Ok(())
}
