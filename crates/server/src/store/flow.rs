//! Flows and the challenge that each carries.

use contract::api::challenge::ProofTask;
use contract::api::flow::{FlowKind, RecoveryProof};
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{Result, Store, StoreError, Transaction};

/// Where a flow stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlowState {
    /// Account and password are asked for.
    Password,
    /// Somebody signed in.
    Completed,
    /// School, name, ID number and birthday are asked for.
    Identity,
    /// Account and default password are asked for.
    DefaultPassword,
    /// The account that a code is sent for is asked for.
    Account,
    /// The code is asked for.
    Code,
    /// Somebody proved who they are; the new password is asked for.
    NewPassword,
    /// The password is another one.
    PasswordChanged,
    /// The ID number of a look-up is asked for.
    IdNumber,
    /// The look-up is answered.
    LookedUp,
}

impl FlowState {
    const ALL: [Self; 10] = [
        Self::Password,
        Self::Completed,
        Self::Identity,
        Self::DefaultPassword,
        Self::Account,
        Self::Code,
        Self::NewPassword,
        Self::PasswordChanged,
        Self::IdNumber,
        Self::LookedUp,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Completed => "completed",
            Self::Identity => "identity",
            Self::DefaultPassword => "default_password",
            Self::Account => "account",
            Self::Code => "code",
            Self::NewPassword => "new_password",
            Self::PasswordChanged => "password_changed",
            Self::IdNumber => "id_number",
            Self::LookedUp => "looked_up",
        }
    }

    fn from_code(code: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code).ok_or(StoreError::Damaged("flow.state"))
    }

    /// Whether nothing more can be submitted.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::PasswordChanged | Self::LookedUp)
    }
}

/// The stable text of a journey.
#[must_use]
pub(crate) const fn kind_code(kind: FlowKind) -> &'static str {
    match kind {
        FlowKind::Login => "login",
        FlowKind::Recovery => "recovery",
        FlowKind::Activation => "activation",
        FlowKind::Lookup => "lookup",
    }
}

/// Reads the stable text of a journey.
pub(crate) fn kind_from_code(code: &str) -> Result<FlowKind> {
    [FlowKind::Login, FlowKind::Recovery, FlowKind::Activation, FlowKind::Lookup]
        .into_iter()
        .find(|kind| kind_code(*kind) == code)
        .ok_or(StoreError::Damaged("flow.kind"))
}

fn proof_from_code(code: &str) -> Result<RecoveryProof> {
    RecoveryProof::ALL.into_iter().find(|proof| proof.code() == code).ok_or(StoreError::Damaged("flow.proof"))
}

/// The challenge of a flow. The digits are sealed: they can be spoken, and not read from a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredChallenge {
    /// The challenge's public id.
    pub id: String,
    /// The digits, sealed and in hexadecimal.
    pub digits_sealed: String,
    /// The proof of work that may stand in for the digits.
    pub proof: ProofTask,
    /// When it becomes void, in milliseconds.
    pub expires_at: i64,
}

/// What a step answered, kept so that a repeated request gets the same answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReplayOutcome {
    /// The flow was completed.
    Completed,
    /// The flow went on; what it is now is the answer.
    Moved,
    /// The step was refused.
    Refused {
        /// The stable code.
        code: String,
        /// When trying again makes sense, in milliseconds.
        retry_at: Option<i64>,
    },
}

/// A request that may come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// The idempotency key.
    pub key: String,
    /// A keyed tag of the body.
    pub body: Vec<u8>,
    /// When it was answered.
    pub at: Timestamp,
    /// What it was answered; none while it is being worked on.
    pub outcome: Option<ReplayOutcome>,
}

