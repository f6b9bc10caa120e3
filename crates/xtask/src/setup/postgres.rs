//! PostgreSQL's programs, for the tests that run on both databases.

use crate::outcome::{Failure, Outcome, skipped};
use crate::run::which;
use crate::setup::apt;
use std::path::{Path, PathBuf};

/// The folder that has `initdb` and `postgres`.
pub(crate) fn programs() -> Outcome<PathBuf> {
    if let Some(folder) = find() {
        skipped("PostgreSQL", &format!("ready ({})", folder.display()));
        return Ok(folder);
    }
    apt::install(&["postgresql"])?;
    let by_hand = "apt-get install postgresql";
    find().ok_or_else(|| Failure::new("PostgreSQL's initdb was not found").by_hand(by_hand))
}

fn find() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<_> = versions.map(|version| version.path().join("bin")).collect();
    folders.sort();
    let on_path = which("initdb").and_then(|path| path.parent().map(Path::to_path_buf));
    folders
        .into_iter()
        .rev()
        .chain(on_path)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}
