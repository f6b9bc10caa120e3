//! The load generator: starts a server of its own, measures it, and says whether it is fast enough.
//!
//! Everything stays on the loopback interface and is bounded in count and time. Reading order:
//! what is asked (options), what is measured (ceiling, closed and open load, import), on what
//! (browser, server), and what is said about it (report).

mod options;
// what is measured
mod ceiling;
mod import;
mod load;
mod tally;
// on what
mod browser;
mod people;
mod proof;
mod server;
mod usage;
// what is said about it
mod report;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;

use ceiling::Ceiling;
use options::Options;
use report::{Report, SignIns};
use server::Server;
use tally::Tally;

/// What went wrong, for a person to read. There is nothing to handle: the run is over.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The hash alone and whole sign-ins take turns, so that a busy moment of the machine meets both.
const TURNS: u32 = 4;
const CEILING_TURN: Duration = Duration::from_millis(1_500);
const WARM_UP: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let options = Options::parse();
    let told = measure(&options).and_then(|report| tell(&options, &report));
    match told {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("load: {failure}");
            ExitCode::from(2)
        }
    }
}

/// Prints the figures and writes the file; true if no limit is missed.
fn tell(options: &Options, report: &Report) -> Result<bool, Failure> {
    println!("{report}");
    if let Some(path) = &options.json {
        std::fs::write(path, serde_json::to_string_pretty(report)? + "\n")?;
    }
    let missed = report.missed();
    missed.iter().for_each(|sentence| eprintln!("load: {sentence}"));
    Ok(missed.is_empty())
}

/// The whole run. One thread generates the load, so that the server has the rest.
#[tokio::main(flavor = "current_thread")]
async fn measure(options: &Options) -> Result<Report, Failure> {
    let import = import::measure(options)?;
    let server = Server::start(options).await?;
    let sign_in = sign_ins(&server, options).await?;
    let overload = load::overload(&server, options, sign_in.per_second).await?;
    let recovered = load::closed(&server, options, WARM_UP).await?;
    let report = Report::new(options.proof, sign_in, &overload, &recovered, server.usage()?, import);
    server.stop()?;
    Ok(report)
}

/// As many sign-ins as finish, against the hash alone.
async fn sign_ins(server: &Server, options: &Options) -> Result<SignIns, Failure> {
    load::closed(server, options, WARM_UP).await?;
    let before = server.usage()?;
    let (mut tally, mut ceiling) = (Tally::default(), Ceiling::default());
    for _ in 0..TURNS {
        ceiling.take_turn(CEILING_TURN)?;
        load::go_on(&mut tally, server, options, options.duration() / TURNS).await?;
    }
    if tally.signed_in() == 0 {
        return Err(format!("nobody could sign in: {:?}, 503: {}", tally.refused, tally.busy).into());
    }
    Ok(SignIns::new(&tally, &ceiling, before, server.usage()?))
}
