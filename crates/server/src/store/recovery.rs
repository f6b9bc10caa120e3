//! Who may recover an account: windows that a school opens, and links that stop a recovery.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// A time in which pupils of a school or class may prove themselves by personal data.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Window {
    /// Its id.
    pub id: String,
    /// The school.
    pub school_code: String,
    /// One grade only.
    pub grade: Option<String>,
    /// One class only.
    pub class: Option<String>,
    /// From when on, in milliseconds.
    pub opens_at: i64,
    /// Until when, in milliseconds.
    pub closes_at: i64,
}

/// Opens a window.
///
/// # Errors
/// When the database fails.
pub async fn open_window(transaction: &Transaction, window: &Window) -> Result<()> {
    let sql = "INSERT INTO recovery_window (id, school_code, grade, class, opens_at, closes_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        window.id.as_str().into(),
        window.school_code.as_str().into(),
        window.grade.clone().into(),
        window.class.clone().into(),
        window.opens_at.into(),
        window.closes_at.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// Closes every window of a school and says how many.
///
/// # Errors
/// When the database fails.
pub async fn close_windows(transaction: &Transaction, school_code: &str, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE recovery_window SET closes_at = $2 WHERE school_code = $1 AND closes_at > $2";
    transaction.run(sql, [school_code.into(), now.0.into()]).await
}

/// The windows that are open at `now`.
///
/// # Errors
/// When the database fails.
pub async fn open_windows(store: &Store, now: Timestamp) -> Result<Vec<Window>> {
    let sql = "SELECT id, school_code, grade, class, opens_at, closes_at FROM recovery_window \
               WHERE opens_at <= $1 AND closes_at > $1 ORDER BY school_code, grade, class";
    store.all(sql, [now.0.into()]).await
}

/// What a person is at a school, as far as recovery asks.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Candidate {
    /// The person.
    pub person_id: String,
    /// Their role.
    pub role: String,
    /// A keyed tag of ID number, birthday and name.
    pub kba_tag: Vec<u8>,
    /// Whether they belong to the school that was asked for.
    pub at_school: i64,
    /// How many windows are open for them there.
    pub windows: i64,
    /// County accounts that they signed in with lately.
    pub county_links: i64,
}

/// A county account that was used within so many seconds is a better way back in than what others may
/// know, too (REQ-KBA 1: 90 days).
const LINK_USED_SECONDS: i64 = 90 * 24 * 3600;

/// The person with this ID number, seen from a school. One statement, whatever there is to find.
///
/// # Errors
/// When the database fails.
pub async fn candidate(
    store: &Store,
    id_tag: &[u8],
    school: (&str, &str),
    now: Timestamp,
) -> Result<Option<Candidate>> {
    let sql = "SELECT p.id AS person_id, p.role, p.kba_tag, \
               (SELECT COUNT(*) FROM affiliation a WHERE a.person_id = p.id AND a.school_code = $2 \
                AND a.school_level = $3) AS at_school, \
               (SELECT COUNT(*) FROM recovery_window w JOIN affiliation a ON a.person_id = p.id \
                AND a.school_code = w.school_code AND (w.grade IS NULL OR w.grade = a.grade) \
                AND (w.class IS NULL OR w.class = a.class) \
                WHERE w.school_code = $2 AND w.opens_at <= $4 AND w.closes_at > $4) AS windows, \
               (SELECT COUNT(*) FROM county_link l JOIN account c ON c.id = l.account_id \
                WHERE c.person_id = p.id AND l.last_used_at > $5) AS county_links \
               FROM person p WHERE p.id_tag = $1";
    let since = now.plus_seconds(-LINK_USED_SECONDS);
    let values = [id_tag.to_vec().into(), school.0.into(), school.1.into(), now.0.into(), since.0.into()];
    store.one(sql, values).await
}

/// Whether a password that is set by personal data is valid at once although a delay is set: the person
/// has no backup contact that could object, and their school has opened a window for them.
///
/// # Errors
/// When the database fails.
pub async fn is_exempt_from_delay(store: &Store, person_id: &str, now: Timestamp) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        contacts: i64,
        windows: i64,
    }
    let sql = "SELECT (SELECT COUNT(*) FROM contact c WHERE c.person_id = $1) AS contacts, \
               (SELECT COUNT(*) FROM recovery_window w JOIN affiliation a ON a.person_id = $1 \
                AND a.school_code = w.school_code AND (w.grade IS NULL OR w.grade = a.grade) \
                AND (w.class IS NULL OR w.class = a.class) \
                WHERE w.opens_at <= $2 AND w.closes_at > $2) AS windows";
    let row: Option<Row> = store.one(sql, [person_id.into(), now.0.into()]).await?;
    Ok(row.is_some_and(|row| row.contacts == 0 && row.windows > 0))
}

/// The person with this ID number.
///
/// # Errors
/// When the database fails.
pub async fn person_of(store: &Store, id_tag: &[u8]) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: String,
    }
    let row: Option<Row> =
        store.one("SELECT id FROM person WHERE id_tag = $1", [id_tag.to_vec().into()]).await?;
    Ok(row.map(|row| row.id))
}

/// What a new password must not tell.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Sealed {
    /// The ID number, sealed.
    pub id_sealed: Vec<u8>,
    /// The birthday, sealed.
    pub birthday_sealed: Vec<u8>,
}

/// A person's sealed ID number and birthday.
///
/// # Errors
/// When the database fails.
pub async fn sealed(store: &Store, person_id: &str) -> Result<Option<Sealed>> {
    store.one("SELECT id_sealed, birthday_sealed FROM person WHERE id = $1", [person_id.into()]).await
}

/// Stores a link by which an owner can stop a recovery.
///
/// # Errors
/// When the database fails.
pub async fn put_link(
    transaction: &Transaction,
    tag: &[u8; 32],
    account_id: &str,
    voids_password: bool,
    times: (Timestamp, Timestamp),
) -> Result<()> {
    let sql = "INSERT INTO disavowal_link (tag, account_id, voids_password, made_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5)";
    let values =
        [tag.to_vec().into(), account_id.into(), voids_password.into(), times.0.0.into(), times.1.0.into()];
    transaction.run(sql, values).await?;
    Ok(())
}

/// Whose link it is.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Link {
    /// The account.
    pub account_id: String,
    /// Whether the password that was set is void with it.
    pub voids_password: bool,
}

/// Uses a link up; none where it is unknown, used or too old.
///
/// # Errors
/// When the database fails.
pub async fn use_link(transaction: &Transaction, tag: &[u8; 32], now: Timestamp) -> Result<Option<Link>> {
    let sql = "UPDATE disavowal_link SET used_at = $2 WHERE tag = $1 AND used_at IS NULL AND expires_at > $2";
    if transaction.run(sql, [tag.to_vec().into(), now.0.into()]).await? == 0 {
        return Ok(None);
    }
    let sql = "SELECT account_id, voids_password FROM disavowal_link WHERE tag = $1";
    transaction.one(sql, [tag.to_vec().into()]).await
}

/// Deletes what was over before `before`.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<()> {
    transaction.run("DELETE FROM disavowal_link WHERE expires_at < $1", [before.0.into()]).await?;
    transaction.run("DELETE FROM recovery_window WHERE closes_at < $1", [before.0.into()]).await?;
    Ok(())
}
