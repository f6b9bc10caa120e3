//! The project's commands: `cargo xtask <command>`.

mod bench;
mod check;
mod checks;
mod contact_sheet;
mod demo_county;
mod demo_services;
mod dev;
mod files;
mod fingerprint;
mod neighbours;
mod options;
mod outcome;
mod place;
mod portal;
mod run;
mod serve;
mod server;
mod setup;
mod shell;
mod size;
mod studio;
mod test;
mod tidy;
mod tokens;
mod wasm;

use outcome::{Failure, Outcome};
use std::process::ExitCode;

const HELP: &str = "cargo xtask <command>

  serve   build everything, fill the demo database, start the server
          [--ready-file FILE] [--port N] [--data DIR]
  test    every check that CI runs
          [--only PART-OF-A-NAME]
  check   format, clippy, tidy and unit tests (under three minutes warm)
  dev     the portal with reload, against a running server
  build   the portal's release build, into dist/
  size    what is in the first module, and how large each part is
  shell   record each screen's first state into src/shell.json
  studio  every screen and control in every state, without a server
          [--port N] [--watch] [--export DIR]
  contact-sheet  one page with a picture of every state of the studio
          [--approve] [--before FOLDER-OF-AN-EARLIER-SHEET]
  bench   measure the portal and the server
  tidy    the house rules alone
  tokens  style/tokens.css and style/brands/ from tokens/
          [--report]";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let options: Vec<_> = words.collect();
    match place::enter_root().and_then(|()| perform(&command, &options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_told() {
                eprintln!("\n✗ {failure}");
            }
            ExitCode::FAILURE
        }
    }
}

fn perform(command: &str, options: &[String]) -> Outcome {
    match command {
        "build" => {
            setup::for_build()?;
            portal::build()
        }
        "bench" => bench::run(),
        "check" => check::run(),
        "contact-sheet" => contact_sheet::run(options),
        "dev" => dev::run(options),
        "serve" => serve::run(options),
        "shell" => shell::run(),
        "size" => size::run(),
        "studio" => studio::run(options),
        "test" => test::run(options),
        "tidy" => tidy::check().map(drop),
        "tokens" => tokens::run(options),
        _ => Err(Failure::new(format!("{command:?} is no command\n\n{HELP}"))),
    }
}
