//! Proof by personal data: school, name, ID number and birthday, all in one request.

use contract::api::flow::{Flow as FlowView, IdentityStep, RecoveryProof};
use contract::api::problem::{FieldError, pointer};
use contract::api::school::SchoolLevel;
use contract::api::session::Role;
use contract::error::{ErrorCode, FieldErrorKind};
use contract::language::Language;
use contract::rules::birthday::{Birthday, BirthdayError};
use contract::rules::date::Date;
use contract::rules::id_number::{IdNumber, IdNumberError};
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::services::import::level::LevelWord as _;
use crate::services::import::personal::{id_tags, kba_tag};
use crate::services::notices::{self, Notice};
use crate::services::recovery::limit::{Limit, identity_bucket, identity_rule};
use crate::services::recovery::step::{Begun, Refused, Step, begin};
use crate::services::refusal::{Refusal, field};
use crate::services::schools;
use crate::services::steps::Sent;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account};
use crate::store::attempt;
use crate::store::audit::Event;
use crate::store::flow::FlowState;
use crate::store::recovery::{self, Candidate};

/// More than any name, in bytes.
const NAME_BYTES_MAX: usize = 400;
/// More than any ID number or birthday as typed, in bytes.
const TEXT_BYTES_MAX: usize = 200;

/// What the fields say.
struct Claim {
    id_number: IdNumber,
    birthday: Birthday,
    name: String,
    school_code: String,
    school_level: SchoolLevel,
}

/// Takes the identity step of a recovery or an activation.
///
/// # Errors
/// Every code that `docs/openapi.json` lists for this step; [`ErrorCode::IdentityNotVerified`] for every
/// wrong proof, whatever is wrong with it.
pub async fn submit(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: IdentityStep,
) -> Result<FlowView, Refusal> {
    let parts = [
        sent.school.code.as_bytes(),
        sent.name.as_bytes(),
        sent.id_number.as_bytes(),
        sent.birthday.as_bytes(),
    ];
    let request = Sent { flow_id, key, version: sent.version, parts: &parts };
    let step = match begin(app, visitor, &request, &[FlowState::Identity]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let claim = read(app, &sent)?;
    let bucket = identity_bucket(app, claim.id_number.as_str());
    let limits = [
        Limit::Failures(bucket, identity_rule(app)),
        Limit::of_source(app, visitor, b"identity", app.config.recovery.source_attempts),
    ];
    step.pass(sent.challenge.as_ref(), &limits).await?;
    match verify(&step, &claim).await? {
        Some(account) => accept(&step, &account, &bucket).await,
        None => {
            let refused = Refused::new(Event::ProofFailed, ErrorCode::IdentityNotVerified);
            Err(step.refuse(refused).await?)
        }
    }
}

async fn accept(step: &Step<'_>, account: &Account, bucket: &[u8; 32]) -> Result<FlowView, Refusal> {
    let app = step.app;
    let transaction = app.store.begin().await?;
    attempt::clear(&transaction, bucket).await?;
    if !account.is_recovery_frozen {
        let language = Language::default();
        notices::put(app, &transaction, Some(&account.id), language, Notice::RecoveryStarted).await?;
    }
    let shown = step.prove(transaction, account, RecoveryProof::PersonalData).await;
    notices::wake(app);
    shown
}

/// The account of the person that the claim is true of. Every wrong claim takes the same statements.
async fn verify(step: &Step<'_>, claim: &Claim) -> Result<Option<Account>, Refusal> {
    let (app, now) = (step.app, step.now());
    let school = (claim.school_code.as_str(), claim.school_level.word());
    let mut found: Option<Candidate> = None;
    for tag in id_tags(&app.keys, &claim.id_number) {
        let candidate = recovery::candidate(&app.store, &tag, school, now).await?;
        found = found.or(candidate);
    }
    let claimed = kba_tag(&app.keys, &claim.id_number, claim.birthday, &claim.name);
    let nobody = Candidate {
        person_id: String::new(),
        role: String::new(),
        kba_tag: vec![0; claimed.len()],
        at_school: 0,
        windows: 0,
        county_links: 0,
    };
    let candidate = found.unwrap_or(nobody);
    let same: bool = candidate.kba_tag.ct_eq(&claimed).into();
    let account = account::by_person(&app.store, &candidate.person_id).await?;
    let is_open = schools::takes_personal_data(app, &claim.school_code).await?
        && (candidate.windows > 0 || !app.config.recovery.personal_data_needs_window);
    // Whoever has a county account uses that; a window is their teacher's word that they cannot.
    let has_county = app.config.recovery.personal_data_off_with_county && candidate.county_links > 0;
    let is_open = is_open && (!has_county || candidate.windows > 0);
    let is_pupil = Role::from_code(&candidate.role) == Some(Role::Pupil);
    Ok(account.filter(|_| same && is_pupil && is_open && candidate.at_school > 0))
}

/// Reads the fields before anything is used up.
fn read(app: &App, sent: &IdentityStep) -> Result<Claim, Refusal> {
    let mut errors: Vec<FieldError> = Vec::new();
    let name = sent.name.trim();
    if name.is_empty() {
        errors.push(field(pointer::NAME, FieldErrorKind::Missing));
    } else if name.len() > NAME_BYTES_MAX {
        errors.push(field(pointer::NAME, FieldErrorKind::TooLong));
    }
    if sent.school.code.is_empty() {
        errors.push(field(pointer::SCHOOL, FieldErrorKind::Missing));
    } else if sent.school.code.len() > 8 || !sent.school.code.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        errors.push(field(pointer::SCHOOL, FieldErrorKind::Unknown));
    }
    let id_number = id_number(&sent.id_number, sent.id_number_overruled);
    if let Err(kind) = id_number {
        errors.push(field(pointer::ID_NUMBER, kind));
    }
    let birthday = birthday(app, &sent.birthday);
    if let Err(kind) = birthday {
        errors.push(field(pointer::BIRTHDAY, kind));
    }
    match (id_number, birthday) {
        (Ok(id_number), Ok(birthday)) if errors.is_empty() => Ok(Claim {
            id_number,
            birthday,
            name: name.to_owned(),
            school_code: sent.school.code.clone(),
            school_level: sent.school.level,
        }),
        _ => Err(Refusal::new(ErrorCode::RequestInvalid).with_errors(errors)),
    }
}