/// A flow as it is stored.
#[derive(Debug, Clone)]
pub struct Flow {
    /// The public id.
    pub id: String,
    /// SHA-256 of the browser's flow cookie.
    pub browser_hash: Vec<u8>,
    /// The journey.
    pub kind: FlowKind,
    /// How the person wants to prove who they are; none where the journey has no choice.
    pub proof: Option<RecoveryProof>,
    /// Whose account it turned out to be about.
    pub account_id: Option<String>,
    /// Where it stands.
    pub state: FlowState,
    /// Grows with each accepted step.
    pub version: i64,
    /// The service that asked.
    pub service_id: Option<String>,
    /// The authorization request that the sign-in is for.
    pub authorization_id: Option<String>,
    /// The visit to a county that led here: its county account is linked when the sign-in succeeds.
    pub county_visit_id: Option<String>,
    /// The present challenge.
    pub challenge: Option<StoredChallenge>,
    /// New pictures that may still be asked for.
    pub refreshes_left: i64,
    /// The last step's request.
    pub replay: Option<Replay>,
    /// The session that it led to.
    pub session_id: Option<String>,
    /// When it is over.
    pub expires_at: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    browser_hash: Vec<u8>,
    kind: String,
    proof: Option<String>,
    account_id: Option<String>,
    state: String,
    version: i64,
    service_id: Option<String>,
    authorization_id: Option<String>,
    county_visit_id: Option<String>,
    challenge: Option<String>,
    refreshes_left: i64,
    replay_key: Option<String>,
    replay_body: Option<Vec<u8>>,
    replay_at: Option<i64>,
    replay_outcome: Option<String>,
    session_id: Option<String>,
    expires_at: i64,
}

fn parse<T: serde::de::DeserializeOwned>(text: &str, what: &'static str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged(what))
}

fn print<T: Serialize>(value: &T, what: &'static str) -> Result<String> {
    serde_json::to_string(value).map_err(|_| StoreError::Damaged(what))
}

impl TryFrom<Row> for Flow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let outcome =
            row.replay_outcome.as_deref().map(|text| parse(text, "flow.replay_outcome")).transpose()?;
        let replay = match (row.replay_key, row.replay_body, row.replay_at) {
            (Some(key), Some(body), Some(at)) => Some(Replay { key, body, at: Timestamp(at), outcome }),
            _ => None,
        };
        Ok(Self {
            state: FlowState::from_code(&row.state)?,
            kind: kind_from_code(&row.kind)?,
            proof: row.proof.as_deref().map(proof_from_code).transpose()?,
            account_id: row.account_id,
            challenge: row.challenge.as_deref().map(|text| parse(text, "flow.challenge")).transpose()?,
            id: row.id,
            browser_hash: row.browser_hash,
            version: row.version,
            service_id: row.service_id,
            authorization_id: row.authorization_id,
            county_visit_id: row.county_visit_id,
            refreshes_left: row.refreshes_left,
            replay,
            session_id: row.session_id,
            expires_at: Timestamp(row.expires_at),
        })
    }
}

/// Stores a new flow and drops the oldest of this browser's beyond `open_max`.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, flow: &Flow, now: Timestamp, open_max: i64) -> Result<()> {
    let challenge = flow.challenge.as_ref().map(|value| print(value, "flow.challenge")).transpose()?;
    let values = [
        flow.id.as_str().into(),
        flow.browser_hash.clone().into(),
        flow.state.code().into(),
        flow.version.into(),
        flow.service_id.clone().into(),
        challenge.into(),
        flow.refreshes_left.into(),
        now.0.into(),
        flow.expires_at.0.into(),
        kind_code(flow.kind).into(),
        flow.proof.map(RecoveryProof::code).into(),
        flow.authorization_id.clone().into(),
        flow.county_visit_id.clone().into(),
        flow.account_id.clone().into(),
    ];
    let sql = "INSERT INTO flow (id, browser_hash, state, version, service_id, challenge, refreshes_left, \
               created_at, expires_at, kind, proof, authorization_id, county_visit_id, account_id) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    transaction.run(sql, values).await?;
    let sql = "DELETE FROM flow WHERE id IN (SELECT id FROM flow WHERE browser_hash = $1 \
               ORDER BY created_at DESC, id DESC LIMIT 1000000 OFFSET $2)";
    transaction.run(sql, [flow.browser_hash.clone().into(), open_max.into()]).await?;
    Ok(())
}

