//! Authorization requests that wait for a person (REQ-API-7): they survive flow restarts and detours.

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{Result, Store, StoreError, Transaction};

/// Where the answer goes as (OAuth 2.0 Form Post Response Mode; OAuth 2.0 Multiple Response Types §2.1).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    /// In the query of the redirect URI.
    #[default]
    Query,
    /// In a form that the browser posts.
    FormPost,
}

/// What `prompt` asks for (OpenID Connect Core §3.1.2.1); `none` excludes the others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prompt {
    /// Show nothing.
    pub none: bool,
    /// Sign in anew.
    pub login: bool,
    /// Ask for consent anew.
    pub consent: bool,
    /// Let the person choose an account.
    pub select_account: bool,
}

/// Claims that a request names one by one (OpenID Connect Core §5.5).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimNames {
    /// For the ID token.
    pub id_token: Vec<String>,
    /// For the userinfo endpoint.
    pub userinfo: Vec<String>,
}

/// A request whose client, redirect URI and form are in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Where the answer goes; registered.
    pub redirect_uri: String,
    /// How it goes there.
    pub response_mode: ResponseMode,
    /// What the client wants back, letter by letter.
    pub state: Option<String>,
    /// What goes into the ID token; an empty one counts as absent.
    pub nonce: Option<String>,
    /// The scopes that the client asks for and may have.
    pub scopes: Vec<String>,
    /// PKCE's challenge (S256).
    pub code_challenge: Option<String>,
    /// What to show.
    pub prompt: Prompt,
    /// How old the sign-in may be, in seconds.
    pub max_age: Option<i64>,
    /// Whose session is meant, by `sub` (from `id_token_hint` or `claims`).
    pub subject: Option<String>,
    /// Authentication contexts of which the client needs one.
    pub essential_acr: Vec<String>,
    /// Claims by name.
    pub claims: ClaimNames,
    /// Whether the person reads English rather than Chinese (`ui_locales`).
    pub is_english: bool,
    /// The account that the client expects (`login_hint`), without its suffix.
    #[serde(default)]
    pub login_hint: Option<String>,
}

/// A request as it is stored.
#[derive(Debug, Clone)]
pub struct Authorization {
    /// 256 random bits in base64url; useless without the browser's cookie.
    pub id: String,
    /// SHA-256 of the browser's flow cookie; none until the browser came by itself.
    pub browser_hash: Option<Vec<u8>>,
    /// Who asks.
    pub client_id: String,
    /// What is asked.
    pub request: Request,
    /// The session that was there before the person was asked anything.
    pub prior_session_id: Option<String>,
    /// The session in which the person agreed.
    pub consented_session_id: Option<String>,
    /// Whether the person refused.
    pub is_denied: bool,
    /// Which account the person chose to go on with, if they were asked.
    pub choice: Option<Choice>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
}

/// What somebody chose among accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The account with this internal id.
    Known(String),
    /// One that was not in the list.
    Another,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    browser_hash: Option<Vec<u8>>,
    client_id: String,
    request: String,
    prior_session_id: Option<String>,
    consented_session_id: Option<String>,
    denied_at: Option<i64>,
    chosen_at: Option<i64>,
    chosen_account_id: Option<String>,
    created_at: i64,
    expires_at: i64,
}

impl TryFrom<Row> for Authorization {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let request = serde_json::from_str(&row.request);
        Ok(Self {
            request: request.map_err(|_| StoreError::Damaged("authorization_request.request"))?,
            id: row.id,
            browser_hash: row.browser_hash,
            client_id: row.client_id,
            prior_session_id: row.prior_session_id,
            consented_session_id: row.consented_session_id,
            is_denied: row.denied_at.is_some(),
            choice: row.chosen_at.map(|_| row.chosen_account_id.map_or(Choice::Another, Choice::Known)),
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
        })
    }
}

/// Stores a new request.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, authorization: &Authorization) -> Result<()> {
    let request = serde_json::to_string(&authorization.request);
    let values = [
        authorization.id.as_str().into(),
        authorization.browser_hash.clone().into(),
        authorization.client_id.as_str().into(),
        request.map_err(|_| StoreError::Damaged("authorization_request.request"))?.into(),
        authorization.prior_session_id.clone().into(),
        authorization.created_at.0.into(),
        authorization.expires_at.0.into(),
    ];
    let sql = "INSERT INTO authorization_request (id, browser_hash, client_id, request, prior_session_id, \
               created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    transaction.run(sql, values).await?;
    Ok(())
}

/// The request with this id that is neither over nor answered; whose it is has to be looked at.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(store: &Store, id: &str, now: Timestamp) -> Result<Option<Authorization>> {
    let sql = "SELECT id, browser_hash, client_id, request, prior_session_id, consented_session_id, denied_at, \
               chosen_at, chosen_account_id, created_at, expires_at FROM authorization_request \
               WHERE id = $1 AND expires_at > $2 AND answered_at IS NULL";
    let row: Option<Row> = store.one(sql, [id.into(), now.0.into()]).await?;
    row.map(Authorization::try_from).transpose()
}

/// Like [`find`], for the browser with this cookie alone.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn of_browser(
    store: &Store,
    id: &str,
    browser_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Authorization>> {
    let found = find(store, id, now).await?;
    Ok(found.filter(|request| request.browser_hash.as_deref() == Some(browser_hash)))
}

/// Binds a request that came by a cross-site form to the first browser that follows it, and to the
/// session it has; `false` where another was faster.
///
/// # Errors
/// When the database fails.
pub async fn bind(
    transaction: &Transaction,
    id: &str,
    browser_hash: &[u8],
    session_id: Option<&str>,
) -> Result<bool> {
    let sql = "UPDATE authorization_request SET browser_hash = $2, prior_session_id = $3 \
               WHERE id = $1 AND browser_hash IS NULL";
    Ok(transaction.run(sql, [id.into(), browser_hash.to_vec().into(), session_id.into()]).await? == 1)
}

/// Remembers what the person said.
///
/// # Errors
/// When the database fails.
pub async fn decide(
    transaction: &Transaction,
    id: &str,
    consented_session_id: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE authorization_request SET consented_session_id = $2, denied_at = $3 WHERE id = $1";
    let denied_at = consented_session_id.is_none().then_some(now.0);
    transaction.run(sql, [id.into(), consented_session_id.into(), denied_at.into()]).await?;
    Ok(())
}

/// Remembers which account the person goes on with.
///
/// # Errors
/// When the database fails.
pub async fn choose(
    transaction: &Transaction,
    id: &str,
    account_id: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE authorization_request SET chosen_at = $2, chosen_account_id = $3 WHERE id = $1";
    transaction.run(sql, [id.into(), now.0.into(), account_id.into()]).await?;
    Ok(())
}

/// Ends a request with its answer; `true` for exactly one of several.
///
/// # Errors
/// When the database fails.
pub async fn answer(transaction: &Transaction, id: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE authorization_request SET answered_at = $2 WHERE id = $1 AND answered_at IS NULL";
    Ok(transaction.run(sql, [id.into(), now.0.into()]).await? == 1)
}

/// Deletes requests that are over.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    transaction.run("DELETE FROM authorization_request WHERE expires_at < $1", [now.0.into()]).await?;
    Ok(())
}
