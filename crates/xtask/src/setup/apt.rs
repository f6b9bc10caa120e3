//! Debian's packages, where we may install them.

use crate::outcome::{Failure, Outcome, step};
use crate::run::{Run, which};
use std::sync::Once;

static UPDATED: Once = Once::new();

/// Installs packages as root; otherwise says which command a person should run.
pub(crate) fn install(packages: &[&str]) -> Outcome {
    let list = packages.join(" ");
    let by_hand = format!("apt-get install {list} (as root)");
    if which("apt-get").is_none() {
        let what = format!("{list} is missing, and this system has no apt-get");
        return Err(Failure::new(what).by_hand(format!("install {list} with your system's tool")));
    }
    if !is_root()? {
        return Err(Failure::new(format!("{list} is missing")).by_hand(by_hand));
    }
    step(&format!("install {list}"), || {
        UPDATED.call_once(|| {
            if let Err(failure) = apt_get().arg("update").quietly() {
                eprintln!("{failure}");
            }
        });
        let install = apt_get().words("install -y --no-install-recommends");
        let done = install.args(packages).quietly();
        done.map_err(|failure| failure.by_hand(by_hand))
    })
}

fn apt_get() -> Run {
    Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive")
}

/// Whether we are root.
pub(crate) fn is_root() -> Outcome<bool> {
    Ok(Run::new("id").arg("-u").capture()?.trim() == "0")
}
