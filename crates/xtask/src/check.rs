//! `cargo xtask check`: what a person runs before every commit.

use crate::checks::{HOUSE, UNIT, perform};
use crate::outcome::{Failure, Outcome};
use crate::setup::toolchain;

/// Stops at the first check that fails.
pub(crate) fn run() -> Outcome {
    toolchain::ready()?;
    toolchain::components()?;
    let mut checks = HOUSE.into_iter().chain([UNIT]);
    match checks.find(|check| perform(*check).failed > 0) {
        None => Ok(()),
        Some(_) => Err(Failure::told()),
    }
}
