//! `cargo xtask bench`: how fast the portal and the server are, in `target/bench.json`.

use crate::outcome::{During as _, Outcome, step};
use crate::run::Run;
use crate::{files, portal, server, setup};
use serde_json::{Value, json};

const FIGURES: &str = "target/bench.json";
const PORTAL_FIGURES: &str = "target/bench-portal.json";
const SCHOOLS_FIGURES: &str = "target/bench-schools.json";
const ALIKE_FIGURES: &str = "target/bench-alike.json";
const OIDC_FIGURES: &str = "target/bench-oidc.json";
const SERVER_FIGURES: &str = "target/bench-server.json";

/// Measures all; what misses its budget fails at the end, when everything is told.
pub(crate) fn run() -> Outcome {
    setup::for_build()?;
    setup::browser::ready()?;
    portal::build()?;
    server::build_with_helpers()?;
    let script = |name: &str, figures: &str| {
        step(&format!("measure: {name}"), || {
            Run::new("node").arg(format!("tests/bench/{name}.mjs")).arg("--json").arg(figures).go()
        })
    };
    let portal = script("portal", PORTAL_FIGURES);
    let schools = script("schools", SCHOOLS_FIGURES);
    let alike = script("alike", ALIKE_FIGURES);
    let oidc = script("oidc", OIDC_FIGURES);
    let server = step("measure the server", || {
        let load = "run --quiet --release --package load -- --json";
        Run::new("cargo").words(load).arg(SERVER_FIGURES).go()
    });
    let figures = json!({
        "portal": read(PORTAL_FIGURES)?,
        "schools": read(SCHOOLS_FIGURES)?,
        "alike": read(ALIKE_FIGURES)?,
        "oidc": read(OIDC_FIGURES)?,
        "server": read(SERVER_FIGURES)?,
    });
    files::write(FIGURES, format!("{figures:#}\n"))?;
    println!("{figures:#}\n\nwritten to {FIGURES}");
    portal.and(schools).and(alike).and(oidc).and(server)
}

fn read(path: &str) -> Outcome<Value> {
    serde_json::from_str(&files::read(path)?).during(path)
}
