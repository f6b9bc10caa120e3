//! Proof by the default password that a school handed out.

use contract::api::flow::{DefaultPasswordStep, Flow as FlowView, RecoveryProof};
use contract::api::problem::pointer;
use contract::api::session::Role;
use contract::error::{ErrorCode, FieldErrorKind};
use contract::rules::fold::fold_compact;
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::services::recovery::limit::Limit;
use crate::services::recovery::step::{Begun, Refused, Step, begin};
use crate::services::refusal::{Refusal, field};
use crate::services::sign_in::account_name;
use crate::services::sign_in::attempt::lock_rule;
use crate::services::steps::Sent;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account};
use crate::store::attempt;
use crate::store::audit::Event;
use crate::store::default_password;
use crate::store::flow::FlowState;

/// The longest default password as typed, in bytes.
const BYTES_MAX: usize = 64;
/// The characters of a default password: none that look or sound like another.
pub const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// How many there are: 39 bits.
pub const LENGTH: usize = 8;

/// The keyed tag by which a default password is recognised.
#[must_use]
pub fn tag(app: &App, account_id: &str, password: &str) -> [u8; 32] {
    app.keys.tag(Purpose::DefaultPassword, &[account_id.as_bytes(), folded(password).as_bytes()])
}

fn folded(password: &str) -> String {
    fold_compact(password).to_ascii_lowercase()
}

/// Takes the default-password step of a recovery.
///
/// # Errors
/// Every code that `docs/openapi.json` lists for this step.
pub async fn submit(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: DefaultPasswordStep,
) -> Result<FlowView, Refusal> {
    let parts = [sent.account.as_bytes(), sent.default_password.as_bytes()];
    let request = Sent { flow_id, key, version: sent.version, parts: &parts };
    let step = match begin(app, visitor, &request, &[FlowState::DefaultPassword]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let mut errors = Vec::new();
    let name = account_name(&sent.account);
    if let Err(kind) = name {
        errors.push(field(pointer::ACCOUNT, kind));
    }
    if folded(&sent.default_password).is_empty() {
        errors.push(field(pointer::DEFAULT_PASSWORD, FieldErrorKind::Missing));
    } else if sent.default_password.len() > BYTES_MAX {
        errors.push(field(pointer::DEFAULT_PASSWORD, FieldErrorKind::TooLong));
    }
    let name = match name {
        Ok(name) if errors.is_empty() => name,
        _ => return Err(Refusal::new(ErrorCode::RequestInvalid).with_errors(errors)),
    };
    let bucket = app.keys.tag(Purpose::Bucket, &[b"default-password", name.as_str().as_bytes()]);
    let limits = [
        Limit::Failures(bucket, lock_rule(app)),
        Limit::of_source(app, visitor, b"identity", app.config.recovery.source_attempts),
    ];
    step.pass(sent.challenge.as_ref(), &limits).await?;
    match verify(&step, name.as_str(), &sent.default_password).await? {
        Some(account) => {
            let transaction = app.store.begin().await?;
            attempt::clear(&transaction, &bucket).await?;
            step.prove(transaction, &account, RecoveryProof::DefaultPassword).await
        }
        None => {
            let refused = Refused::new(Event::ProofFailed, ErrorCode::IdentityNotVerified);
            Err(step.refuse(refused).await?)
        }
    }
}

/// The account, if this is its living default password. An unknown account takes the same statements.
async fn verify(step: &Step<'_>, name: &str, typed: &str) -> Result<Option<Account>, Refusal> {
    let (app, now) = (step.app, step.now());
    let account = account::by_name(&app.store, name).await?;
    let id = account.as_ref().map_or("", |account| account.id.as_str());
    let person = account.as_ref().map_or("", |account| account.person_id.as_str());
    let living = default_password::living(&app.store, id, now).await?;
    let person = account::person(&app.store, person).await?;
    let typed = tag(app, id, typed);
    let stored = living.map_or_else(|| vec![0; typed.len()], |living| living.tag);
    let same: bool = stored.ct_eq(&typed).into();
    let is_pupil = person.is_some_and(|person| person.role == Role::Pupil);
    Ok(account.filter(|_| same && is_pupil))
}
