//! `cargo xtask tokens`: style sheets from the design tokens, and the check that they are up to date.
//!
//! The builder is `crates/xtask/js/tokens.mjs`, so that the studio can call it while a file is edited.

use crate::outcome::{Failure, Outcome};
use crate::run::Run;
use crate::test::counts::Counts;

const BUILDER: &str = "crates/xtask/js/tokens.mjs";
const TESTS: &str = "crates/xtask/js/tokens.test.mjs";

/// Writes the style sheets; with `--report`, tells the contrast of every pair instead.
pub(crate) fn run(options: &[String]) -> Outcome {
    match options {
        [] => builder("write"),
        [option] if option == "--report" => builder("report"),
        _ => Err(Failure::new("cargo xtask tokens takes --report, or nothing")),
    }
}

/// The builder's own tests, then whether the committed sheets are what the tokens give, every pair of
/// colours has its contrast, and no style sheet has a colour of its own.
pub(crate) fn check() -> Outcome<Counts> {
    let said = Run::new("node").words("--test --test-reporter=tap").arg(TESTS).capture()?;
    builder("check")?;
    Ok(Counts::from_tap(&said) + Counts::PASSED)
}

/// It says itself what is wrong, on the standard error.
fn builder(command: &str) -> Outcome {
    Run::new("node").arg(BUILDER).arg(command).go()
}
