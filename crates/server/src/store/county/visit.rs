//! Visits: one way to a county and back, for one browser, answered once.

use contract::api::flow::FlowKind;
use contract::language::Language;
use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::flow::{kind_code, kind_from_code};
use crate::store::{Result, Store, StoreError, Transaction};

/// A visit as it is stored.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The internal id.
    pub id: String,
    /// SHA-256 of the `state` that the browser carries.
    pub state_hash: Vec<u8>,
    /// SHA-256 of the browser's flow cookie.
    pub browser_hash: Vec<u8>,
    /// The county's official code.
    pub county: String,
    /// What the county account is to open.
    pub purpose: FlowKind,
    /// Nonce and PKCE verifier, sealed.
    pub secrets_sealed: Vec<u8>,
    /// The authorization request that a sign-in is for.
    pub authorization_id: Option<String>,
    /// Whether the person called the device their own.
    pub personal_device: bool,
    /// The language that the person reads.
    pub language: Language,
    /// Whether the person uses the pages without scripts.
    pub is_plain: bool,
    /// Whom the county vouched for: a tag of issuer and `sub`.
    pub subject_tag: Option<Vec<u8>>,
    /// The county's ID token, sealed, while the person proves that an account of ours is theirs.
    pub id_token_sealed: Option<Vec<u8>>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    state_hash: Vec<u8>,
    browser_hash: Vec<u8>,
    county: String,
    purpose: String,
    secrets_sealed: Vec<u8>,
    authorization_id: Option<String>,
    personal_device: bool,
    language: String,
    is_plain: bool,
    subject_tag: Option<Vec<u8>>,
    id_token_sealed: Option<Vec<u8>>,
    started_at: i64,
    expires_at: i64,
}

impl TryFrom<Row> for Visit {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            purpose: kind_from_code(&row.purpose)?,
            id: row.id,
            state_hash: row.state_hash,
            browser_hash: row.browser_hash,
            county: row.county,
            secrets_sealed: row.secrets_sealed,
            authorization_id: row.authorization_id,
            personal_device: row.personal_device,
            language: Language::from_tag(&row.language),
            is_plain: row.is_plain,
            subject_tag: row.subject_tag,
            id_token_sealed: row.id_token_sealed,
            started_at: Timestamp(row.started_at),
            expires_at: Timestamp(row.expires_at),
        })
    }
}

const COLUMNS: &str = "SELECT id, state_hash, browser_hash, county, purpose, secrets_sealed, authorization_id, \
                       personal_device, language, is_plain, subject_tag, id_token_sealed, started_at, expires_at \
                       FROM county_visit";

/// Stores a new visit and drops the oldest of this browser's beyond `open_max`.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, visit: &Visit, open_max: i64) -> Result<()> {
    let values = [
        visit.id.as_str().into(),
        visit.state_hash.clone().into(),
        visit.browser_hash.clone().into(),
        visit.county.as_str().into(),
        kind_code(visit.purpose).into(),
        visit.secrets_sealed.clone().into(),
        visit.authorization_id.clone().into(),
        visit.personal_device.into(),
        visit.started_at.0.into(),
        visit.expires_at.0.into(),
        visit.language.code().into(),
        visit.is_plain.into(),
    ];
    let sql = "INSERT INTO county_visit (id, state_hash, browser_hash, county, purpose, secrets_sealed, \
               authorization_id, personal_device, started_at, expires_at, language, is_plain) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    transaction.run(sql, values).await?;
    let sql = "DELETE FROM county_visit WHERE id IN (SELECT id FROM county_visit WHERE browser_hash = $1 \
               ORDER BY started_at DESC, id DESC LIMIT 1000000 OFFSET $2)";
    transaction.run(sql, [visit.browser_hash.clone().into(), open_max.into()]).await?;
    Ok(())
}

/// The visit with this state, if it is this browser's and this county's.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(
    store: &Store,
    state_hash: &[u8],
    browser_hash: &[u8],
    county: &str,
) -> Result<Option<Visit>> {
    let sql = [COLUMNS, " WHERE state_hash = $1 AND browser_hash = $2 AND county = $3"].concat();
    let values = [state_hash.to_vec().into(), browser_hash.to_vec().into(), county.into()];
    store.one::<Row, 3>(&sql, values).await?.map(Visit::try_from).transpose()
}

/// The visit with this internal id.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn by_id(store: &Store, id: &str) -> Result<Option<Visit>> {
    let sql = [COLUMNS, " WHERE id = $1"].concat();
    store.one::<Row, 1>(&sql, [id.into()]).await?.map(Visit::try_from).transpose()
}

/// Takes the county's answer: `true` for exactly one of several, in time, with a code that this county
/// never gave before.
///
/// # Errors
/// When the database fails, or when two answers with one code come at the same moment.
pub async fn answer(
    transaction: &Transaction,
    id: &str,
    code_hash: Option<&[u8]>,
    now: Timestamp,
) -> Result<bool> {
    let sql = "UPDATE county_visit SET answered_at = $2, code_hash = $3 \
               WHERE id = $1 AND answered_at IS NULL AND expires_at > $2 AND NOT EXISTS \
               (SELECT 1 FROM county_visit other WHERE other.county = county_visit.county \
               AND other.code_hash = $3)";
    let values = [id.into(), now.0.into(), code_hash.map(<[u8]>::to_vec).into()];
    Ok(transaction.run(sql, values).await? == 1)
}

/// Remembers whom the county vouched for, until the person proves that an account of ours is theirs.
///
/// # Errors
/// When the database fails.
pub async fn vouched(
    transaction: &Transaction,
    id: &str,
    subject_tag: &[u8],
    id_token_sealed: Vec<u8>,
) -> Result<()> {
    let sql = "UPDATE county_visit SET subject_tag = $2, id_token_sealed = $3 WHERE id = $1";
    transaction.run(sql, [id.into(), subject_tag.to_vec().into(), id_token_sealed.into()]).await?;
    Ok(())
}

/// Deletes visits that were over before `before`.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<u64> {
    transaction.run("DELETE FROM county_visit WHERE expires_at < $1", [before.0.into()]).await
}
