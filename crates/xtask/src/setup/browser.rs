//! Browsers for the tests, and a font that has Chinese.

use crate::outcome::{Outcome, skipped, step};
use crate::run::{Run, which};
use crate::setup::{apt, npm};
use std::path::PathBuf;

/// Chromium, Firefox, and a font for zh-TW.
pub(crate) fn ready() -> Outcome {
    match system() {
        Some(path) => skipped("Chromium", &format!("ready ({})", path.display())),
        None if playwright_has_one() => skipped("Chromium", "ready (Playwright's)"),
        None => install()?,
    }
    firefox()?;
    if has_font() {
        skipped("Chinese font", "ready");
        return Ok(());
    }
    apt::install(&["fonts-noto-cjk", "fontconfig"])
}

/// The one that tests/support/firefox.mjs finds: only shared computers are looked at in it.
fn firefox() -> Outcome {
    match ["firefox-esr", "firefox"].iter().find_map(|name| which(name)) {
        Some(path) => skipped("Firefox", &format!("ready ({})", path.display())),
        None => apt::install(&["firefox-esr"])?,
    }
    Ok(())
}

/// The system's own Chromium.
pub(crate) fn system() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names.iter().find_map(|name| which(name))
}

fn install() -> Outcome {
    let download = step("playwright install chromium", || {
        npm::program("playwright").words("install chromium").quietly()
    });
    match download {
        Ok(()) => Ok(()),
        Err(_) => apt::install(&["chromium"]),
    }
}

fn playwright_has_one() -> bool {
    let find =
        "process.exit(require('fs').existsSync(require('playwright').chromium.executablePath()) ? 0 : 1)";
    Run::new("node").args(["-e", find]).succeeds()
}

fn has_font() -> bool {
    let fonts = Run::new("fc-list").arg(":lang=zh-tw").capture();
    fonts.is_ok_and(|list| !list.trim().is_empty())
}
