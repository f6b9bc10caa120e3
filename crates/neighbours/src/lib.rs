//! The demo's simulated neighbours of EduPass: a mail server and a gateway for short messages that
//! speak the real protocols, keep what they are sent in memory, and show it on a page.
//!
//! Reading order: [`outbox`] keeps, [`smtp`] and [`gateway`] receive, [`page`] shows.

pub mod outbox;
// what receives
pub mod gateway;
pub mod smtp;
pub mod tls;
// what shows
pub mod page;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

use outbox::Outbox;
use tls::Identity;

/// Where the time comes from: milliseconds since 1970-01-01 UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What to start.
pub struct Options {
    /// Where the mail server listens; port 0 is any free one.
    pub smtp: SocketAddr,
    /// Where gateway and page listen.
    pub web: SocketAddr,
    /// The secret that signs short messages.
    pub sms_secret: String,
    /// The certificate, if the mail server is to insist on TLS.
    pub identity: Option<Identity>,
    /// The time.
    pub clock: Clock,
}

/// Running neighbours; they stop when this is dropped.
pub struct Neighbours {
    /// Where the mail server listens.
    pub smtp: SocketAddr,
    /// Where gateway and page listen.
    pub web: SocketAddr,
    /// What they were sent.
    pub outbox: Outbox,
    tasks: JoinSet<()>,
    /// The gateway lets its connections end when this is dropped.
    open: watch::Sender<()>,
}

impl Neighbours {
    /// Starts them.
    ///
    /// # Errors
    /// When an address cannot be listened on.
    pub async fn start(options: Options) -> std::io::Result<Self> {
        let outbox = Outbox::new(options.clock);
        let mail = TcpListener::bind(options.smtp).await?;
        let web = TcpListener::bind(options.web).await?;
        let (smtp, address) = (mail.local_addr()?, web.local_addr()?);
        let acceptor = options.identity.as_ref().map(Identity::acceptor);
        let mut tasks = JoinSet::new();
        tasks.spawn(smtp::serve(mail, acceptor, outbox.clone()));
        let router = router(&outbox, options.sms_secret);
        let (open, mut closing) = watch::channel(());
        let closed = async move { drop(closing.changed().await) };
        tasks.spawn(async move {
            // A listener that fails is seen by whoever wants to reach it.
            let _ = axum::serve(web, router).with_graceful_shutdown(closed).await;
        });
        Ok(Self { smtp, web: address, outbox, tasks, open })
    }

    /// Stops them: afterwards nobody answers, and the addresses are free.
    pub async fn stop(self) {
        let Self { mut tasks, open, .. } = self;
        drop(open);
        // The gateway ends by itself, the mail server's loop never does.
        tasks.join_next().await;
        tasks.shutdown().await;
    }

    /// Runs until one of them stops by itself, which none does.
    pub async fn run(&mut self) {
        self.tasks.join_next().await;
    }
}

fn router(outbox: &Outbox, secret: String) -> Router {
    let pages = Router::new()
        .route("/", get(page::show))
        .route("/style.css", get(page::style))
        .route("/messages", get(page::messages).delete(page::clear))
        .with_state(outbox.clone());
    let gateway = Router::new()
        .route("/sms", post(gateway::receive))
        .with_state(gateway::Gateway::new(outbox.clone(), secret));
    pages.merge(gateway)
}
