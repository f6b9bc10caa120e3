//! `cargo xtask contact-sheet`: walks through every state of the studio, checks and photographs each, and
//! writes one page with all of the pictures beside those that are approved.
//!
//! The walk is `tests/states/every_state.mjs`. `cargo xtask test` walks too, and looks at less.

use crate::files;
use crate::options::Options;
use crate::outcome::{During as _, Failure, Outcome, step};
use crate::run::Run;
use crate::setup::{self, npm};
use crate::studio;
use crate::test::counts::Counts;

const CONFIG: &str = "--config=tests/states/playwright.config.mjs";
const REPORT: &str = "target/playwright-studio.json";
const WRITER: &str = "crates/xtask/js/contact_sheet/write.mjs";
/// The sheet and its pictures.
const FOLDER: &str = "target/contact-sheet";
/// Has the walk write the approved pictures instead of holding the states against them.
const APPROVE: (&str, &str) = ("EDUPASS_APPROVE", "1");

/// Walks, and writes the page whatever the walk has found; fails where the walk did.
pub(crate) fn run(options: &[String]) -> Outcome {
    let options = Options::with_flags(options, &["--before"], &["--approve"])?;
    setup::for_tests()?;
    studio::build()?;
    let look = if options.value("--approve").is_some() { APPROVE } else { ("EDUPASS_WALK", "whole") };
    let counts = walk(look, options.value("--before"))?;
    println!("\n{} states as they should be, {} not; see {FOLDER}/index.html", counts.passed, counts.failed);
    match counts.failed {
        0 => Ok(()),
        _ => Err(Failure::told()),
    }
}

/// Every scenario is by its format and by the API's description; needs no browser and nothing built.
pub(crate) fn scenarios() -> Outcome<Counts> {
    tests(npm::program("playwright").words("test --reporter=list,json scenarios"))
}

/// Every state as it should be, each in one language; leaves the sheet behind, whether they are or not.
pub(crate) fn every_state() -> Outcome<Counts> {
    walk(("EDUPASS_WALK", "short"), None)
}

fn walk(look: (&str, &str), before: Option<&str>) -> Outcome<Counts> {
    files::fresh_folder(FOLDER)?;
    let walk = npm::program("playwright").words("test --reporter=list,json every_state");
    let counts = tests(walk.env(look.0, look.1))?;
    step("write the contact sheet", || {
        let before = before.map(|folder| format!("--before={folder}"));
        Run::new("node").arg(WRITER).args(before).go()
    })?;
    Ok(counts)
}

fn tests(playwright: Run) -> Outcome<Counts> {
    files::write(REPORT, "{}")?;
    // Absolute: Playwright would take it to be below the folder of its configuration.
    let report = std::path::absolute(REPORT).during(REPORT)?;
    let playwright = playwright.arg(CONFIG).env("PLAYWRIGHT_JSON_OUTPUT_NAME", report);
    let (_, succeeded) = playwright.tee()?;
    Ok(Counts::from_playwright(&files::read(REPORT)?)?.with_end(succeeded))
}
