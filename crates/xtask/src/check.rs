//! `cargo xtask check`: what a person runs before every commit.

use crate::checks::{HOUSE, UNIT};
use crate::outcome::{Failure, Outcome, step};
use crate::setup::toolchain;

/// Stops at the first check that fails.
pub(crate) fn run() -> Outcome {
    toolchain::ready()?;
    toolchain::components()?;
    for (name, check) in HOUSE.into_iter().chain([UNIT]) {
        let counts = step(name, check)?;
        if counts.failed > 0 {
            return Err(Failure::new(format!("{name}: {} failed", counts.failed)));
        }
    }
    Ok(())
}
