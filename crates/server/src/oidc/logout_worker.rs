//! Tells clients that a session ended (OpenID Connect Back-Channel Logout §2.4-2.5): from a durable
//! outbox, at least once, by one server at a time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::Timestamp;
use crate::oidc::{issuer, jws, keys, subject};
use crate::outbound;
use crate::services::refusal::Refusal;
use crate::store::oidc::client::{self, Client};
use crate::store::oidc::logout::{self, Delivery};

/// How often is looked for what is due.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Deliveries in one round.
const ROUND_MAX: i64 = 16;
/// A try is over after this, whatever the client does.
const TRY_MAX: Duration = Duration::from_secs(10);
/// Longer than a try.
const LEASE_SECONDS: i64 = 60;
/// A logout token is good for two minutes (REQ-OP-10); each try makes its own.
const TOKEN_SECONDS: i64 = 120;
/// Until when it is tried, in seconds: longer than the sessions of services live.
const GIVE_UP_SECONDS: i64 = 24 * 3600;
/// The first pause, in seconds; each further one is twice as long.
const PAUSE_SECONDS: i64 = 5;
/// The longest pause, in seconds.
const PAUSE_SECONDS_MAX: i64 = 3600;
/// The event that a logout token stands for (§2.4).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What works through the sign-outs.
pub struct LogoutWorker {
    app: App,
    http: reqwest::Client,
    is_stopping: AtomicBool,
}

impl LogoutWorker {
    /// A worker for this server.
    ///
    /// # Errors
    /// When the certificates cannot be read or TLS cannot be set up; the text says which.
    pub fn new(app: App) -> Result<Self, String> {
        let ca_file = &app.config.back_channel_logout.ca_file;
        let http = outbound::client("back_channel_logout.ca_file", ca_file, TRY_MAX)?;
        Ok(Self { app, http, is_stopping: AtomicBool::new(false) })
    }

    /// Works until it is told to stop.
    pub async fn run(&self) {
        while !self.is_stopping.load(Ordering::Relaxed) {
            if let Err(error) = self.round().await {
                tracing::error!(cause = error.cause, "telling services failed; the next round tries again");
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Ends [`LogoutWorker::run`] after the tries that have begun.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
    }

    /// Everything that is due now, once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round(&self) -> Result<(), Refusal> {
        let app = &self.app;
        loop {
            let now = app.clock.now();
            let due = logout::due(&app.store, now, ROUND_MAX).await?;
            if due.is_empty() {
                return Ok(());
            }
            let transaction = app.store.begin().await?;
            let until = now.plus_seconds(LEASE_SECONDS);
            let leased = logout::lease(&transaction, &due, now, until).await?;
            transaction.commit().await?;
            if leased.is_empty() {
                return Ok(());
            }
            for result in join_all(leased.iter().map(|delivery| self.deliver(delivery))).await {
                result?;
            }
        }
    }

    async fn deliver(&self, delivery: &Delivery) -> Result<(), Refusal> {
        let app = &self.app;
        let client = client::find(&app.store, &delivery.client_id).await?;
        let outcome = match client {
            Some(client) => self.tell(&client, delivery).await?,
            None => Err("no_client"),
        };
        let now = app.clock.now();
        let (state, next) = match outcome {
            Ok(()) => ("sent", now),
            Err(_) => next_try(delivery, now),
        };
        let transaction = app.store.begin().await?;
        logout::tried(&transaction, &delivery.sid, state, outcome.err(), next).await?;
        transaction.commit().await?;
        let (client, tries) = (&delivery.client_id, delivery.tries);
        tracing::info!(client, tries, code = outcome.err(), outcome = state, "back-channel logout");
        Ok(())
    }

    async fn tell(&self, client: &Client, delivery: &Delivery) -> Result<Result<(), &'static str>, Refusal> {
        let Some(uri) = &client.back_channel_logout_uri else { return Ok(Err("no_address")) };
        let app = &self.app;
        let key = keys::active(app, client.registration.id_token_algorithm).await?;
        let claims = claims(app, client, delivery);
        let token = jws::sign(&key.private, &key.id, "logout+jwt", &claims);
        let token = token.ok_or_else(|| Refusal::internal("a signing key does not sign"))?;
        // A token needs no further encoding in a form: base64url and dots.
        let request = self
            .http
            .post(uri)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(["logout_token=", &token].concat());
        Ok(match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(_) => Err("refused"),
            Err(error) if error.is_timeout() => Err("timeout"),
            Err(_) => Err("unreachable"),
        })
    }
}

fn claims(app: &App, client: &Client, delivery: &Delivery) -> Value {
    let now = app.clock.now().0.div_euclid(1000);
    json!({
        "iss": issuer(app),
        "aud": client.id,
        "sub": subject::of(app, client, &delivery.account_id),
        "sid": delivery.sid,
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "jti": crate::random::reference(),
        "events": { EVENT: {} },
    })
}

fn next_try(delivery: &Delivery, now: Timestamp) -> (&'static str, Timestamp) {
    let doublings = u32::try_from(delivery.tries - 1).unwrap_or(0).min(16);
    let pause = (PAUSE_SECONDS << doublings).min(PAUSE_SECONDS_MAX);
    let next = now.plus_seconds(pause);
    let end = Timestamp(delivery.created_at).plus_seconds(GIVE_UP_SECONDS);
    if next < end { ("waiting", next) } else { ("given_up", now) }
}
