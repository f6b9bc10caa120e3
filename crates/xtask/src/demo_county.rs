//! The demo's county: a second EduPass, as its provider. Whoever has an account there signs in here with it.

use crate::demo_services::registration;
use crate::files;
use crate::outcome::{During as _, Failure, Outcome, step};
use crate::place::EDUPASS;
use crate::server::{self, Server, Settings};
use serde_json::Value;
use std::io::Write as _;
use std::process::Stdio;

/// 臺中市, where the demo's schools are.
const CODE: &str = "66000000";
/// The port that is tried first.
const FIRST_PORT: u16 = 8651;
const SCOPES: &str = "openid profile";

/// The county's running server; stopped in good order when dropped.
#[derive(Debug)]
pub(crate) struct DemoCounty {
    /// Where it is.
    pub(crate) address: String,
    _server: Server,
}

/// Starts the county's server, and registers the two with each other where that was not done. Our own
/// server finds the county when it starts.
pub(crate) fn start(settings: &Settings) -> Outcome<DemoCounty> {
    let port = server::free_port(FIRST_PORT)?;
    let county = Settings {
        port,
        // Another host than ours: browsers share cookies among the ports of one.
        public_origin: Some(format!("http://127.0.0.1:{port}")),
        data: settings.data.join("county"),
        neighbours: None,
    };
    county.seed()?;
    let running = county.start()?;
    step("register the demo's county", || introduce(settings, &county))?;
    Ok(DemoCounty { address: county.address(), _server: running })
}

fn introduce(settings: &Settings, county: &Settings) -> Outcome {
    let (ours, theirs) = (settings.address(), county.address());
    let file = county.data.join("edupass.json");
    let both = [ours.as_str(), &theirs].join(" ");
    let known: Option<Value> = files::read(&file).ok().and_then(|text| serde_json::from_str(&text).ok());
    if known.is_some_and(|known| known["address"] == both.as_str()) {
        return Ok(());
    }
    let add = county.edupass().words("service add --unlisted --consent never --id edupass").args([
        "--name",
        "教育通行",
        "--owner",
        "示範中心",
        "--address",
        &ours,
        "--redirect-uri",
        &format!("{ours}/oidc/v1/county/{CODE}/callback"),
        "--scopes",
        SCOPES,
    ]);
    let registered = registration(&both, &add.capture()?);
    let text = |key: &str| registered[key].as_str().unwrap_or_default().to_owned();
    add_county(settings, &theirs, &text("client_id"), &text("client_secret"))?;
    files::write_whole(&file, format!("{registered:#}\n"))
}

/// The secret goes by standard input, where no list of processes shows it.
fn add_county(settings: &Settings, issuer: &str, client_id: &str, secret: &str) -> Outcome {
    let add = settings.edupass().words("county add --county").arg(CODE);
    let add = add.args(["--issuer", issuer, "--client-id", client_id, "--scopes", SCOPES]);
    let mut child = add.into_command().stdin(Stdio::piped()).stdout(Stdio::null()).spawn().during(EDUPASS)?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(secret.as_bytes())?;
    }
    if child.wait()?.success() { Ok(()) } else { Err(Failure::new("the demo's county was not registered")) }
}
