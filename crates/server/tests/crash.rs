//! `kill -9` under load: what was acknowledged is there afterwards, and the database opens.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::wire::Wire;
use crate::support::{Engine, TestApp};
use axum::http::StatusCode;
use contract::api::flow::Flow;
use contract::paths;
use rand::Rng as _;
use serde_json::json;
use server::app::App;
use server::clock::Clock;
use server::services::sessions::reference_hash;
use server::services::sign_in::attempt::unknown_bucket;
use server::store::{attempt, session};
use tokio::sync::mpsc;

/// Pupils at once.
const BROWSERS: usize = 6;
const ACCOUNTS: usize = 8;

/// What the server told a browser, and so must not forget.
#[derive(Debug)]
enum Acknowledged {
    SignedIn(String),
    SignedOut(String),
    Failed(String),
}

/// A server in a process of its own, that can be killed.
struct Process {
    child: Child,
    address: SocketAddr,
}

impl Process {
    fn start(test: &TestApp) -> Self {
        let config = &test.app.config;
        let mut child = Command::new(env!("CARGO_BIN_EXE_edupass"))
            .arg("serve")
            .env_remove("DATABASE_URL")
            .env("EDUPASS_SERVER__LISTEN", "127.0.0.1:0")
            .env("EDUPASS_DATABASE__URL", &config.database.url)
            .env("EDUPASS_KEYS__FILE", &config.keys.file)
            .env("EDUPASS_PORTAL__DIST", test.folder().join("dist"))
            .env("EDUPASS_HASHING__MEMORY_KIB", "7168")
            .env("EDUPASS_HASHING__PASSES", "1")
            .env("EDUPASS_HASHING__SOURCE_SHARE_PERCENT", "100")
            .env("EDUPASS_LIMITS__SOURCE_FAILURES", "1000000")
            .env("EDUPASS_SESSION__LIVE_MAX", "1000")
            .env("EDUPASS_CHALLENGE__POLICY", "off")
            .env("EDUPASS_LOG__LEVEL", "info")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let line: serde_json::Value = serde_json::from_str(&line).ok()?;
            line["address"].as_str()?.parse().ok()
        });
        // Somebody has to read on, or the server stops at a full pipe.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { child, address: address.expect("the server says where it listens") }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Signs in, signs out and guesses until the connection breaks.
async fn pupil(address: SocketAddr, number: usize, said: mpsc::UnboundedSender<Acknowledged>) {
    loop {
        let Some(mut wire) = Wire::open(address).await else { return };
        let Some((_, flow)) = wire.post(paths::FLOWS_LOGIN, &json!({})).await else { return };
        let flow: Flow = serde_json::from_value(flow).unwrap();
        let guess = format!("guess-{}", server::random::row_id());
        let is_guess = server::random::generator().random_bool(0.3);
        let account = if is_guess { guess.clone() } else { format!("pupil{}", number % ACCOUNTS) };
        let step = Browser::step(&flow, &account, PASSWORD);
        let Some((status, answer)) = wire.post(&paths::flow_step_password(&flow.id), &step).await else {
            return;
        };
        match status {
            StatusCode::OK => {
                let reference = wire.cookie("__Host-sid").unwrap().to_owned();
                if server::random::generator().random_bool(0.5) {
                    let _ = said.send(Acknowledged::SignedIn(reference));
                } else if wire.post(paths::SESSION_SIGN_OUT, &json!({})).await.is_some() {
                    let _ = said.send(Acknowledged::SignedOut(reference));
                }
            }
            StatusCode::UNAUTHORIZED => drop(said.send(Acknowledged::Failed(guess))),
            _ => panic!("{status}: {answer}"),
        }
    }
}

/// Starts a server, kills it after a random number of answers, and looks for each of them.
async fn crash_once(test: &TestApp) -> usize {
    let process = Process::start(test);
    let (said, mut heard) = mpsc::unbounded_channel();
    let pupils: Vec<_> =
        (0..BROWSERS).map(|number| tokio::spawn(pupil(process.address, number, said.clone()))).collect();
    drop(said);
    let mut acknowledged = Vec::new();
    for _ in 0..server::random::generator().random_range(3..60) {
        acknowledged.push(heard.recv().await.expect("the server answers"));
    }
    process.kill();
    while let Some(more) = heard.recv().await {
        acknowledged.push(more);
    }
    for pupil in pupils {
        pupil.await.unwrap();
    }
    let app = App::open((*test.app.config).clone(), Clock::system()).await.unwrap();
    for fact in &acknowledged {
        assert_remembered(&app, fact).await;
    }
    app.store.close().await;
    acknowledged.len()
}

async fn assert_remembered(app: &App, fact: &Acknowledged) {
    match fact {
        Acknowledged::SignedIn(reference) => {
            let found = session::find(&app.store, &reference_hash(reference)).await.unwrap();
            assert!(found.expect("a session that was acknowledged").ended_at.is_none());
        }
        Acknowledged::SignedOut(reference) => {
            let found = session::find(&app.store, &reference_hash(reference)).await.unwrap();
            assert!(found.expect("a session that was acknowledged").ended_at.is_some(), "it was signed out");
        }
        Acknowledged::Failed(guess) => {
            let bucket = unknown_bucket(app, guess);
            let failures = attempt::failures(&app.store, &bucket, app.clock.now()).await.unwrap();
            assert_eq!(failures, 1, "a failed attempt is remembered");
        }
    }
}

async fn crash(engine: Engine, times: usize) {
    let test = TestApp::new(engine).await;
    for number in 0..ACCOUNTS {
        test.add_person(&format!("pupil{number}"), "pupil", "王小明", "active").await;
    }
    test.app.store.close().await;
    let mut acknowledged = 0;
    for _ in 0..times {
        acknowledged += crash_once(&test).await;
        if engine == Engine::Sqlite {
            assert_eq!(test.text("PRAGMA integrity_check").await, "ok");
        }
        let completed = "SELECT COUNT(*) FROM flow WHERE state = 'completed' AND session_id NOT IN (SELECT id FROM session)";
        assert_eq!(test.count(completed).await, 0, "no flow is completed without its session");
    }
    println!("{times} kills, {acknowledged} acknowledged writes, none lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_every_acknowledged_write() {
    crash(Engine::Sqlite, 50).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_every_acknowledged_write() {
    crash(Engine::Postgres, 10).await;
}
