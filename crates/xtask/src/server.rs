//! A running `edupass` with demo data: for `serve`, `dev`, and whatever needs a real server.

use crate::files;
use crate::neighbours::Neighbours;
use crate::outcome::{During as _, Failure, Outcome, step};
use crate::place::{DIST, EDUPASS};
use crate::run::Run;
use serde_json::Value;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The port that is tried first.
const PORT: u16 = 8600;
const READY_PATH: &str = "/readyz";
const START_TIME_MAX: Duration = Duration::from_secs(30);
const STOP_TIME_MAX: Duration = Duration::from_secs(15);
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Where a server listens and keeps its data.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Its own port on the loopback interface.
    pub(crate) port: u16,
    /// The address that browsers use, when it is not this port's.
    pub(crate) public_origin: Option<String>,
    /// Database and keys.
    pub(crate) data: PathBuf,
    /// Whom it reaches people by; without them messages wait.
    pub(crate) neighbours: Option<Neighbours>,
}

impl Settings {
    /// The address that browsers use.
    pub(crate) fn address(&self) -> String {
        let own = || format!("http://localhost:{}", self.port);
        self.public_origin.clone().unwrap_or_else(own)
    }

    /// The server's program with these settings.
    pub(crate) fn edupass(&self) -> Run {
        let data = self.data.display();
        let neighbours = self.neighbours.iter().flat_map(Neighbours::settings);
        Run::new(EDUPASS).envs(neighbours).envs([
            ("EDUPASS_PORTAL__DIST", DIST.to_owned()),
            ("EDUPASS_SERVER__LISTEN", format!("127.0.0.1:{}", self.port)),
            ("EDUPASS_SERVER__PUBLIC_ORIGIN", self.address()),
            ("EDUPASS_DATABASE__URL", format!("sqlite://{data}/edupass.db?mode=rwc")),
            ("EDUPASS_KEYS__FILE", format!("{data}/keys.toml")),
        ])
    }

    /// Fills the database with the demo data; returns the demo accounts.
    pub(crate) fn seed(&self) -> Outcome<Value> {
        std::fs::create_dir_all(&self.data).during(self.data.display())?;
        let list = self.data.join("accounts.json");
        step("demo data", || self.edupass().words("demo seed --ready-file").arg(&list).quietly())?;
        let mut seeded: Value = serde_json::from_str(&files::read(&list)?)?;
        Ok(seeded["accounts"].take())
    }

    /// Starts the server and returns once it is ready.
    pub(crate) fn start(&self) -> Outcome<Server> {
        step(&format!("start the server on {}", self.address()), || {
            // A group of its own: Ctrl-C reaches us, and we stop it in good order.
            let mut command = self.edupass().arg("serve").into_command();
            let child = command.process_group(0).spawn().during(EDUPASS)?;
            let mut server = Server { child };
            server.wait_until_ready(self.port)?;
            Ok(server)
        })
    }
}

/// The server's process; stopped in good order when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
}

impl Server {
    fn wait_until_ready(&mut self, port: u16) -> Outcome {
        let start = Instant::now();
        while start.elapsed() < START_TIME_MAX {
            if let Some(status) = self.child.try_wait()? {
                return Err(Failure::new(format!("the server stopped at once: {status}")));
            }
            if status(port, READY_PATH) == Some(200) {
                return Ok(());
            }
            sleep(LOOK_EVERY);
        }
        Err(Failure::new(format!("the server did not answer {READY_PATH} in time")))
    }

    /// Returns when we are asked to stop, or with a failure when the server stops by itself.
    pub(crate) fn wait_for_signal(&mut self) -> Outcome {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
        loop {
            if signals.pending().next().is_some() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(Failure::new(format!("the server stopped: {status}")));
            }
            sleep(LOOK_EVERY);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Asks a process to end, and ends it when it does not.
pub(crate) fn stop(child: &mut Child) {
    let id = child.id().to_string();
    let asked = matches!(child.try_wait(), Ok(None)) && Run::new("kill").arg(id).succeeds();
    let start = Instant::now();
    while asked && start.elapsed() < STOP_TIME_MAX {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        sleep(LOOK_EVERY);
    }
    child.kill().ok();
    child.wait().ok();
}

/// The server's program and its neighbours, built. Always together: alone, each would have
/// libraries with other features, and compile them anew.
pub(crate) fn build() -> Outcome {
    let build = "build --release --package server --package neighbours";
    step("compile the server (release)", || Run::new("cargo").words(build).go())
}

/// As [`build`], with the examples that read a picture and make a server's data older, for what is measured.
pub(crate) fn build_with_helpers() -> Outcome {
    let build = "build --release --package server --package neighbours --bins --examples";
    step("compile the server and its helpers (release)", || Run::new("cargo").words(build).go())
}

/// The same for tests, in the profile of the server's own tests: nearly all of it is compiled by then.
pub(crate) fn build_for_tests() -> Outcome {
    let build = "build --package server --package neighbours --package load --bins --examples";
    step("compile the server and its helpers for tests", || Run::new("cargo").words(build).go())
}

/// The wanted port, or the first free one from [`PORT`] on.
pub(crate) fn port(wanted: Option<&str>) -> Outcome<u16> {
    if let Some(wanted) = wanted {
        return wanted.parse().during(format!("--port {wanted}"));
    }
    free_port(PORT)
}

/// The first free port from `first` on, on the loopback interface.
pub(crate) fn free_port(first: u16) -> Outcome<u16> {
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let found = (first..first + 100).find(free);
    found.ok_or_else(|| Failure::new(format!("no free port from {first} on")))
}

/// The status that a path on the loopback interface answers with.
fn status(port: u16, path: &str) -> Option<u16> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost:{port}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).ok()?;
    std::str::from_utf8(&answer).ok()?.split(' ').nth(1)?.parse().ok()
}

/// Where the demo keeps its data unless told otherwise.
pub(crate) fn demo_folder(wanted: Option<&str>) -> PathBuf {
    let folder = Path::new(wanted.unwrap_or("target/demo"));
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_status_of_an_answer() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("its address").port();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut request = [0; 512];
            let _read = stream.read(&mut request).expect("its head");
            stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\n\r\n").expect("an answer");
        });
        assert_eq!(status(port, "/readyz"), Some(503));
    }
}
