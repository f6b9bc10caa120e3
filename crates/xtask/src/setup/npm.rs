//! The npm packages: `wasm-opt` (binaryen), esbuild, Playwright and axe.

use crate::fingerprint::{self, Fingerprint};
use crate::outcome::{Failure, Outcome, skipped, step};
use crate::run::{Run, which};

const STAMP: &str = "node_modules/.edupass";

/// Installs what `package-lock.json` names.
pub(crate) fn ready() -> Outcome {
    if which("npm").is_none() {
        let by_hand = "install Node.js 20 or newer with npm (Debian: apt-get install nodejs npm)";
        return Err(Failure::new("npm is missing").by_hand(by_hand));
    }
    let print = Fingerprint::default().path("package-lock.json").hex(32);
    if fingerprint::is_done(STAMP, &print) {
        skipped("npm packages", "ready");
        return Ok(());
    }
    step("npm ci", || {
        let install = Run::new("npm").words("ci --ignore-scripts --no-audit --no-fund");
        install.quietly().map_err(|failure| failure.by_hand("npm ci"))
    })?;
    fingerprint::done(STAMP, &print)
}

/// A program that an npm package brought.
pub(crate) fn program(name: &str) -> Run {
    Run::new(format!("node_modules/.bin/{name}"))
}
