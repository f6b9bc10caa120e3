//! Clients of other languages, which the tests sign in with: Apache's mod_auth_openidc and Python's
//! pyoidc, which are certified, and programs in Java. They ask over TLS, so openssl makes the tests' own authority.

use crate::fingerprint::{self, Fingerprint};
use crate::outcome::{Failure, Outcome, skipped, step};
use crate::place;
use crate::run::{Run, which};
use crate::setup::apt;
use std::path::{Path, PathBuf};

/// Where Debian has Apache and its module; tests/support/apache.mjs starts them from there.
const APACHE: [&str; 2] = ["/usr/sbin/apache2", "/usr/lib/apache2/modules/mod_auth_openidc.so"];
const REQUIREMENTS: &str = "tests/clients/requirements.txt";

/// Installs what is missing.
pub(crate) fn ready() -> Outcome {
    openssl()?;
    apache()?;
    java()?;
    python()
}

fn openssl() -> Outcome {
    if which("openssl").is_none() {
        return apt::install(&["openssl"]);
    }
    skipped("openssl", "ready");
    Ok(())
}

/// The program alone: Debian's package `apache2` would start a server of the system.
fn apache() -> Outcome {
    if APACHE.iter().all(|file| Path::new(file).is_file()) {
        skipped("Apache with mod_auth_openidc", "ready");
        return Ok(());
    }
    apt::install(&["apache2-bin", "libapache2-mod-auth-openidc"])
}

/// With its compiler: the programs are run from their source.
fn java() -> Outcome {
    if which("javac").is_none() {
        return apt::install(&["openjdk-17-jdk-headless"]);
    }
    skipped("Java", "ready");
    Ok(())
}

/// A Python of the tests' own with what `requirements.txt` names.
fn python() -> Outcome {
    let folder = folder();
    let stamp = folder.join(".edupass");
    let print = Fingerprint::default().path(REQUIREMENTS).hex(32);
    // A system's update may take away the Python that this one stands on.
    if fingerprint::is_done(&stamp, &print) && program(&folder).arg("--version").succeeds() {
        skipped("Python packages", "ready");
        return Ok(());
    }
    if !Run::new("python3").args(["-c", "import venv, ensurepip"]).succeeds() {
        apt::install(&["python3", "python3-venv"])?;
    }
    fingerprint::undo(&stamp);
    step("pip install", || install(&folder))?;
    fingerprint::done(&stamp, &print)
}

fn install(folder: &Path) -> Outcome {
    let by_hand = |failure: Failure| failure.by_hand("install Python 3.10 or newer (Debian: python3-venv)");
    Run::new("python3").words("-m venv --clear").arg(folder).quietly().map_err(by_hand)?;
    let pip = program(folder).words("-m pip install --disable-pip-version-check --requirement");
    pip.arg(REQUIREMENTS).quietly()
}

/// tests/support/python.mjs looks there.
fn folder() -> PathBuf {
    place::tools().join("tools-python")
}

fn program(folder: &Path) -> Run {
    Run::new(folder.join("bin").join("python"))
}