/// The flow with this id, if it belongs to this browser.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(store: &Store, id: &str, browser_hash: &[u8]) -> Result<Option<Flow>> {
    let sql = "SELECT id, browser_hash, kind, proof, account_id, state, version, service_id, authorization_id, \
               county_visit_id, challenge, refreshes_left, replay_key, replay_body, replay_at, replay_outcome, \
               session_id, expires_at FROM flow WHERE id = $1 AND browser_hash = $2";
    store.one::<Row, 2>(sql, [id.into(), browser_hash.to_vec().into()]).await?.map(Flow::try_from).transpose()
}

/// Takes a step: exactly one of several requests with the same version gets `true`. The old
/// challenge is gone with it, whatever comes of the step.
///
/// # Errors
/// When the database fails.
pub async fn advance(
    transaction: &Transaction,
    flow: &Flow,
    next: Option<&StoredChallenge>,
    replay: &Replay,
) -> Result<bool> {
    let challenge = next.map(|value| print(value, "flow.challenge")).transpose()?;
    let values = [
        flow.id.as_str().into(),
        flow.version.into(),
        replay.at.0.into(),
        challenge.into(),
        replay.key.as_str().into(),
        replay.body.clone().into(),
        flow.state.code().into(),
    ];
    let sql = "UPDATE flow SET version = version + 1, challenge = $4, replay_key = $5, replay_body = $6, \
               replay_at = $3, replay_outcome = NULL \
               WHERE id = $1 AND version = $2 AND expires_at > $3 AND state = $7";
    Ok(transaction.run(sql, values).await? == 1)
}

/// Replaces the picture without taking a step.
///
/// # Errors
/// When the database fails.
pub async fn refresh(
    transaction: &Transaction,
    flow: &Flow,
    next: &StoredChallenge,
    now: Timestamp,
) -> Result<bool> {
    let values = [
        flow.id.as_str().into(),
        flow.version.into(),
        now.0.into(),
        print(next, "flow.challenge")?.into(),
        flow.state.code().into(),
    ];
    let sql = "UPDATE flow SET challenge = $4, refreshes_left = refreshes_left - 1 \
               WHERE id = $1 AND version = $2 AND expires_at > $3 AND refreshes_left > 0 AND state = $5";
    Ok(transaction.run(sql, values).await? == 1)
}

/// Remembers what the step at `version` answered.
///
/// # Errors
/// When the database fails.
pub async fn answered(
    transaction: &Transaction,
    id: &str,
    version: i64,
    outcome: &ReplayOutcome,
) -> Result<()> {
    let sql = "UPDATE flow SET replay_outcome = $3 WHERE id = $1 AND version = $2";
    transaction.run(sql, [id.into(), version.into(), print(outcome, "flow.replay_outcome")?.into()]).await?;
    Ok(())
}

/// Ends the flow with a session.
///
/// # Errors
/// When the database fails.
pub async fn complete(transaction: &Transaction, id: &str, version: i64, session_id: &str) -> Result<()> {
    answered(transaction, id, version, &ReplayOutcome::Completed).await?;
    let sql = "UPDATE flow SET state = 'completed', challenge = NULL, session_id = $3 WHERE id = $1 AND version = $2";
    transaction.run(sql, [id.into(), version.into(), session_id.into()]).await?;
    Ok(())
}

/// Puts the flow at its next step, after the step at `version` was taken.
///
/// # Errors
/// When the database fails.
pub async fn move_on(
    transaction: &Transaction,
    id: &str,
    version: i64,
    state: FlowState,
    account_id: Option<&str>,
) -> Result<()> {
    answered(transaction, id, version, &ReplayOutcome::Moved).await?;
    let sql = "UPDATE flow SET state = $3, account_id = $4 WHERE id = $1 AND version = $2";
    transaction.run(sql, [id.into(), version.into(), state.code().into(), account_id.into()]).await?;
    Ok(())
}

/// Drops a flow that its browser gave up.
///
/// # Errors
/// When the database fails.
pub async fn delete(transaction: &Transaction, id: &str, browser_hash: &[u8]) -> Result<bool> {
    let sql = "DELETE FROM flow WHERE id = $1 AND browser_hash = $2";
    Ok(transaction.run(sql, [id.into(), browser_hash.to_vec().into()]).await? == 1)
}

/// Deletes flows that ended before `before`.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<u64> {
    transaction.run("DELETE FROM flow WHERE expires_at < $1", [before.0.into()]).await
}