/// Reads an ID number as typed.
pub(super) fn id_number(text: &str, is_overruled: bool) -> Result<IdNumber, FieldErrorKind> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(FieldErrorKind::TooLong);
    }
    let parsed = if is_overruled { IdNumber::parse_overruled(text) } else { IdNumber::parse(text) };
    parsed.map_err(|error| match error {
        IdNumberError::Missing => FieldErrorKind::Missing,
        IdNumberError::TooShort => FieldErrorKind::Malformed,
        IdNumberError::TooLong => FieldErrorKind::TooLong,
        IdNumberError::Characters => FieldErrorKind::Characters,
        IdNumberError::CheckDigit => FieldErrorKind::CheckDigit,
    })
}

/// Reads a birthday. An age that no pupil has is believed: schools have all kinds of pupils.
fn birthday(app: &App, text: &str) -> Result<Birthday, FieldErrorKind> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(FieldErrorKind::TooLong);
    }
    let today = app.clock.now().taiwan_date();
    let year = u16::try_from(today.year()).unwrap_or_default();
    let today = Date::new(year, u8::from(today.month()), today.day()).ok_or(FieldErrorKind::Malformed)?;
    Birthday::parse(text, Role::Pupil, today).or_else(|error| match error {
        BirthdayError::ImplausibleAge { candidate } => Ok(candidate),
        BirthdayError::Missing { .. } => Err(FieldErrorKind::Missing),
        BirthdayError::Malformed { .. } => Err(FieldErrorKind::Malformed),
        BirthdayError::NotADate { .. } => Err(FieldErrorKind::NotADate),
        BirthdayError::Future => Err(FieldErrorKind::Future),
        BirthdayError::OutOfRange | BirthdayError::YearNeitherCalendar => Err(FieldErrorKind::OutOfRange),
        BirthdayError::OtherCalendar { .. } => Err(FieldErrorKind::OtherCalendar),
        BirthdayError::Ambiguous { .. } => Err(FieldErrorKind::Ambiguous),
    })
}
