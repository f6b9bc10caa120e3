//! `edupass serve` in a process of its own: what it sends, logs, and leaves when it is killed.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use neighbours::outbox::Manner;
use tokio::sync::mpsc;

use super::*;
use crate::on_both_databases;

/// Longer than the lease of a delivery.
const LEASE_OVER: i64 = 121;

/// A server with its log.
struct Process {
    child: Child,
    log: mpsc::UnboundedReceiver<String>,
}

impl Process {
    /// Starts one that shares database, keys and neighbours with the town's.
    fn start(town: &Town, level: &str) -> Self {
        let config = &town.test.app.config;
        let mut child = Command::new(env!("CARGO_BIN_EXE_edupass"))
            .arg("serve")
            .env_remove("DATABASE_URL")
            .env("EDUPASS_SERVER__LISTEN", "127.0.0.1:0")
            .env("EDUPASS_DATABASE__URL", &config.database.url)
            .env("EDUPASS_KEYS__FILE", &config.keys.file)
            .env("EDUPASS_PORTAL__DIST", town.test.folder().join("dist"))
            .env("EDUPASS_MAIL__FROM", &config.mail.from)
            .env("EDUPASS_MAIL__HOST", &config.mail.host)
            .env("EDUPASS_MAIL__PORT", config.mail.port.to_string())
            .env("EDUPASS_MAIL__SECURITY", "none")
            .env("EDUPASS_SMS__URL", &config.sms.url)
            .env("EDUPASS_SMS__SECRET", &config.sms.secret)
            .env("EDUPASS_LOG__LEVEL", level)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (said, log) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            lines.map_while(Result::ok).for_each(|line| drop(said.send(line)));
        });
        Self { child, log }
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The log until so many deliveries were told of.
    async fn log_of(&mut self, deliveries: usize) -> String {
        let (mut all, mut told) = (String::new(), 0);
        while told < deliveries {
            let line = self.log.recv().await.expect("the server goes on");
            told += usize::from(line.contains("\"message\":\"delivery\""));
            all.push_str(&line);
            all.push('\n');
        }
        all
    }
}

on_both_databases! {
    async fn mail_that_a_killed_server_had_sent_comes_again_with_the_same_id(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable("pupil.one", &[("mail", MAIL)]).await;
        town.neighbours.outbox.set_manner(Manner::Silent);
        let process = Process::start(&town, "info");
        tell(&town.test.app, Some(&account), code()).await;
        town.neighbours.outbox.has_received(1).await;
        process.kill();
        town.neighbours.outbox.set_manner(Manner::Take);

        let worker = town.worker();
        worker.round().await.unwrap();
        assert_eq!(town.arrived(Channel::Mail).len(), 1, "its lease is not over");
        town.test.app.clock.advance_seconds(LEASE_OVER);
        worker.round().await.unwrap();
        let mails = town.arrived(Channel::Mail);
        assert_eq!((mails.len(), ids(&mails).len()), (2, 1));
        assert_eq!(town.test.deliveries("sent").await, 1);
    }

    async fn worker_that_is_told_to_stop_ends_the_try_it_has_begun(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable("pupil.one", &[("mail", MAIL)]).await;
        town.neighbours.outbox.set_manner(Manner::Silent);
        let worker = Arc::new(town.worker());
        let working = tokio::spawn({
            let worker = worker.clone();
            async move { worker.run().await }
        });
        tell(&town.test.app, Some(&account), code()).await;
        town.neighbours.outbox.has_received(1).await;
        worker.stop();
        town.neighbours.outbox.set_manner(Manner::Take);
        working.await.unwrap();
        assert_eq!(town.test.deliveries("sent").await, 1);
    }

    async fn log_tells_of_deliveries_and_not_of_people(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        let mut process = Process::start(&town, "debug");
        tell(&town.test.app, Some(&account), code()).await;
        let mut log = process.log_of(2).await;
        // A server that refuses repeats the address in its answer.
        town.neighbours.outbox.set_manner(Manner::Refuse(550));
        tell(&town.test.app, Some(&account), changed(&town.test.app)).await;
        log.push_str(&process.log_of(2).await);
        process.kill();
        assert_eq!(town.neighbours.outbox.messages().len(), 3);
        for told in ["\"outcome\":\"sent\"", "\"outcome\":\"given_up\"", "\"code\":\"refused\"", "\"channel\":\"sms\""] {
            assert!(log.contains(told), "{told} is missing in {log}");
        }
        for secret in [MAIL, "canary", MOBILE, CODE, TOKEN, SECRET, "王小明", "pupil.one"] {
            assert!(!log.contains(secret), "{secret} is in {log}");
        }
    }
}
