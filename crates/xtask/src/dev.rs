//! `cargo xtask dev`: the portal with reload, against a running server.
//!
//! Trunk serves the pages and passes the API on to a server that believes Trunk's address to be its
//! own. The module is neither split nor optimised here.

use crate::neighbours::Neighbours;
use crate::options::Options;
use crate::outcome::{During as _, Outcome, skipped};
use crate::place::DIST;
use crate::server::{self, Settings};
use crate::setup::tools::Tool;
use crate::{files, portal, serve, setup};
use std::path::Path;
use std::process::Command;

/// Where Trunk serves (Trunk.toml).
const ADDRESS: &str = "http://localhost:8080";
/// Where Trunk.toml passes the API on to.
const SERVER_PORT: u16 = 8601;

/// Runs until it is asked to stop.
pub(crate) fn run(options: &[String]) -> Outcome {
    let options = Options::parse(options, &["--data"])?;
    setup::for_build()?;
    Tool::Trunk.ready()?;
    match Path::new(DIST).is_dir() {
        true => skipped("portal", "Trunk builds it; the server keeps the dist it has"),
        false => portal::build()?,
    }
    server::build()?;
    let settings = Settings {
        port: SERVER_PORT,
        public_origin: Some(ADDRESS.to_owned()),
        data: server::demo_folder(options.value("--data")),
        neighbours: Some(Neighbours::start()?),
    };
    let outbox = settings.neighbours.as_ref().map_or("", Neighbours::outbox);
    let accounts = settings.seed()?;
    let mut running = settings.start()?;
    println!("\n{}\n\n  {ADDRESS}\n  {outbox} shows its mail\n", serve::table(&accounts));
    let mut trunk = trunk()?.spawn().during("trunk")?;
    let end = running.wait_for_signal();
    server::stop(&mut trunk);
    end
}

/// Trunk, with our wasm-bindgen on its PATH so that it downloads nothing.
fn trunk() -> Outcome<Command> {
    let bindgen = Tool::WasmBindgen.program("")?;
    let own = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(bindgen).chain(std::env::split_paths(&own));
    let path = std::env::join_paths(path).during("PATH")?;
    files::write("target/trunk/.keep", "")?;
    let mut trunk = Command::new(Tool::Trunk.program("trunk")?);
    trunk.args(["serve", "--offline"]).env("PATH", path).env_remove("NO_COLOR");
    Ok(trunk)
}
