//! The command line. One file per command.

pub mod account;
pub mod backup;
pub mod county;
pub mod default_passwords;
pub mod demo;
pub mod import;
pub mod keys;
pub mod kiosk_link;
pub mod openapi;
pub mod recovery_window;
pub mod reports;
pub mod rules;
pub mod serve;
pub mod service;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};
use contract::rules::date::Date;

use crate::app::StartError;
use crate::clock::Clock;
use crate::config::settings::LogFormat;
use crate::config::{self, Config, ConfigError};
use crate::portal::PortalError;

/// EduPass: one lifelong account for every learning service.
#[derive(Debug, Parser)]
#[command(name = "edupass", version, about, disable_help_subcommand = true)]
pub struct Cli {
    /// The settings' file; every setting and its default are in docs/edupass.toml.
    #[arg(long, global = true, env = "EDUPASS_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the portal and its API.
    Serve,
    /// Import schools or people from CSV files (docs/import.md).
    Import(import::ImportArgs),
    /// Show, enable, disable, unlock or unfreeze one account.
    Account(account::AccountArgs),
    /// Issue, revoke or list the default passwords that schools hand to pupils.
    DefaultPasswords(default_passwords::DefaultPasswordsArgs),
    /// Open or close the time in which pupils may prove themselves by personal data.
    RecoveryWindow(recovery_window::RecoveryWindowArgs),
    /// List what people reported.
    Reports(reports::ReportsArgs),
    /// Register, list, show or disable services that sign people in; give one a new secret.
    Service(service::ServiceArgs),
    /// Register, list, show, disable, enable or test the providers of counties.
    County(county::CountyArgs),
    /// Rotate or list the keys that sign ID tokens.
    Keys(keys::KeysArgs),
    /// Print the link that makes a school's own computer a kiosk (docs/kiosk.md).
    KioskLink(kiosk_link::KioskLinkArgs),
    /// Fill the database with invented schools, people and services.
    Demo(demo::DemoArgs),
    /// Copy a SQLite database into a new file while it is in use.
    Backup(backup::BackupArgs),
    /// Print the API's description (OpenAPI 3.1, JSON).
    Openapi,
    /// Judge ID numbers, birthdays, passwords or account names, one JSON line each.
    Rules(rules::RulesArgs),
}

/// Why a command failed.
#[derive(Debug)]
pub enum CommandError {
    /// The settings.
    Config(ConfigError),
    /// Database, keys or pool.
    Start(StartError),
    /// The built portal.
    Portal(PortalError),
    /// The address cannot be listened on.
    Listen(SocketAddr, std::io::Error),
    /// The server stopped by itself.
    Serve(std::io::Error),
    /// Standard input or output, or a file, cannot be used.
    Io(std::io::Error),
    /// A command's own complaint, ready to print.
    Told(String),
}

impl std::fmt::Display for CommandError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Start(error) => error.fmt(f),
            Self::Portal(error) => error.fmt(f),
            Self::Listen(address, error) => {
                write!(f, "cannot listen on {address}: {error}; stop what listens there or set server.listen")
            }
            Self::Serve(error) => write!(f, "the server stopped: {error}"),
            Self::Io(error) => write!(f, "reading or writing failed: {error}"),
            Self::Told(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for CommandError {}

macro_rules! from {
    ($($kind:ty => $variant:ident),+ $(,)?) => {
        $(impl From<$kind> for CommandError {
            fn from(error: $kind) -> Self {
                Self::$variant(error)
            }
        })+
    };
}
from! { ConfigError => Config, StartError => Start, PortalError => Portal, std::io::Error => Io }

impl From<crate::store::StoreError> for CommandError {
    fn from(error: crate::store::StoreError) -> Self {
        Self::Start(StartError::Store(error))
    }
}

/// Runs a command; the exit code says whether everything was in order (0) or not (1).
///
/// # Errors
/// When the command could not be carried out at all (exit code 2).
pub async fn run(cli: Cli) -> Result<u8, CommandError> {
    let file = cli.config.as_deref();
    match cli.command {
        Command::Serve => serve::run(settings(file)?).await.map(|()| 0),
        Command::Import(args) => import::run(quiet(file)?, args).await,
        Command::Account(args) => account::run(quiet(file)?, &args).await.map(|()| 0),
        Command::DefaultPasswords(args) => default_passwords::run(quiet(file)?, &args).await.map(|()| 0),
        Command::RecoveryWindow(args) => recovery_window::run(quiet(file)?, &args).await.map(|()| 0),
        Command::Reports(args) => reports::run(quiet(file)?, &args).await.map(|()| 0),
        Command::Service(args) => service::run(quiet(file)?, &args).await.map(|()| 0),
        Command::County(args) => county::run(quiet(file)?, &args).await.map(|()| 0),
        Command::Keys(args) => keys::run(quiet(file)?, &args).await.map(|()| 0),
        Command::KioskLink(args) => kiosk_link::run(quiet(file)?, args).await.map(|()| 0),
        Command::Demo(args) => demo::run(quiet(file)?, &args).await.map(|()| 0),
        Command::Backup(args) => backup::run(&quiet(file)?, &args).await.map(|()| 0),
        Command::Openapi => openapi::run().map(|()| 0),
        Command::Rules(args) => judge(&args),
    }
}

fn judge(args: &rules::RulesArgs) -> Result<u8, CommandError> {
    let today = today(&Clock::system())?;
    let (input, output) = (std::io::stdin(), std::io::stdout());
    let all_valid = rules::verdicts(args, &mut input.lock(), &mut output.lock(), today)?;
    Ok(u8::from(!all_valid))
}

/// Today in Taiwan: ages depend on it.
fn today(clock: &Clock) -> Result<Date, CommandError> {
    let date = clock.now().taiwan_date();
    let year = u16::try_from(date.year()).unwrap_or_default();
    Date::new(year, u8::from(date.month()), date.day())
        .ok_or_else(|| CommandError::Told("the system's clock shows no date".into()))
}

/// The settings of a server, whose log starts with them.
fn settings(file: Option<&Path>) -> Result<Config, CommandError> {
    let config = config::load(file)?;
    start_log(&config);
    Ok(config)
}

/// The settings of a command, which speaks to the person who gave it and keeps no log.
fn quiet(file: Option<&Path>) -> Result<Config, CommandError> {
    Ok(config::load(file)?)
}

fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log.level)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second start in one process (tests) keeps the first log.
    let _ = match config.log.format {
        LogFormat::Json => log.json().flatten_event(true).with_current_span(false).try_init(),
        LogFormat::Text => log.with_ansi(false).with_target(false).try_init(),
    };
}
