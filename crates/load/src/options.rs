//! What may be chosen on the command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// Rows of the large import.
const ROWS_FULL: usize = 500_000;

/// Measures an EduPass server that it starts itself, on this machine.
#[derive(Debug, Parser)]
pub(crate) struct Options {
    /// The server's program; without it the `edupass` beside this one.
    #[arg(long)]
    server: Option<PathBuf>,
    /// Also write the figures to this file.
    #[arg(long)]
    pub(crate) json: Option<PathBuf>,
    /// Sign-ins that run at the same time.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) concurrency: u16,
    /// How long the measurement takes, in seconds; the overload takes as long again.
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(2..=120))]
    seconds: u64,
    /// Accounts to sign in with.
    #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(100..=100_000))]
    pub(crate) accounts: u32,
    /// People to import for the import's rate; 0 leaves it out.
    #[arg(long, default_value_t = 50_000)]
    rows: usize,
    /// Import half a million people.
    #[arg(long)]
    full_import: bool,
    /// Let the server ask for a challenge each time, and solve its proof of work. The rate
    /// is then this program's and is not judged.
    #[arg(long)]
    pub(crate) proof: bool,
}

impl Options {
    /// Where the server's program is.
    pub(crate) fn server(&self) -> Result<PathBuf, crate::Failure> {
        let path = match &self.server {
            Some(path) => path.clone(),
            None => std::env::current_exe()?.with_file_name("edupass"),
        };
        if path.is_file() {
            return Ok(std::fs::canonicalize(path)?);
        }
        Err(format!("there is no server at {}; build it with cargo build --release", path.display()).into())
    }

    /// How long each part of the measurement takes.
    pub(crate) fn duration(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// How many people to import for the rate.
    pub(crate) fn rows(&self) -> usize {
        if self.full_import { ROWS_FULL } else { self.rows.min(ROWS_FULL) }
    }
}
