//! The checks that `check` and `test` share, each one step.

use crate::outcome::{Failure, Outcome, step};
use crate::place::TESTED;
use crate::run::Run;
use crate::setup::toolchain;
use crate::setup::tools::Tool;
use crate::test::counts::Counts;
use crate::{files, tidy, tokens};

const OPENAPI: &str = "docs/openapi.json";

/// A check: what it is called, and what it does.
pub(crate) type Check = (&'static str, fn() -> Outcome<Counts>);

/// Does a check as one step, and tells why it failed.
pub(crate) fn perform((name, check): Check) -> Counts {
    let mut counts = Counts::FAILED;
    let result = step(name, || {
        counts = check()?;
        if counts.failed == 0 { Ok(()) } else { Err(Failure::told()) }
    });
    if let Err(failure) = result
        && !failure.is_told()
    {
        eprintln!("{failure}");
    }
    counts
}

/// What needs no compiler, and what clippy says.
pub(crate) const HOUSE: [Check; 5] = [
    ("format", format),
    ("tidy", tidy::check),
    ("tokens", tokens::check),
    ("clippy", clippy),
    ("clippy (portal, wasm)", clippy_wasm),
];

/// Rules, portal and these commands.
pub(crate) const UNIT: Check = ("unit tests", unit_tests);

fn format() -> Outcome<Counts> {
    Run::new("cargo").words("fmt --all -- --check").go()?;
    Ok(Counts::PASSED)
}

fn clippy() -> Outcome<Counts> {
    Run::new("cargo")
        .words("clippy --quiet --workspace --all-targets --features portal/studio -- -D warnings")
        .go()?;
    Ok(Counts::PASSED)
}

fn clippy_wasm() -> Outcome<Counts> {
    let portal = "clippy --quiet --package portal --target wasm32-unknown-unknown -- -D warnings";
    Run::new("cargo").words(portal).go()?;
    Ok(Counts::PASSED)
}

fn unit_tests() -> Outcome<Counts> {
    let packages = "test --package contract --package portal --package xtask";
    rust_tests(Run::new("cargo").words(packages))
}

/// The contract's tests once more, as the portal runs its rules.
pub(crate) fn contract_in_wasm() -> Outcome<Counts> {
    let runner = Tool::WasmBindgen.program("wasm-bindgen-test-runner")?;
    let cargo = toolchain::chosen()?.cargo();
    let test = cargo.words("test --package contract --target wasm32-unknown-unknown");
    rust_tests(test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner))
}

/// Runs Rust tests and counts them.
pub(crate) fn rust_tests(cargo: Run) -> Outcome<Counts> {
    let (said, succeeded) = cargo.arg("--no-fail-fast").tee()?;
    Ok(Counts::from_rust(&said).with_end(succeeded))
}

/// The committed description of the API is the one that the server gives.
pub(crate) fn openapi() -> Outcome<Counts> {
    let fresh = Run::new(TESTED).arg("openapi").capture()?;
    let committed = files::read(OPENAPI)?;
    if committed.trim_end() == fresh.trim_end() {
        return Ok(Counts::PASSED);
    }
    let by_hand = format!("{TESTED} openapi > {OPENAPI}");
    Err(Failure::new(format!("{OPENAPI} is not what the server says")).by_hand(by_hand))
}
