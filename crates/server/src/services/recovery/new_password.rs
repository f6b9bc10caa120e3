//! The new password: judged, compared with the ones before, and stored.

use contract::api::flow::{Flow as FlowView, FlowKind, NewPasswordStep, RecoveryProof};
use contract::api::problem::{FieldError, pointer};
use contract::error::{ErrorCode, FieldErrorKind};
use contract::language::Language;
use contract::rules::date::Date;
use contract::rules::password::{Context, PasswordPolicy, RuleId, check};

use crate::app::App;
use crate::clock::Timestamp;
use crate::hashing::{PASSWORD_BYTES_MAX, Place};
use crate::services::import::personal::Column;
use crate::services::notices::{self, Notice};
use crate::services::passwords;
use crate::services::recovery::proof::obstacle;
use crate::services::recovery::step::{Begun, Refused, Step, begin};
use crate::services::refusal::{Refusal, field};
use crate::services::sign_in::attempt::unknown_bucket;
use crate::services::steps::Sent;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account, Person};
use crate::store::audit::Event;
use crate::store::flow::FlowState;
use crate::store::password::{self, Change};
use crate::store::{attempt, default_password, recovery, session};

/// Takes the new password.
///
/// # Errors
/// Every code that `docs/openapi.json` lists for this step.
pub async fn submit(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: NewPasswordStep,
) -> Result<FlowView, Refusal> {
    let parts = [sent.password.as_bytes(), sent.confirmation.as_bytes()];
    let request = Sent { flow_id, key, version: sent.version, parts: &parts };
    let step = match begin(app, visitor, &request, &[FlowState::NewPassword]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let proof = step.flow.proof.ok_or_else(|| Refusal::internal("a recovery without a proof"))?;
    let id = step.flow.account_id.as_deref().unwrap_or_default();
    let gone = || Refusal::internal("a proved account is gone");
    let account = account::by_id(&app.store, id).await?.ok_or_else(gone)?;
    let person = account::person(&app.store, &account.person_id).await?.ok_or_else(gone)?;
    let errors = faults(app, &sent, &account, &person).await?;
    if !errors.is_empty() {
        let is_typing = |error: &FieldError| {
            matches!(error.rule, FieldErrorKind::Missing | FieldErrorKind::TooLong | FieldErrorKind::Differs)
        };
        let is_request = errors.iter().all(is_typing);
        let code = if is_request { ErrorCode::RequestInvalid } else { ErrorCode::PasswordPolicy };
        return Err(Refusal::new(code).with_errors(errors).with_flow(step.shown().await?));
    }
    let place = app
        .pool
        .reserve(visitor.queue_share(app))
        .map_err(|busy| Refusal::new(ErrorCode::ServerBusy).retry_after(busy.retry_after))?;
    let refused = match obstacle(&account, proof, step.now()) {
        Some(refused) => Some(refused),
        None if is_reused(app, &place, &account, &sent.password).await? => Some(Refused {
            account_id: Some(account.id.clone()),
            ..Refused::new(Event::PasswordRefused, ErrorCode::PasswordReused)
        }),
        None => None,
    };
    if let Some(refused) = refused {
        let transaction = app.store.begin().await?;
        step.advance(&transaction, None).await?;
        transaction.commit().await?;
        return Err(step.refuse(refused).await?);
    }
    let hash = app.pool.hash(&place, &sent.password).await.filter(|hash| !hash.is_empty());
    let hash = hash.ok_or_else(|| Refusal::internal("the hash pool does not answer"))?;
    drop(place);
    store(&step, &account, proof, &hash).await
}

/// Stores the password and everything that hangs on it, in one transaction.
async fn store(
    step: &Step<'_>,
    account: &Account,
    proof: RecoveryProof,
    hash: &str,
) -> Result<FlowView, Refusal> {
    let (app, now) = (step.app, step.now());
    let valid_from = valid_from(step, account, proof).await?;
    let transaction = app.store.begin().await?;
    step.advance(&transaction, None).await?;
    if proof == RecoveryProof::DefaultPassword
        && !default_password::use_up(&transaction, &account.id, now).await?
    {
        // Used in another tab, revoked or out of time since it was shown.
        let refused = Refused::new(Event::ProofFailed, ErrorCode::IdentityNotVerified);
        step.move_on(&transaction, FlowState::DefaultPassword, None).await?;
        step.answer_refused(&transaction, &refused).await?;
        transaction.commit().await?;
        return Err(step.refusal(&refused).await?);
    }
    let change = Change {
        account_id: &account.id,
        hash,
        way: proof.code(),
        valid_from,
        activates: step.flow.kind == FlowKind::Activation,
        now,
    };
    password::change(&transaction, &change).await?;
    session::end_all(&transaction, &account.id, now).await?;
    attempt::clear(&transaction, &unknown_bucket(app, &account.name)).await?;
    let notice = Notice::PasswordChanged { proof };
    notices::put(app, &transaction, Some(&account.id), Language::default(), notice).await?;
    step.note(&transaction, Event::PasswordChanged, Some(&account.id), proof.code()).await?;
    step.move_on(&transaction, FlowState::PasswordChanged, Some(&account.id)).await?;
    transaction.commit().await?;
    notices::wake(app);
    step.shown().await
}

/// From when on a password that was set by personal data is valid, where a delay is set (REQ-KBA 6).
async fn valid_from(
    step: &Step<'_>,
    account: &Account,
    proof: RecoveryProof,
) -> Result<Option<Timestamp>, Refusal> {
    let hours = step.app.config.recovery.personal_data_delay_hours;
    if hours == 0 || proof != RecoveryProof::PersonalData {
        return Ok(None);
    }
    let at_once = recovery::is_exempt_from_delay(&step.app.store, &account.person_id, step.now()).await?;
    Ok((!at_once).then(|| step.now().plus_seconds(hours * 3600)))
}

/// Whether it is the present password or one of the last ones.
async fn is_reused(app: &App, place: &Place, account: &Account, typed: &str) -> Result<bool, Refusal> {
    let count = i64::from(PasswordPolicy::MOE.history);
    let before = password::history(&app.store, &account.id, count).await?;
    for hash in account.password_hash.iter().chain(&before) {
        let verified = app.pool.verify(place, typed, Some(hash.clone())).await;
        let verified = verified.ok_or_else(|| Refusal::internal("the hash pool does not answer"))?;
        if verified.matches {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is wrong with the two fields.
async fn faults(
    app: &App,
    sent: &NewPasswordStep,
    account: &Account,
    person: &Person,
) -> Result<Vec<FieldError>, Refusal> {
    if sent.password.is_empty() {
        return Ok(vec![field(pointer::PASSWORD, FieldErrorKind::Missing)]);
    }
    if sent.password.len() > PASSWORD_BYTES_MAX || sent.confirmation.len() > PASSWORD_BYTES_MAX {
        return Ok(vec![field(pointer::PASSWORD, FieldErrorKind::TooLong)]);
    }
    let mut errors: Vec<FieldError> = broken_rules(app, &sent.password, account, person)
        .await?
        .into_iter()
        .map(|rule| field(pointer::PASSWORD, rule))
        .collect();
    if sent.confirmation.is_empty() {
        errors.push(field(pointer::CONFIRMATION, FieldErrorKind::Missing));
    } else if sent.confirmation != sent.password {
        errors.push(field(pointer::CONFIRMATION, FieldErrorKind::Differs));
    }
    Ok(errors)
}

async fn broken_rules(
    app: &App,
    password: &str,
    account: &Account,
    person: &Person,
) -> Result<Vec<FieldErrorKind>, Refusal> {
    let id = &account.person_id;
    let sealed = recovery::sealed(&app.store, id).await?;
    let sealed = sealed.ok_or_else(|| Refusal::internal("a person is gone"))?;
    let id_number = Column::IdNumber.open(&app.keys, id, &sealed.id_sealed).map_err(Refusal::internal)?;
    let birthday =
        Column::Birthday.open(&app.keys, id, &sealed.birthday_sealed).map_err(Refusal::internal)?;
    let places = account::affiliations(&app.store, id).await?;
    let words: Vec<&str> = places
        .iter()
        .flat_map(|place| [Some(place.school_code.as_str()), place.school_name.as_deref()])
        .flatten()
        .collect();
    let context = Context {
        account: &account.name,
        id_number: &id_number,
        birthday: Date::from_iso(&birthday),
        name: &person.name,
        words: &words,
        is_listed: Some(&passwords::is_common),
    };
    let results = check(&PasswordPolicy::MOE, person.role, password, &context);
    Ok(results.into_iter().filter(|result| !result.met).map(|result| kind(result.rule)).collect())
}

const fn kind(rule: RuleId) -> FieldErrorKind {
    match rule {
        RuleId::LengthMin => FieldErrorKind::LengthMin,
        RuleId::LengthMax => FieldErrorKind::LengthMax,
        RuleId::Characters => FieldErrorKind::Characters,
        RuleId::Composition => FieldErrorKind::Composition,
        RuleId::Blocklist => FieldErrorKind::Blocklist,
        RuleId::Context => FieldErrorKind::Context,
    }
}
