//! `edupass kiosk-link`: the signed link that makes a school's own computer a kiosk.

use std::io::Write as _;

use clap::Args;
use clap::builder::PossibleValuesParser;
use contract::api::site::Device;
use contract::paths;

use crate::app::App;
use crate::clock::{Clock, Timestamp};
use crate::commands::CommandError;
use crate::config::Config;
use crate::kiosk::link::{Link, START_PAGES};
use crate::kiosk::place::Place;
use crate::services::device::longest_link_seconds;
use crate::store::audit::{self, Actor, Event, Subject};

/// The longest life of a link, in days.
const DAYS_MAX: u32 = 3660;

/// `edupass kiosk-link --place PLACE`
#[derive(Debug, Args)]
pub struct KioskLinkArgs {
    /// What the school calls the place; everybody who sits there reads it, e.g. "電腦教室 3".
    #[arg(long, value_parser = Place::parse)]
    place: Place,
    /// Seconds without a key, tap or pointer until the portal warns; without it as the settings say.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(seconds()))]
    idle: Option<u32>,
    /// Offer keys on the screen in fields for digits.
    #[arg(long)]
    keypad: bool,
    /// For how many days the link is good.
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=i64::from(DAYS_MAX)))]
    days: u32,
    /// The page that the computer starts from.
    #[arg(long, default_value = paths::SCREEN_SIGN_IN, value_parser = PossibleValuesParser::new(START_PAGES))]
    page: String,
}

fn seconds() -> std::ops::RangeInclusive<i64> {
    i64::from(*Device::IDLE_SECONDS.start())..=i64::from(*Device::IDLE_SECONDS.end())
}

/// Prints the address alone to standard output, and what it does beside it.
///
/// # Errors
/// When key file or database cannot be used.
pub async fn run(config: Config, args: KioskLinkArgs) -> Result<(), CommandError> {
    let longest = longest_link_seconds(&config.device);
    if args.idle.is_some_and(|seconds| seconds > longest) {
        return Err(CommandError::Told(format!(
            "--idle: a link can only make a computer stricter, so at most {longest}: what the settings say \
             (device.kiosk_idle_seconds and device.shared_idle_seconds)"
        )));
    }
    let app = App::open(config, Clock::system()).await?;
    let link = args.link(app.clock.now());
    note(&app, &link).await?;
    app.store.close().await;
    let path = paths::kiosk(&link.token(&app.keys));
    writeln!(std::io::stderr().lock(), "{}", line(&link))?;
    writeln!(std::io::stdout().lock(), "{}{path}", app.config.server.public_origin)?;
    Ok(())
}

impl KioskLinkArgs {
    fn link(self, now: Timestamp) -> Link {
        Link {
            place: self.place,
            idle_seconds: self.idle,
            keypad: self.keypad,
            page: START_PAGES.into_iter().find(|page| *page == self.page).unwrap_or(paths::SCREEN_SIGN_IN),
            expires_at: now.plus_seconds(i64::from(self.days) * 24 * 3600),
        }
    }
}

/// What the link makes of a computer.
fn line(link: &Link) -> String {
    let idle = link
        .idle_seconds
        .map_or_else(|| "as the settings say".to_owned(), |seconds| format!("after {seconds} s"));
    let (place, page, until) = (link.place.as_str(), link.page, link.expires_at.rfc3339());
    let keypad = if link.keypad { ", keys for digits on the screen" } else { "" };
    format!("kiosk \"{place}\" from {page}, warns {idle}{keypad}; good until {until}")
}

async fn note(app: &App, link: &Link) -> Result<(), CommandError> {
    let subject = Subject { detail: Some(line(link)), ..Subject::default() };
    let transaction = app.store.begin().await?;
    audit::append(&transaction, Event::KioskLinked, Actor::Operator, subject, app.clock.now()).await?;
    Ok(transaction.commit().await?)
}
