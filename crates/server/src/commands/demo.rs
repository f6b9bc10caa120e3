//! `edupass demo`: invented schools, people and services, by the same importer as real ones.

use std::borrow::Cow;
use std::io::Write as _;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use contract::api::service::Services;
use contract::language::Language;
use serde::Serialize;

use crate::app::App;
use crate::clock::Clock;
use crate::commands::{CommandError, import};
use crate::config::Config;
use crate::services::import::Line;
use crate::services::import::apply::input::Input;
use crate::services::import::apply::people::PersonTarget;
use crate::services::import::apply::schools::SchoolTarget;
use crate::services::import::apply::{self, Options, Target, Watch};
use crate::services::import::people::{self, NewPassword, PersonRow};
use crate::store::{account, service};

const SCHOOLS: &[u8] = include_bytes!("../../../../demo/schools.csv");
const PEOPLE: &[u8] = include_bytes!("../../../../demo/people.csv");
const SERVICES: &str = include_str!("../../../../demo/services.json");

/// `edupass demo ACTION`
#[derive(Debug, Args)]
pub struct DemoArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Fill the database with the demo data; what is there already stays as it is.
    Seed(SeedArgs),
}

#[derive(Debug, Args)]
struct SeedArgs {
    /// Also write the accounts to this file, as JSON.
    #[arg(long)]
    ready_file: Option<PathBuf>,
}

/// Fills the database and prints the accounts.
///
/// # Errors
/// When the database or the file cannot be written.
pub async fn run(config: Config, args: &DemoArgs) -> Result<(), CommandError> {
    let Action::Seed(args) = &args.action;
    let app = App::open(config, Clock::system()).await?;
    store(&app, &mut SchoolTarget::new(&app, None), SCHOOLS).await?;
    let rules = import::rules(&app)?;
    store(&app, &mut PersonTarget::new(&app, rules).await?, PEOPLE).await?;
    store_services(&app).await?;
    let accounts = Accounts { accounts: accounts(&app, rules).await? };
    app.store.close().await;
    if let Some(file) = &args.ready_file {
        let text = serde_json::to_string_pretty(&accounts).map_err(told)?;
        std::fs::write(file, text + "\n")?;
    }
    write!(std::io::stdout().lock(), "{}", table(&accounts.accounts))?;
    Ok(())
}

async fn store<T: Target>(app: &App, target: &mut T, file: &'static [u8]) -> Result<(), CommandError> {
    let options = Options { all_or_nothing: true, language: Language::En };
    let tally = apply::run(app, target, &Input::Memory(Cow::Borrowed(file)), options, &mut Complaints).await;
    let tally = tally.map_err(told)?;
    if tally.is_stored {
        Ok(())
    } else {
        Err(CommandError::Told("the demo data do not fit this database".into()))
    }
}

/// Only what goes wrong is worth a line.
struct Complaints;

impl Watch for Complaints {
    fn said(&mut self, is_bad: bool, sentence: &str) {
        if is_bad {
            eprintln!("{sentence}");
        }
    }

    fn progress(&mut self, _rows: u64) {}
}

async fn store_services(app: &App) -> Result<(), CommandError> {
    let Services { services } = serde_json::from_str(SERVICES).map_err(told)?;
    let stored = service::all(&app.store).await?;
    let transaction = app.store.begin().await?;
    for (position, service) in (0..).zip(&services) {
        if !stored.contains(service) {
            service::put(&transaction, position, service, app.clock.now()).await?;
        }
    }
    Ok(transaction.commit().await?)
}

/// The ready file.
#[derive(Debug, Serialize)]
struct Accounts {
    accounts: Vec<DemoAccount>,
}

/// One account, with everything a script needs to act as its owner.
#[derive(Debug, Serialize)]
struct DemoAccount {
    role: &'static str,
    account: String,
    password: String,
    name: String,
    id_number: String,
    birthday: String,
    county: String,
    school: String,
    school_code: String,
    class: String,
    state: &'static str,
}

async fn accounts(app: &App, rules: people::Rules) -> Result<Vec<DemoAccount>, CommandError> {
    let mut accounts = Vec::new();
    for line in people::read(PEOPLE, rules).map_err(told)? {
        let Line::Good { row, .. } = line.map_err(told)? else { continue };
        accounts.extend(account_of(app, &row).await?);
    }
    Ok(accounts)
}

async fn account_of(app: &App, row: &PersonRow) -> Result<Option<DemoAccount>, CommandError> {
    let (Some(name), Some(NewPassword::Plain(password))) = (&row.own.account, &row.own.password) else {
        return Ok(None);
    };
    let Some(stored) = account::by_name(&app.store, name.as_str()).await? else { return Ok(None) };
    let places = account::affiliations(&app.store, &stored.person_id).await?;
    let place = places.into_iter().find(|place| place.school_code == row.school_code);
    let (county, school) = place.map_or((None, None), |place| (place.county, place.school_name));
    let class =
        [&row.place.grade, &row.place.class, &row.place.seat].map(|part| part.as_deref().unwrap_or("-"));
    Ok(Some(DemoAccount {
        role: row.role.code(),
        account: stored.name,
        password: password.to_string(),
        name: row.name.clone(),
        id_number: row.id.as_str().to_owned(),
        birthday: row.birthday.date().to_gregorian_text(),
        county: county.unwrap_or_default(),
        school: school.unwrap_or_default(),
        school_code: row.school_code.clone(),
        class: class.join(" "),
        state: stored.state.code(),
    }))
}

/// Columns of plain ASCII line up; the Chinese ones come last.
fn table(accounts: &[DemoAccount]) -> String {
    let mut lines =
        vec![format!("{:<8} {:<14} {:<16} {:<9} {}", "role", "account", "password", "state", "name, school")];
    lines.extend(accounts.iter().map(|one| {
        let DemoAccount { role, account, password, state, name, school, .. } = one;
        format!("{role:<8} {account:<14} {password:<16} {state:<9} {name}, {school}")
    }));
    lines.join("\n") + "\n"
}

fn told(error: impl std::fmt::Display) -> CommandError {
    CommandError::Told(error.to_string())
}
