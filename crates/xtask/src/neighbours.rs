//! The demo's neighbours: a mail server and an SMS gateway that show what they were sent.

use crate::outcome::{During as _, Failure, Outcome, step};
use crate::place::NEIGHBOURS;
use crate::run::Run;
use crate::server;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Stdio};

const FROM: &str = "教育通行 <no-reply@edupass.example>";
const SECRET_BYTES: usize = 32;

/// Their process; stopped in good order when dropped.
#[derive(Debug)]
pub(crate) struct Neighbours {
    child: Child,
    secret: String,
    ready: Value,
}

impl Neighbours {
    /// Starts them on free ports, with a secret of their own.
    pub(crate) fn start() -> Outcome<Self> {
        step("start the demo's mail server and SMS gateway", || {
            let secret = secret()?;
            let mut command = Run::new(NEIGHBOURS).arg("--sms-secret").arg(&secret).into_command();
            // A group of its own: Ctrl-C reaches us, and we stop it after the server.
            let child = command.process_group(0).stdout(Stdio::piped()).spawn().during(NEIGHBOURS)?;
            let mut neighbours = Self { child, secret, ready: Value::Null };
            neighbours.ready = neighbours.first_line()?;
            Ok(neighbours)
        })
    }

    /// Where a person reads what was sent.
    pub(crate) fn outbox(&self) -> &str {
        self.said("outbox")
    }

    /// The server's settings that lead here.
    pub(crate) fn settings(&self) -> [(&'static str, String); 6] {
        let (host, port) = self.said("smtp").rsplit_once(':').unwrap_or_default();
        [
            ("EDUPASS_MAIL__FROM", FROM.to_owned()),
            ("EDUPASS_MAIL__HOST", host.to_owned()),
            ("EDUPASS_MAIL__PORT", port.to_owned()),
            ("EDUPASS_MAIL__SECURITY", "none".to_owned()),
            ("EDUPASS_SMS__URL", self.said("sms").to_owned()),
            ("EDUPASS_SMS__SECRET", self.secret.clone()),
        ]
    }

    fn said(&self, key: &str) -> &str {
        self.ready[key].as_str().unwrap_or_default()
    }

    /// What they say once they listen.
    fn first_line(&mut self) -> Outcome<Value> {
        let stdout = self.child.stdout.take();
        let mut line = String::new();
        if let Some(stdout) = stdout {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        if line.is_empty() {
            return Err(Failure::new(format!("{NEIGHBOURS} stopped at once")));
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        server::stop(&mut self.child);
    }
}

/// Random digits in hexadecimal.
fn secret() -> Outcome<String> {
    let mut bytes = [0; SECRET_BYTES];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
