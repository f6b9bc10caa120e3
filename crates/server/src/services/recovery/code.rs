//! Proof by a code that is sent to the backup mailbox and mobile phone.
//!
//! Whether anything is sent is not told: an unknown account gets a code of its own, which nobody receives.

use contract::api::flow::{AccountStep, CodeStep, Flow as FlowView, FlowKind, RecoveryProof, ResendStep};
use contract::api::problem::pointer;
use contract::error::{ErrorCode, FieldErrorKind};
use contract::language::Language;
use contract::rules::fold::fold_compact;
use rand::Rng as _;
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::clock::Timestamp;
use crate::crypto::keyring::Purpose;
use crate::services::notices::{self, Notice};
use crate::services::recovery::limit::{DAY, HOUR, Limit, count};
use crate::services::recovery::step::{Begun, Refused, Step, begin};
use crate::services::refusal::{Refusal, field};
use crate::services::sign_in::account_name;
use crate::services::steps::Sent;
use crate::services::visitor::Visitor;
use crate::store::Transaction;
use crate::store::account::{self, Account};
use crate::store::audit::Event;
use crate::store::code::{self, Code};
use crate::store::flow::FlowState;

/// How many digits a code has.
const DIGITS: usize = 6;
/// The longest code as typed, in bytes.
const BYTES_MAX: usize = 64;

