//! Signing in with account and password.
//!
//! The order of the checks is the point: what is cheap comes first, the challenge is used up
//! before anything is looked at, the attempt is counted before the password is verified, and an
//! account that does not exist takes the same way as one that does.

pub mod attempt;
mod outcome;

use contract::api::flow::PasswordStep;
use contract::api::problem::{FieldError, pointer};
use contract::error::{ErrorCode, FieldErrorKind};
use contract::rules::account::{AccountName, AccountNameError};
use contract::step::NextStep;

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::hashing::PASSWORD_BYTES_MAX;
use crate::services::refusal::{Refusal, field};
use crate::services::visitor::Visitor;
use crate::services::{flows, site};
use crate::store::flow::{Flow, FlowState, Replay};

/// How long a repeated request gets the same answer, in seconds (REQ-API-4).
const REPLAY_SECONDS: i64 = 60;
/// More than any account as typed, in bytes.
const ACCOUNT_BYTES_MAX: usize = 512;

/// A person is in.
#[derive(Debug)]
pub struct SignedIn {
    /// What to show.
    pub next: NextStep,
    /// The session's reference, for its cookie.
    pub session: String,
    /// The device's token, for its cookie, if the person called the device their own.
    pub device: Option<String>,
    /// Seconds that both cookies may outlive the browser's window; none on a shared device.
    pub session_seconds: Option<i64>,
}

/// Takes the password step of a flow.
///
/// # Errors
/// Every code that `docs/openapi.json` lists for this step.
pub async fn submit(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    step: PasswordStep,
) -> Result<SignedIn, Refusal> {
    let result = take(app, visitor, flow_id, key, step).await;
    app.metrics.sign_in(match &result {
        Ok(_) => "completed",
        Err(refusal) => refusal.code.code(),
    });
    result
}

async fn take(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    step: PasswordStep,
) -> Result<SignedIn, Refusal> {
    site::ensure_open(app)?;
    let flow = flows::find(app, visitor, flow_id).await?;
    let body = fingerprint(app, &step);
    if let Some(replay) = repeated(app, &flow, key, &body, &step) {
        return outcome::again(app, visitor, &flow, replay).await;
    }
    if flow.state == FlowState::Completed {
        return Err(Refusal::new(ErrorCode::FlowWrongState));
    }
    if i64::from(step.version) != flow.version {
        return Err(flows::stale(app, visitor, flow_id).await?);
    }
    let account = parse(&step)?;
    let replay = Replay { key: key.to_owned(), body, at: app.clock.now(), outcome: None };
    attempt::Attempt { app, visitor, flow: &flow, account: &account, step: &step }.run(replay).await
}

/// A keyed tag of the body: a repeated key with another password is no repetition.
fn fingerprint(app: &App, step: &PasswordStep) -> Vec<u8> {
    let parts = [&step.version.to_be_bytes(), step.account.as_bytes(), step.password.as_bytes()];
    app.keys.tag(Purpose::Replay, &parts).to_vec()
}

fn repeated<'a>(
    app: &App,
    flow: &'a Flow,
    key: &str,
    body: &[u8],
    step: &PasswordStep,
) -> Option<&'a Replay> {
    let oldest = app.clock.now().plus_seconds(-REPLAY_SECONDS);
    let is_same = |replay: &&Replay| replay.key == key && replay.body == body && replay.at > oldest;
    flow.replay.as_ref().filter(is_same).filter(|_| i64::from(step.version) + 1 == flow.version)
}

/// Reads the fields before anything is used up: a slip of the pen costs no challenge.
fn parse(step: &PasswordStep) -> Result<AccountName, Refusal> {
    let mut errors: Vec<FieldError> = Vec::new();
    let account = if step.account.len() > ACCOUNT_BYTES_MAX {
        Err(FieldErrorKind::TooLong)
    } else {
        AccountName::parse(&step.account).map_err(account_error)
    };
    if let Err(kind) = account {
        errors.push(field(pointer::ACCOUNT, kind));
    }
    if step.password.is_empty() {
        errors.push(field(pointer::PASSWORD, FieldErrorKind::Missing));
    }
    if step.password.len() > PASSWORD_BYTES_MAX {
        errors.push(field(pointer::PASSWORD, FieldErrorKind::TooLong));
    }
    match account {
        Ok(account) if errors.is_empty() => Ok(account),
        _ => Err(Refusal::new(ErrorCode::RequestInvalid).with_errors(errors)),
    }
}

const fn account_error(error: AccountNameError) -> FieldErrorKind {
    match error {
        AccountNameError::Missing => FieldErrorKind::Missing,
        AccountNameError::OtherDomain => FieldErrorKind::OtherDomain,
        AccountNameError::TooLong => FieldErrorKind::TooLong,
        AccountNameError::Characters => FieldErrorKind::Characters,
        AccountNameError::TooShort | AccountNameError::Edge => FieldErrorKind::Malformed,
    }
}
