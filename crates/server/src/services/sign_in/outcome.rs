//! What an attempt led to: stored, so that a repeated request gets the same answer.

use contract::api::flow::RecoveryProof;
use contract::error::ErrorCode;

use crate::app::App;
use crate::clock::Timestamp;
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::services::sign_in::SignedIn;
use crate::services::sign_in::attempt::Attempt;
use crate::services::sign_in::opening::{self, Authentication};
use crate::services::visitor::Visitor;
use crate::services::{county, flows, notices};
use crate::store::account::{self, Account};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::flow::{self, Flow, Replay, ReplayOutcome};
use crate::store::session;
use crate::store::{Transaction, attempt};

/// Authentication context: one factor (the seed has no more; later ones add their own).
const ACR: &str = "urn:edupass:acr:password";
/// RFC 8176 §2.
const AMR: &str = "pwd";
/// The same where the password was set after a proof by personal data.
const ACR_KBA: &str = "urn:edupass:acr:password:kba";
const AMR_KBA: &str = "pwd kba";

/// Opens the session.
pub(super) async fn accepted(
    attempt: &Attempt<'_>,
    account: &Account,
    bucket: &[u8; 32],
    upgraded: Option<String>,
) -> Result<SignedIn, Refusal> {
    let app = attempt.app;
    let now = app.clock.now();
    let flow = attempt.flow;
    let (how, is_personal) = (authentication(account), attempt.step.personal_device);
    let session = opening::new(app, attempt.visitor, account, how, is_personal, now);
    let asked = flow.authorization_id.as_deref();
    let prior = opening::prior(app, attempt.visitor, asked, &flow.browser_hash, now).await?;
    let visit = county::waiting(app, flow).await?;
    let transaction = app.store.begin().await?;
    attempt::clear(&transaction, bucket).await?;
    let opened = opening::open(app, attempt.visitor, &transaction, &session, prior.as_ref()).await?;
    county::link_by_password(app, attempt.visitor, &transaction, visit.as_ref(), account).await?;
    county::sign_out::remember_visit(app, &transaction, &session.id, visit.as_ref(), now).await?;
    if let (Some(new), Some(old)) = (upgraded, &account.password_hash) {
        account::rehash(&transaction, &account.id, old, &new).await?;
    }
    flow::complete(&transaction, &attempt.flow.id, attempt.flow.version + 1, &session.id).await?;
    let mut subject = subject(attempt.visitor, attempt.flow, Some(account.id.clone()));
    subject.session_id = Some(session.id.clone());
    audit::append(&transaction, Event::SignInSucceeded, Actor::Person, subject, now).await?;
    transaction.commit().await?;
    notices::wake(app);
    Ok(SignedIn {
        next: flows::completed(attempt.flow),
        session: opened.reference,
        device: opened.device,
        session_seconds: opened.seconds,
    })
}

/// A relying party can refuse a password that rests on knowledge (REQ-KBA 7).
fn authentication(account: &Account) -> Authentication {
    let is_weak = account.password_changed_way.as_deref() == Some(RecoveryProof::PersonalData.code());
    if is_weak {
        Authentication { acr: ACR_KBA, amr: AMR_KBA }
    } else {
        Authentication { acr: ACR, amr: AMR }
    }
}

/// Refuses the step and says where the flow is now.
pub(super) async fn refused(
    attempt: &Attempt<'_>,
    event: Event,
    account_id: Option<String>,
    code: ErrorCode,
    until: Option<Timestamp>,
) -> Result<Refusal, Refusal> {
    let app = attempt.app;
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    if event == Event::SignInFailed {
        count_source(app, attempt.visitor, &transaction, now).await?;
    }
    let subject =
        Subject { detail: Some(code.code().into()), ..subject(attempt.visitor, attempt.flow, account_id) };
    audit::append(&transaction, event, Actor::Person, subject, now).await?;
    let stored = ReplayOutcome::Refused { code: code.code().into(), retry_at: until.map(|until| until.0) };
    flow::answered(&transaction, &attempt.flow.id, attempt.flow.version + 1, &stored).await?;
    transaction.commit().await?;
    refusal(app, attempt.visitor, &attempt.flow.id, code, until).await
}

/// Takes the counted attempt back: the password was right, only the account may not be used.
pub(super) async fn forgive(attempt: &Attempt<'_>, bucket: &[u8; 32]) -> Result<(), Refusal> {
    let transaction = attempt.app.store.begin().await?;
    attempt::clear(&transaction, bucket).await?;
    Ok(transaction.commit().await?)
}

async fn count_source(
    app: &App,
    visitor: &Visitor,
    transaction: &Transaction,
    now: Timestamp,
) -> Result<(), Refusal> {
    let window_seconds = app.config.limits.source_window_minutes * 60;
    Ok(attempt::count_in_window(transaction, &visitor.source_bucket(app), window_seconds, now).await?)
}

async fn refusal(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    code: ErrorCode,
    until: Option<Timestamp>,
) -> Result<Refusal, Refusal> {
    let flow = flows::find(app, visitor, flow_id).await?;
    let now = app.clock.now();
    let refusal = Refusal::new(code).with_flow(flows::view(app, &flow, now).await?);
    Ok(match until {
        Some(until) => refusal.retry_after(until.seconds_from(now)),
        None => refusal,
    })
}

/// Answers a repeated request as the first one was answered. A lost session cookie cannot be
/// given again, since only its hash is kept: the session gets a new reference instead.
pub(super) async fn again(
    app: &App,
    visitor: &Visitor,
    flow: &Flow,
    replay: &Replay,
) -> Result<SignedIn, Refusal> {
    match &replay.outcome {
        None => Err(flows::stale(app, visitor, &flow.id).await?),
        Some(ReplayOutcome::Refused { code, retry_at }) => {
            let code = ErrorCode::ALL.iter().find(|known| known.code() == code);
            let code = *code.ok_or_else(|| Refusal::internal("an unknown stored outcome"))?;
            Err(refusal(app, visitor, &flow.id, code, retry_at.map(Timestamp)).await?)
        }
        Some(ReplayOutcome::Moved) => Err(Refusal::internal("a sign-in does not move on")),
        Some(ReplayOutcome::Completed) => {
            let id = flow.session_id.as_deref().unwrap_or_default();
            let reference = crate::random::reference();
            let transaction = app.store.begin().await?;
            let rotated =
                session::rotate(&transaction, id, &reference_hash(&reference), app.clock.now()).await?;
            transaction.commit().await?;
            if !rotated {
                return Err(Refusal::new(ErrorCode::FlowWrongState));
            }
            Ok(SignedIn {
                next: flows::completed(flow),
                session: reference,
                device: None,
                session_seconds: None,
            })
        }
    }
}

fn subject(visitor: &Visitor, flow: &Flow, account_id: Option<String>) -> Subject {
    Subject {
        account_id,
        flow_id: Some(flow.id.clone()),
        source: Some(visitor.address.to_string()),
        user_agent_hash: visitor.user_agent_hash.clone(),
        ..Subject::default()
    }
}
