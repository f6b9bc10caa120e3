//! `edupass account`: what support staff may see and do about one account.

use std::io::Write as _;

use clap::{Args, Subcommand};
use contract::rules::account::AccountName;
use contract::rules::id_number::IdNumber;
use serde::Serialize;

use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::commands::CommandError;
use crate::config::Config;
use crate::services::import::personal::Column;
use crate::services::recovery::identity_bucket;
use crate::services::sign_in::attempt::unknown_bucket;
use crate::store::account::{self, Account, AccountState};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::{attempt, password, roster, session};

/// `edupass account ACTION NAME`
#[derive(Debug, Args)]
pub struct AccountArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print what is known of an account as JSON, the ID number masked, without the birthday.
    Show(NameArgs),
    /// Let nobody sign in to it, and end its sessions.
    Disable(NameArgs),
    /// Let its owner sign in again.
    Enable(NameArgs),
    /// Forget failed attempts, at signing in and at proving who they are.
    Unlock(NameArgs),
    /// Let its owner recover it again, after they said that a change was not theirs.
    Unfreeze(NameArgs),
}

#[derive(Debug, Args)]
struct NameArgs {
    /// The account, with or without @mail.edu.tw.
    name: String,
}

impl Action {
    const fn name(&self) -> &NameArgs {
        match self {
            Self::Show(args)
            | Self::Disable(args)
            | Self::Enable(args)
            | Self::Unlock(args)
            | Self::Unfreeze(args) => args,
        }
    }
}

/// Carries out one action.
///
/// # Errors
/// When there is no such account or the database fails.
pub async fn run(config: Config, args: &AccountArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let written = &args.action.name().name;
    let unknown = || CommandError::Told(format!("there is no account \"{written}\""));
    let name = AccountName::parse(written).map_err(|_| unknown())?;
    let account = account::by_name(&app.store, name.as_str()).await?.ok_or_else(unknown)?;
    let line = match args.action {
        Action::Show(_) => show(&app, account).await?,
        Action::Disable(_) => set_state(&app, &account, AccountState::Disabled).await?,
        Action::Enable(_) => set_state(&app, &account, AccountState::Active).await?,
        Action::Unlock(_) => unlock(&app, &account).await?,
        Action::Unfreeze(_) => unfreeze(&app, &account).await?,
    };
    app.store.close().await;
    writeln!(std::io::stdout().lock(), "{line}")?;
    Ok(())
}

/// An account for support staff: enough to help, nothing to take away.
#[derive(Debug, Serialize)]
struct Shown {
    account: String,
    address: String,
    state: &'static str,
    has_password: bool,
    is_recovery_frozen: bool,
    last_sign_in_at: Option<String>,
    /// Failed attempts in a row from devices that the account was never used on.
    failures: i64,
    name: String,
    role: &'static str,
    id_number_masked: String,
    schools: Vec<ShownSchool>,
}

#[derive(Debug, Serialize)]
struct ShownSchool {
    code: String,
    name: Option<String>,
    county: Option<String>,
    titles: Vec<String>,
    grade: Option<String>,
    class: Option<String>,
    seat: Option<String>,
}

async fn show(app: &App, account: Account) -> Result<String, CommandError> {
    let person = account::person(&app.store, &account.person_id).await?;
    let person = person.ok_or_else(|| CommandError::Told("the account belongs to nobody".into()))?;
    let places = account::affiliations(&app.store, &account.person_id).await?;
    let bucket = unknown_bucket(app, &account.name);
    let failures = attempt::failures(&app.store, &bucket, app.clock.now()).await?;
    let shown = Shown {
        address: [account.name.as_str(), contract::rules::account::SUFFIX].concat(),
        state: account.state.code(),
        has_password: account.password_hash.is_some(),
        is_recovery_frozen: account.is_recovery_frozen,
        last_sign_in_at: account.last_sign_in_at.map(Timestamp::rfc3339),
        failures,
        name: person.name,
        role: person.role.code(),
        id_number_masked: masked_id(app, &account.person_id).await?,
        schools: places.into_iter().map(shown_school).collect(),
        account: account.name,
    };
    serde_json::to_string_pretty(&shown).map_err(|error| CommandError::Told(error.to_string()))
}

async fn id_number(app: &App, person_id: &str) -> Result<Option<IdNumber>, CommandError> {
    let sealed = roster::id_sealed(&app.store, person_id).await?.unwrap_or_default();
    let opened = Column::IdNumber.open(&app.keys, person_id, &sealed).ok();
    Ok(opened.and_then(|plain| IdNumber::parse_overruled(&plain).ok()))
}

async fn masked_id(app: &App, person_id: &str) -> Result<String, CommandError> {
    let id = id_number(app, person_id).await?;
    Ok(id.map_or_else(|| "•••••".to_owned(), |id| id.masked()))
}

fn shown_school(place: account::Affiliation) -> ShownSchool {
    ShownSchool {
        code: place.school_code,
        name: place.school_name,
        county: place.county,
        titles: serde_json::from_str(&place.titles).unwrap_or_default(),
        grade: place.grade,
        class: place.class,
        seat: place.seat,
    }
}

async fn set_state(app: &App, account: &Account, state: AccountState) -> Result<String, CommandError> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    account::set_state(&transaction, &account.id, state, now).await?;
    let ended = match state {
        AccountState::Disabled => session::end_all(&transaction, &account.id, now).await?,
        AccountState::Active => 0,
    };
    let detail = format!("command: {}", state.code());
    audit::append(&transaction, Event::AccountChanged, Actor::Operator, subject(account, detail), now)
        .await?;
    transaction.commit().await?;
    Ok(match state {
        AccountState::Active => format!("{} is active", account.name),
        AccountState::Disabled => format!("{} is disabled; sessions ended: {ended}", account.name),
    })
}

async fn unlock(app: &App, account: &Account) -> Result<String, CommandError> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    let mut was_counted = attempt::clear(&transaction, &unknown_bucket(app, &account.name)).await?;
    if let Some(id) = id_number(app, &account.person_id).await? {
        was_counted |= attempt::clear(&transaction, &identity_bucket(app, id.as_str())).await?;
    }
    let subject = subject(account, "command: unlock".to_owned());
    audit::append(&transaction, Event::AccountChanged, Actor::Operator, subject, now).await?;
    transaction.commit().await?;
    let what = if was_counted { "failed attempts are forgotten" } else { "there were no failed attempts" };
    Ok(format!("{}: {what}", account.name))
}

async fn unfreeze(app: &App, account: &Account) -> Result<String, CommandError> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    let was_frozen = password::unfreeze(&transaction, &account.id, now).await?;
    let subject = subject(account, "command: unfreeze".to_owned());
    audit::append(&transaction, Event::AccountChanged, Actor::Operator, subject, now).await?;
    transaction.commit().await?;
    let what = if was_frozen { "can be recovered again" } else { "was not frozen" };
    Ok(format!("{} {what}", account.name))
}

fn subject(account: &Account, detail: String) -> Subject {
    Subject { account_id: Some(account.id.clone()), detail: Some(detail), ..Subject::default() }
}
