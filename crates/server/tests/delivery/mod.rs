//! Messages on their way to real neighbours: a mail server and a gateway that speak over sockets.

mod arrival;
mod failure;
mod process;
mod sharing;
mod tls;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use contract::language::Language;
use neighbours::outbox::{Channel, Received};
use neighbours::tls::Identity;
use neighbours::{Neighbours, Options};
use server::app::App;
use server::clock::Clock;
use server::delivery::message::{Content, Message, Purpose, Way};
use server::delivery::outbox;
use server::delivery::worker::Worker;
use server::services::import::personal::Column;

use crate::support::{Engine, TestApp};

const SECRET: &str = "a secret of the gateway, long enough";
const MAIL: &str = "canary.family@home.example";
const MOBILE: &str = "0900000987";
const CODE: &str = "204068";
const TOKEN: &str = "CanaryTokenOfTheLink01";

/// A server and its neighbours, on one clock.
struct Town {
    test: TestApp,
    neighbours: Neighbours,
    clock: Arc<OnceLock<Clock>>,
}

impl Town {
    async fn new(engine: Engine) -> Self {
        Self::with(engine, None, "", "").await
    }

    /// With TLS at the mail server, and further lines under `[mail]` and `[sms]`.
    async fn with(engine: Engine, identity: Option<Identity>, mail: &str, sms: &str) -> Self {
        let clock = Arc::new(OnceLock::new());
        let free = SocketAddr::from(([127, 0, 0, 1], 0));
        let neighbours = start(free, free, identity, &clock).await;
        let test = TestApp::with(engine, &settings(&neighbours, mail, sms)).await;
        clock.set(test.app.clock.clone()).unwrap();
        test.add_person("pupil.one", "pupil", "王小明", "active").await;
        Self { test, neighbours, clock }
    }

    /// The neighbours stop answering.
    async fn neighbours_go(self) -> Away {
        let (smtp, web) = (self.neighbours.smtp, self.neighbours.web);
        self.neighbours.stop().await;
        Away { test: self.test, smtp, web, clock: self.clock }
    }

    fn worker(&self) -> Worker {
        Worker::new(self.test.app.clone()).unwrap()
    }

    /// What arrived on a channel, the newest first.
    fn arrived(&self, channel: Channel) -> Vec<Received> {
        self.neighbours.outbox.messages().into_iter().filter(|one| one.channel == channel).collect()
    }
}

/// A server whose neighbours are down.
struct Away {
    test: TestApp,
    smtp: SocketAddr,
    web: SocketAddr,
    clock: Arc<OnceLock<Clock>>,
}

impl Away {
    /// They answer again, at the same addresses, and remember nothing.
    async fn neighbours_return(self) -> Town {
        let neighbours = start(self.smtp, self.web, None, &self.clock).await;
        Town { test: self.test, neighbours, clock: self.clock }
    }
}

async fn start(
    smtp: SocketAddr,
    web: SocketAddr,
    identity: Option<Identity>,
    clock: &Arc<OnceLock<Clock>>,
) -> Neighbours {
    let clock = clock.clone();
    let clock: neighbours::Clock = Arc::new(move || clock.get().map_or(0, |clock| clock.now().0));
    Neighbours::start(Options { smtp, web, sms_secret: SECRET.into(), identity, clock }).await.unwrap()
}

fn settings(neighbours: &Neighbours, mail: &str, sms: &str) -> String {
    let (smtp, web) = (neighbours.smtp.port(), neighbours.web);
    let security = if mail.is_empty() { "security = \"none\"" } else { mail };
    let secret = if sms.is_empty() { format!("secret = \"{SECRET}\"") } else { sms.to_owned() };
    format!(
        "[mail]\nfrom = \"EduPass <no-reply@sso.example>\"\nhost = \"127.0.0.1\"\nport = {smtp}\n{security}\n\
         [sms]\nurl = \"http://{web}/sms\"\n{secret}\n"
    )
}

impl TestApp {
    /// Gives the owner of an account these addresses; returns the account's id.
    async fn reachable(&self, account: &str, contacts: &[(&str, &str)]) -> String {
        let person = self.text(&format!("SELECT person_id FROM account WHERE name = '{account}'")).await;
        for (kind, value) in contacts {
            let column = if *kind == "mail" { Column::BackupMail } else { Column::BackupMobile };
            let sealed = column.seal(&self.app.keys, &person, value).unwrap();
            let hex: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
            let blob = match self.app.store.backend() {
                sea_orm::DbBackend::Postgres => format!("decode('{hex}', 'hex')"),
                _ => format!("x'{hex}'"),
            };
            self.sql(&format!(
                "INSERT INTO contact (person_id, kind, value_sealed, updated_at) \
                 VALUES ('{person}', '{kind}', {blob}, 0)"
            ))
            .await;
        }
        self.text(&format!("SELECT id FROM account WHERE name = '{account}'")).await
    }

    /// The pupil's account, with a mail address and a mobile.
    async fn reachable_pupil(&self) -> String {
        self.reachable("pupil.one", &[("mail", MAIL), ("mobile", MOBILE)]).await
    }

    async fn deliveries(&self, state: &str) -> i64 {
        self.count(&format!("SELECT COUNT(*) FROM delivery WHERE state = '{state}'")).await
    }
}

/// Writes a message as a use case does.
async fn tell(app: &App, account_id: Option<&str>, content: Content) {
    let transaction = app.store.begin().await.unwrap();
    let account_id = account_id.map(str::to_owned);
    let message = Message { account_id, language: Language::ZhTw, content };
    outbox::enqueue(app, &transaction, message).await.unwrap();
    transaction.commit().await.unwrap();
    outbox::wake(app);
}

fn code() -> Content {
    Content::Code { code: CODE.into(), purpose: Purpose::Recovery, minutes: 10 }
}

fn changed(app: &App) -> Content {
    Content::PasswordChanged { at: app.clock.now(), way: Way::PersonalData, link_token: TOKEN.into() }
}

fn ids(messages: &[Received]) -> BTreeSet<String> {
    messages.iter().map(|message| message.id.clone()).collect()
}
