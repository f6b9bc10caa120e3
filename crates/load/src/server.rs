//! The server under test: a process of its own with a database that is thrown away.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::options::Options;
use crate::usage::Usage;
use crate::{Failure, people};

/// How long the server may take to start, and to stop.
const START_TIME: Duration = Duration::from_secs(30);

/// A folder that is removed in the end.
pub(crate) struct Folder(PathBuf);

/// The running server.
pub(crate) struct Server {
    process: Child,
    address: SocketAddr,
    folder: Folder,
}

impl Folder {
    /// A new folder among the temporary ones.
    pub(crate) fn new(name: &str) -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("edupass-load-{}-{name}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// A file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing to be done about a folder that cannot be removed: it is a temporary one.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The server's program with its database, keys and settings in this folder.
pub(crate) fn command(options: &Options, folder: &Folder) -> Result<Command, Failure> {
    let mut command = Command::new(options.server()?);
    let database = format!("sqlite://{}?mode=rwc", folder.file("edupass.db").display());
    command
        .current_dir(&folder.0)
        .env_remove("DATABASE_URL")
        .env("EDUPASS_DATABASE__URL", database)
        .env("EDUPASS_KEYS__FILE", folder.file("keys.toml"))
        .stdin(Stdio::null());
    Ok(command)
}

/// Runs one of the server's commands to its end; its output goes to a file of that name.
pub(crate) fn run(
    options: &Options,
    folder: &Folder,
    arguments: &[&str],
    file: &Path,
) -> Result<(), Failure> {
    let log = folder.file("command.log");
    let output = File::create(&log)?;
    let status = command(options, folder)?
        .args(arguments)
        .arg(file)
        .stderr(output.try_clone()?)
        .stdout(output)
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(format!("edupass {} failed: {}", arguments.join(" "), last_lines(&log)).into())
}

impl Server {
    /// Imports the accounts, starts the server and waits until it answers.
    pub(crate) async fn start(options: &Options) -> Result<Self, Failure> {
        let folder = Folder::new("server")?;
        people::prepare(options, &folder, options.accounts as usize, people::Password::Shared)?;
        people::run_import(options, &folder)?;
        let address = free_address()?;
        let log = File::create(folder.file("server.log"))?;
        let process = command(options, &folder)?
            .arg("serve")
            .env("EDUPASS_SERVER__LISTEN", address.to_string())
            .env("EDUPASS_SERVER__PUBLIC_ORIGIN", format!("http://{address}"))
            // Pupils come from many networks, and a proxy says from which.
            .env("EDUPASS_SERVER__TRUSTED_PROXIES", r#"["127.0.0.0/8"]"#)
            .env("EDUPASS_CHALLENGE__POLICY", if options.proof { "always" } else { "adaptive" })
            .env("EDUPASS_PORTAL__DIST", portal(&folder)?)
            .stderr(log.try_clone()?)
            .stdout(log)
            .spawn()?;
        let mut server = Self { process, address, folder };
        server.wait_until_ready().await?;
        Ok(server)
    }

    /// Where it listens.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it has used so far.
    pub(crate) fn usage(&self) -> Result<Usage, Failure> {
        Usage::of(self.process.id())
    }

    /// Asks it to stop, as a service manager does, and waits for it.
    pub(crate) fn stop(mut self) -> Result<(), Failure> {
        Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status()?;
        let began = Instant::now();
        while began.elapsed() < START_TIME {
            if let Some(status) = self.process.try_wait()? {
                let well =
                    if status.success() { Ok(()) } else { Err(format!("the server ended with {status}")) };
                return Ok(well?);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err("the server did not stop when it was told to".into())
    }

    async fn wait_until_ready(&mut self) -> Result<(), Failure> {
        let began = Instant::now();
        while began.elapsed() < START_TIME {
            if tokio::net::TcpStream::connect(self.address).await.is_ok() {
                return Ok(());
            }
            if self.process.try_wait()?.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(format!("the server did not start: {}", last_lines(&self.folder.file("server.log"))).into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After `stop` the process is gone and this does nothing.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A page to serve, so that the run needs no built portal.
fn portal(folder: &Folder) -> Result<PathBuf, Failure> {
    let dist = folder.file("dist");
    fs::create_dir_all(&dist)?;
    fs::write(dist.join("index.html"), "<!doctype html><html lang=\"en\"><title>load</title></html>")?;
    Ok(dist)
}

/// An address of this machine that nobody listens on.
fn free_address() -> Result<SocketAddr, Failure> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

fn last_lines(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(8)..].join("\n  ")
}