/// Takes the account that a code is sent for.
///
/// # Errors
/// Every code that `docs/openapi.json` lists for this step.
pub async fn send(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: AccountStep,
) -> Result<FlowView, Refusal> {
    let parts = [sent.account.as_bytes(), sent.language.as_bytes()];
    let request = Sent { flow_id, key, version: sent.version, parts: &parts };
    let step = match begin(app, visitor, &request, &[FlowState::Account]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let name = account_name(&sent.account).map_err(|kind| {
        Refusal::new(ErrorCode::RequestInvalid).with_errors(vec![field(pointer::ACCOUNT, kind)])
    })?;
    let target = app.keys.tag(Purpose::Code, &[b"target", name.as_str().as_bytes()]);
    step.pass(sent.challenge.as_ref(), &limits(app, visitor, &target)).await?;
    let account = account::by_name(&app.store, name.as_str()).await?;
    let account_id = account.filter(|account| !account.is_recovery_frozen).map(|account| account.id);
    let resends = app.config.recovery.codes_per_hour - 1;
    let transaction = app.store.begin().await?;
    let made = Made { account_id: account_id.as_deref(), target: &target, resends_left: resends };
    make(&step, &transaction, made, Language::from_tag(&sent.language)).await?;
    step.move_on(&transaction, FlowState::Code, None).await?;
    transaction.commit().await?;
    notices::wake(app);
    step.shown().await
}

/// Sends another code; the one before is void.
///
/// # Errors
/// [`ErrorCode::CodeTooMany`] where none is left or it is too soon, and what every step can meet.
pub async fn resend(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: ResendStep,
) -> Result<FlowView, Refusal> {
    let request = Sent { flow_id, key, version: sent.version, parts: &[b"resend"] };
    let step = match begin(app, visitor, &request, &[FlowState::Code]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let now = step.now();
    let before = code::find(&app.store, flow_id).await?;
    let before = before.ok_or_else(|| Refusal::internal("a flow at its code has none"))?;
    let due = Timestamp(before.sent_at).plus_seconds(app.config.recovery.code_resend_seconds);
    let transaction = app.store.begin().await?;
    step.advance(&transaction, step.flow.challenge.as_ref()).await?;
    let mut until = (now < due).then_some(due);
    if until.is_none() && before.resends_left > 0 {
        until = count(&limits(app, visitor, &before.target), &transaction, now).await?;
    }
    if until.is_some() || before.resends_left <= 0 {
        let refused = Refused { until, ..Refused::new(Event::ProofLocked, ErrorCode::CodeTooMany) };
        step.answer_refused(&transaction, &refused).await?;
        transaction.commit().await?;
        return Err(step.refusal(&refused).await?);
    }
    let made = Made {
        account_id: before.account_id.as_deref(),
        target: &before.target,
        resends_left: before.resends_left - 1,
    };
    make(&step, &transaction, made, Language::from_tag(&sent.language)).await?;
    step.move_on(&transaction, FlowState::Code, None).await?;
    transaction.commit().await?;
    notices::wake(app);
    step.shown().await
}

/// Takes the code.
///
/// # Errors
/// [`ErrorCode::CodeInvalid`], [`ErrorCode::CodeExpired`], and what every proof can meet.
pub async fn submit(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: CodeStep,
) -> Result<FlowView, Refusal> {
    let parts = [sent.code.as_bytes()];
    let request = Sent { flow_id, key, version: sent.version, parts: &parts };
    let step = match begin(app, visitor, &request, &[FlowState::Code]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let digits = digits(&sent.code).map_err(|kind| {
        Refusal::new(ErrorCode::RequestInvalid).with_errors(vec![field(pointer::CODE, kind)])
    })?;
    let transaction = app.store.begin().await?;
    step.advance(&transaction, step.flow.challenge.as_ref()).await?;
    let tried = code::take_try(&transaction, flow_id, step.now()).await?;
    let account = matching(&step, tried.as_ref(), &digits).await?;
    if let Some(account) = account
        && code::use_up(&transaction, flow_id, step.now()).await?
    {
        return step.prove(transaction, &account, RecoveryProof::Code).await;
    }
    let code = if tried.is_some() { ErrorCode::CodeInvalid } else { ErrorCode::CodeExpired };
    let refused = Refused::new(Event::ProofFailed, code);
    step.note(&transaction, refused.event, None, code.code()).await?;
    step.answer_refused(&transaction, &refused).await?;
    transaction.commit().await?;
    Err(step.refusal(&refused).await?)
}

/// The account whose newest code these digits are.
async fn matching(step: &Step<'_>, tried: Option<&Code>, digits: &str) -> Result<Option<Account>, Refusal> {
    let Some(tried) = tried else { return Ok(None) };
    let typed = tag(step.app, &step.flow.id, digits);
    let same: bool = tried.tag.ct_eq(&typed).into();
    let id = tried.account_id.as_deref().unwrap_or_default();
    let account = account::by_id(&step.app.store, id).await?;
    Ok(account.filter(|_| same))
}

/// Whom a code is made for.
struct Made<'a> {
    account_id: Option<&'a str>,
    target: &'a [u8],
    resends_left: i64,
}

/// Makes a code and puts it into the outbox.
async fn make(
    step: &Step<'_>,
    transaction: &Transaction,
    made: Made<'_>,
    language: Language,
) -> Result<(), Refusal> {
    let (app, now) = (step.app, step.now());
    let settings = &app.config.recovery;
    let digits = format!("{:0DIGITS$}", crate::random::generator().random_range(0..1_000_000_u32));
    let row = Code {
        flow_id: step.flow.id.clone(),
        target: made.target.to_vec(),
        tag: tag(app, &step.flow.id, &digits).to_vec(),
        account_id: made.account_id.map(str::to_owned),
        tries_left: settings.code_tries,
        resends_left: made.resends_left,
        sent_at: now.0,
        expires_at: now.plus_seconds(settings.code_minutes * 60).0,
        used_at: None,
    };
    code::put(transaction, &row).await?;
    let activates = step.flow.kind == FlowKind::Activation;
    let notice = Notice::Code { digits: &digits, activates, minutes: settings.code_minutes };
    notices::put(app, transaction, made.account_id, language, notice).await?;
    step.note(transaction, Event::CodeSent, made.account_id, "code").await
}

fn tag(app: &App, flow_id: &str, digits: &str) -> [u8; 32] {
    app.keys.tag(Purpose::Code, &[b"digits", flow_id.as_bytes(), digits.as_bytes()])
}

fn limits(app: &App, visitor: &Visitor, target: &[u8]) -> [Limit; 3] {
    let settings = &app.config.recovery;
    [
        Limit::of_target(app, b"code", target, HOUR, settings.codes_per_hour),
        Limit::of_target(app, b"code", target, DAY, settings.codes_per_day),
        Limit::of_source(app, visitor, b"code", settings.source_attempts),
    ]
}

fn digits(text: &str) -> Result<String, FieldErrorKind> {
    if text.len() > BYTES_MAX {
        return Err(FieldErrorKind::TooLong);
    }
    let digits = fold_compact(text);
    match digits.len() {
        0 => Err(FieldErrorKind::Missing),
        DIGITS if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(digits),
        _ => Err(FieldErrorKind::Malformed),
    }
}
