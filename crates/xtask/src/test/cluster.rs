//! A private PostgreSQL for one test run: in a temporary folder, in memory where there is room, on the loopback interface only,
//! as an unprivileged user, gone afterwards.

use crate::outcome::{During as _, Outcome, step};
use crate::run::Run;
use crate::setup::{apt, postgres};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};

/// A file system in memory, where the system has one.
const MEMORY: &str = "/dev/shm";
/// The room that some hundred databases of tests take there, with as much again to spare, in GiB.
const ROOM_GIB: u64 = 8;
/// Nothing here has to survive a power cut.
const FAST: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

/// A running cluster; stopped and removed when dropped.
#[derive(Debug)]
pub(crate) struct Cluster {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    /// The user that runs it where we are root, which PostgreSQL refuses to be.
    user: Option<&'static str>,
}

impl Cluster {
    /// Makes and starts one.
    pub(crate) fn start() -> Outcome<Self> {
        let programs = postgres::programs()?;
        step("start a private PostgreSQL", || {
            let folder = format!("edupass-postgres-{}", std::process::id());
            let cluster = Self { programs, folder: place().join(folder), port: free_port()?, user: user()? };
            cluster.make()?;
            let listen = format!(
                "-p {} -c listen_addresses=127.0.0.1 -c max_connections=400 {FAST} -k {}",
                cluster.port,
                cluster.folder.display()
            );
            let start = cluster.program("pg_ctl").words("start -w -s -D").arg(cluster.data());
            start.arg("-l").arg(cluster.folder.join("log")).arg("-o").arg(listen).quietly()?;
            Ok(cluster)
        })
    }

    /// Where the tests make their databases.
    pub(crate) fn url(&self) -> String {
        format!("postgres://edupass@127.0.0.1:{}", self.port)
    }

    fn make(&self) -> Outcome {
        std::fs::create_dir_all(&self.folder).during(self.folder.display())?;
        if let Some(user) = self.user {
            Run::new("chown").arg(user).arg(&self.folder).quietly()?;
        }
        let options = "-U edupass -A trust -E UTF8 --locale=C --no-sync -D";
        self.program("initdb").words(options).arg(self.data()).quietly()
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Run {
        let program = self.programs.join(name);
        let run = match self.user {
            Some(user) => Run::new("runuser").args(["-u", user, "--"]).arg(program),
            None => Run::new(program),
        };
        run.dir(&self.folder)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let stop = self.program("pg_ctl").words("stop -s -m immediate -D").arg(self.data());
        if let Err(failure) = stop.quietly() {
            eprintln!("{failure}");
        }
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// Removing the half a million files of a run from a disk takes longer than the run.
fn place() -> PathBuf {
    let free = Run::new("df").words("--output=avail --block-size=1G").arg(MEMORY).capture();
    let free = free.ok().and_then(|said| said.lines().last()?.trim().parse::<u64>().ok());
    match free {
        Some(free) if free >= ROOM_GIB => Path::new(MEMORY).to_owned(),
        _ => std::env::temp_dir(),
    }
}

fn user() -> Outcome<Option<&'static str>> {
    if !apt::is_root()? {
        return Ok(None);
    }
    let has_postgres = Run::new("id").args(["-u", "postgres"]).succeeds();
    Ok(Some(if has_postgres { "postgres" } else { "nobody" }))
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
