//! `cargo xtask test`: every check that CI runs, the quick ones first. Its last line is the count.

pub(crate) mod cluster;
pub(crate) mod counts;

use crate::checks::{self, Check, HOUSE, UNIT};
use crate::options::Options;
use crate::outcome::{Failure, Outcome};
use crate::run::Run;
use crate::setup::npm;
use crate::{contact_sheet, files, portal, server, setup, size, studio};
use cluster::Cluster;
use counts::Counts;

const BROWSER_REPORT: &str = "target/playwright.json";

/// What is tested in the browser on SQLite.
const JOURNEYS: &str = "tests/journeys tests/a11y tests/clients tests/kiosk";
/// What is tested of the studio, which has no server.
const STUDIO: &str = "tests/studio";

/// A journey through each kind of thing that is stored, and a real client: they run on PostgreSQL too, which
/// has all of the server's own tests.
const JOURNEYS_ON_POSTGRES: &str = "journeys/activate journeys/locked journeys/not_me journeys/report \
    journeys/reset_by_code journeys/sign_ journeys/two_tabs clients/openid_client";

/// What comes after the checks of the house, in order.
const LONGER: [Check; 13] = [
    UNIT,
    ("scenarios", contact_sheet::scenarios),
    ("contract tests in wasm", checks::contract_in_wasm),
    ("server tests on SQLite and PostgreSQL", server_tests),
    ("API description", checks::openapi),
    ("portal's release build", portal_build),
    ("size budget", size::check_budget),
    ("no studio in the release", studio::absent_from_release),
    ("studio's build", studio::built),
    ("studio in the browser", || playwright(npm::program("playwright").words("test").words(STUDIO))),
    ("every state", contact_sheet::every_state),
    ("browser tests", || browser_tests(None)),
    ("browser tests on PostgreSQL", || Cluster::start().and_then(|cluster| browser_tests(Some(&cluster)))),
];

/// Runs all of it, or what `--only` names; stops at the first check that fails.
pub(crate) fn run(options: &[String]) -> Outcome {
    let options = Options::parse(options, &["--only"])?;
    let only = options.value("--only").unwrap_or_default();
    setup::for_tests()?;
    let mut total = Counts::default();
    for check in HOUSE.into_iter().chain(LONGER).filter(|(name, _)| name.contains(only)) {
        total = total + checks::perform(check);
        if total.failed > 0 {
            break;
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    match total.failed {
        0 => Ok(()),
        _ => Err(Failure::told()),
    }
}

fn server_tests() -> Outcome<Counts> {
    let cluster = Cluster::start()?;
    let cargo = Run::new("cargo").words("test --package server --package neighbours --package load");
    let counts = checks::rust_tests(cargo.env("EDUPASS_TEST_POSTGRES", cluster.url()))?;
    // The browser tests and the API's description want the program itself.
    server::build_for_tests()?;
    Ok(counts)
}

fn portal_build() -> Outcome<Counts> {
    portal::build()?;
    Ok(Counts::PASSED)
}

/// All on SQLite, or those that store something in this cluster.
fn browser_tests(cluster: Option<&Cluster>) -> Outcome<Counts> {
    server::build_for_tests()?;
    let test = npm::program("playwright").words("test");
    playwright(match cluster {
        None => test.words(JOURNEYS),
        Some(cluster) => test.words(JOURNEYS_ON_POSTGRES).env("EDUPASS_TEST_POSTGRES", cluster.url()),
    })
}

fn playwright(test: Run) -> Outcome<Counts> {
    files::write(BROWSER_REPORT, "{}")?;
    let test = test.arg("--reporter=list,json").env("PLAYWRIGHT_JSON_OUTPUT_NAME", BROWSER_REPORT);
    let (_, succeeded) = test.tee()?;
    let counts = Counts::from_playwright(&files::read(BROWSER_REPORT)?)?;
    Ok(counts.with_end(succeeded))
}
