//! Signing in with account and password.
//!
//! The order of the checks is the point: what is cheap comes first, the challenge is used up
//! before anything is looked at, the attempt is counted before the password is verified, and an
//! account that does not exist takes the same way as one that does.

pub mod attempt;
pub mod opening;
mod outcome;

use contract::api::flow::PasswordStep;
use contract::api::problem::{FieldError, pointer};
use contract::error::{ErrorCode, FieldErrorKind};
use contract::rules::account::{AccountName, AccountNameError};
use contract::step::NextStep;

use crate::app::App;
use crate::hashing::PASSWORD_BYTES_MAX;
use crate::services::refusal::{Refusal, field};
use crate::services::site;
use crate::services::steps::{self, Met, Sent};
use crate::services::visitor::Visitor;
use crate::store::flow::FlowState;

/// More than any account as typed, in bytes.
const ACCOUNT_BYTES_MAX: usize = 512;

/// A person is in.
#[derive(Debug)]
pub struct SignedIn {
    /// What to show.
    pub next: NextStep,
    /// The session's reference, for its cookie.
    pub session: String,
    /// The device's name, for its cookie, if the person called the device their own.
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
    let parts = [step.account.as_bytes(), step.password.as_bytes()];
    let sent = Sent { flow_id, key, version: step.version, parts: &parts };
    let (flow, replay) = match steps::meet(app, visitor, &sent, &[FlowState::Password]).await? {
        Met::Repeated(flow, replay) => return outcome::again(app, visitor, &flow, &replay).await,
        Met::Fresh(flow, replay) => (flow, replay),
    };
    let account = parse(&step)?;
    attempt::Attempt { app, visitor, flow: &flow, account: &account, step: &step }.run(replay).await
}

/// Reads the fields before anything is used up: a slip of the pen costs no challenge.
fn parse(step: &PasswordStep) -> Result<AccountName, Refusal> {
    let mut errors: Vec<FieldError> = Vec::new();
    let account = account_name(&step.account);
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

/// Reads an account as typed.
///
/// # Errors
/// What is wrong with it.
pub fn account_name(text: &str) -> Result<AccountName, FieldErrorKind> {
    if text.len() > ACCOUNT_BYTES_MAX {
        return Err(FieldErrorKind::TooLong);
    }
    AccountName::parse(text).map_err(account_error)
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
