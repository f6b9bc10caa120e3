//! `edupass recovery-window`: when pupils may prove themselves by personal data.

use std::io::Write as _;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::commands::CommandError;
use crate::config::Config;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::recovery::{self, Window};

/// The longest window, in minutes (REQ-KBA 6).
const MINUTES_MAX: u32 = 60;

/// `edupass recovery-window ACTION`
#[derive(Debug, Args)]
pub struct RecoveryWindowArgs {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Open one for a school, a grade or a class.
    Open(OpenArgs),
    /// Close every window of a school.
    Close(CloseArgs),
    /// List the open ones.
    List,
}

#[derive(Debug, Args)]
struct OpenArgs {
    /// The school's code.
    #[arg(long)]
    school: String,
    /// Only this grade.
    #[arg(long)]
    grade: Option<String>,
    /// Only this class.
    #[arg(long)]
    class: Option<String>,
    /// For how many minutes, at most 60.
    #[arg(long, default_value_t = MINUTES_MAX, value_parser = clap::value_parser!(u32).range(1..=i64::from(MINUTES_MAX)))]
    minutes: u32,
}

#[derive(Debug, Args)]
struct CloseArgs {
    /// The school's code.
    #[arg(long)]
    school: String,
}

/// Carries out one action.
///
/// # Errors
/// When there is no such school or the database fails.
pub async fn run(config: Config, args: &RecoveryWindowArgs) -> Result<(), CommandError> {
    let app = App::open(config, Clock::system()).await?;
    let said = match &args.action {
        Action::Open(args) => open(&app, args).await?,
        Action::Close(args) => close(&app, &args.school).await?,
        Action::List => list(&app).await?,
    };
    app.store.close().await;
    writeln!(std::io::stdout().lock(), "{said}")?;
    Ok(())
}

async fn open(app: &App, args: &OpenArgs) -> Result<String, CommandError> {
    if crate::store::school::entries_of(&app.store, &args.school).await?.is_empty() {
        return Err(CommandError::Told(format!("there is no school \"{}\"", args.school)));
    }
    let now = app.clock.now();
    let window = Window {
        id: crate::random::row_id(),
        school_code: args.school.clone(),
        grade: args.grade.clone(),
        class: args.class.clone(),
        opens_at: now.0,
        closes_at: now.plus_seconds(i64::from(args.minutes) * 60).0,
    };
    let transaction = app.store.begin().await?;
    recovery::open_window(&transaction, &window).await?;
    note(app, &transaction, format!("opened {} for {} minutes", line(&window), args.minutes)).await?;
    transaction.commit().await?;
    Ok(format!("open: {}", line(&window)))
}

async fn close(app: &App, school: &str) -> Result<String, CommandError> {
    let transaction = app.store.begin().await?;
    let closed = recovery::close_windows(&transaction, school, app.clock.now()).await?;
    note(app, &transaction, format!("closed {closed} of {school}")).await?;
    transaction.commit().await?;
    Ok(format!("{closed} windows of school {school} are closed"))
}

async fn list(app: &App) -> Result<String, CommandError> {
    let windows = recovery::open_windows(&app.store, app.clock.now()).await?;
    let lines: Vec<String> = windows.iter().map(line).collect();
    Ok(if lines.is_empty() { "no window is open".to_owned() } else { lines.join("\n") })
}

fn line(window: &Window) -> String {
    let part = |what: &str, value: Option<&String>| {
        value.map(|value| format!(", {what} {value}")).unwrap_or_default()
    };
    let until = Timestamp(window.closes_at).rfc3339();
    let (grade, class) = (part("grade", window.grade.as_ref()), part("class", window.class.as_ref()));
    format!("school {}{grade}{class} until {until}", window.school_code)
}

async fn note(
    app: &App,
    transaction: &crate::store::Transaction,
    detail: String,
) -> Result<(), CommandError> {
    let subject = Subject { detail: Some(detail), ..Subject::default() };
    Ok(audit::append(transaction, Event::RecoveryWindow, Actor::Operator, subject, app.clock.now()).await?)
}
