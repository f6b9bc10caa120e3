//! The `edupass` binary.

use std::process::ExitCode;

use clap::Parser as _;
use server::commands::{self, Cli};

#[tokio::main]
async fn main() -> ExitCode {
    match commands::run(Cli::parse()).await {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("edupass: {error}");
            ExitCode::from(2)
        }
    }
}
