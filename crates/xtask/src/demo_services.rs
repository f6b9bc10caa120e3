//! The demo's learning services: relying parties that show what they received.

use crate::files;
use crate::outcome::{During as _, Failure, Outcome, step};
use crate::run::Run;
use crate::server::{self, Settings};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Stdio};

const PROGRAM: &str = "demo/service/service.mjs";
const SCOPES: &str = "openid profile email eduinfo relation educloudroles";
/// Short name, Chinese name, English name, and the port that is tried first.
const SERVICES: [(&str, &str, &str, u16); 2] =
    [("demo-study", "示範學習網", "Demo Study", 8611), ("demo-library", "示範圖書館", "Demo Library", 8631)];

/// A running service; stopped in good order when dropped.
#[derive(Debug)]
pub(crate) struct DemoService {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Where it is.
    pub(crate) address: String,
    child: Child,
}

impl Drop for DemoService {
    fn drop(&mut self) {
        server::stop(&mut self.child);
    }
}

/// Registers the services where that was not done, and starts them. The server has to be running.
pub(crate) fn start(settings: &Settings) -> Outcome<Vec<DemoService>> {
    step("start the demo's learning services", || {
        SERVICES.into_iter().map(|service| start_one(settings, service)).collect()
    })
}

fn start_one(
    settings: &Settings,
    (id, name, name_en, first_port): (&str, &'static str, &str, u16),
) -> Outcome<DemoService> {
    let port = server::free_port(first_port)?;
    let address = format!("http://127.0.0.1:{port}");
    let registered = registered(settings, id, name, name_en, &address)?;
    let text = |key: &str| registered[key].as_str().unwrap_or_default().to_owned();
    let run = Run::new("node")
        .arg(PROGRAM)
        .args(["--issuer", &settings.address(), "--client-id", &text("client_id")])
        .args(["--port", &port.to_string(), "--name", name])
        .env("SERVICE_CLIENT_SECRET", text("client_secret"));
    // A group of its own: Ctrl-C reaches us, and we stop it.
    let child = run.into_command().process_group(0).stdout(Stdio::piped()).spawn().during(PROGRAM)?;
    let mut service = DemoService { name, address, child };
    let mut line = String::new();
    if let Some(stdout) = service.child.stdout.take() {
        BufReader::new(stdout).read_line(&mut line)?;
    }
    if line.is_empty() { Err(Failure::new(format!("{PROGRAM} stopped at once"))) } else { Ok(service) }
}

/// The client that the service is at its address, from the demo's folder or new.
fn registered(settings: &Settings, id: &str, name: &str, name_en: &str, address: &str) -> Outcome<Value> {
    let file = settings.data.join(format!("{id}.json"));
    let known: Option<Value> = files::read(&file).ok().and_then(|text| serde_json::from_str(&text).ok());
    if let Some(known) = known.filter(|known| known["address"] == address) {
        return Ok(known);
    }
    let add = settings.edupass().words("service add --unlisted --owner 示範中心").args([
        "--id",
        id,
        "--name",
        name,
        "--name-en",
        name_en,
        "--address",
        address,
        "--redirect-uri",
        &format!("{address}/callback"),
        "--post-logout-uri",
        &format!("{address}/signed-out"),
        "--back-channel-logout-uri",
        &format!("{address}/back-channel-logout"),
        "--scopes",
        SCOPES,
    ]);
    let registered = registration(address, &add.capture()?);
    files::write_whole(&file, format!("{registered:#}\n"))?;
    Ok(registered)
}

/// What `edupass service add` said, with the address that it holds for.
pub(crate) fn registration(address: &str, said: &str) -> Value {
    let value = |key: &str| said.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    json!({
        "address": address,
        "client_id": value("client_id "),
        "client_secret": value("client_secret "),
    })
}
