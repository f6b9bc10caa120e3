//! The worker: finds who a message is for, sends it, and tries again while it has to.
//!
//! Three loops, so that a slow neighbour does not hold up the other: one makes deliveries out of
//! messages, one sends mail, one sends short messages. Several servers on one database share the
//! work by leases.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use rand::Rng as _;
use tokio::sync::Notify;

use crate::app::App;
use crate::delivery::attempt::{Neighbours, next_try};
use crate::delivery::failure::Failure;
use crate::delivery::outbox::OutboxError;
use crate::store::message::{self, Channel, Delivery, Message};

/// How often is looked for messages of other processes and for tries that are due.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Messages or deliveries in one round.
const ROUND_MAX: i64 = 8;
/// A try is over after this, whatever the neighbour does.
const TRY_MAX: Duration = Duration::from_secs(60);
/// Longer than a try, so that no second server begins while a first one is still at it.
const LEASE_SECONDS: i64 = 120;
/// How long a new message rests at most.
const REST_MS_MAX: u64 = 900;

/// What works through the outbox.
pub struct Worker {
    app: App,
    neighbours: Neighbours,
    mail_due: Notify,
    sms_due: Notify,
    is_stopping: AtomicBool,
}

impl Worker {
    /// With the neighbours of the settings; one without an address is off, and its messages wait.
    ///
    /// # Errors
    /// When a neighbour's settings cannot be used; the text says which.
    pub fn new(app: App) -> Result<Self, String> {
        let neighbours = Neighbours::new(&app)?;
        let (mail_due, sms_due) = (Notify::new(), Notify::new());
        Ok(Self { app, neighbours, mail_due, sms_due, is_stopping: AtomicBool::new(false) })
    }

    /// Works until it is told to stop. Dropped before, it leaves what it was at to whoever finds
    /// the lease over.
    pub async fn run(&self) {
        let fan_out = async {
            while self.goes_on_after(&self.app.outbox).await {
                rest().await;
                tell(self.fan_out().await);
                self.mail_due.notify_one();
                self.sms_due.notify_one();
            }
        };
        tokio::join!(
            fan_out,
            self.send_on(Channel::Mail, &self.mail_due),
            self.send_on(Channel::Sms, &self.sms_due)
        );
    }

    async fn send_on(&self, channel: Channel, due: &Notify) {
        while self.goes_on_after(due).await {
            tell(self.send_due(channel).await);
        }
    }

    /// Ends [`Worker::run`] after the tries that have begun.
    pub fn stop(&self) {
        self.is_stopping.store(true, Ordering::Relaxed);
        for bell in [&*self.app.outbox, &self.mail_due, &self.sms_due] {
            bell.notify_one();
        }
    }

    /// Waits for the bell or for the next round, whichever comes first.
    async fn goes_on_after(&self, bell: &Notify) -> bool {
        // Running out of time is the other way to begin a round.
        let _ = tokio::time::timeout(LOOK_EVERY, bell.notified()).await;
        self.goes_on()
    }

    fn goes_on(&self) -> bool {
        !self.is_stopping.load(Ordering::Relaxed)
    }

    /// Everything that is due now, once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn round(&self) -> Result<(), OutboxError> {
        self.fan_out().await?;
        let (mail, sms) = tokio::join!(self.send_due(Channel::Mail), self.send_due(Channel::Sms));
        mail.and(sms)
    }

    /// Makes the deliveries of every new message.
    async fn fan_out(&self) -> Result<(), OutboxError> {
        let app = &self.app;
        loop {
            let messages = message::not_fanned_out(&app.store, ROUND_MAX).await?;
            if messages.is_empty() {
                return Ok(());
            }
            for message in messages {
                let channels = self.channels(&message).await?;
                let transaction = app.store.begin().await?;
                message::fan_out(&transaction, &message, &channels, app.clock.now()).await?;
                transaction.commit().await?;
            }
        }
    }

    /// The channels by which the message's account can be reached.
    async fn channels(&self, message: &Message) -> Result<Vec<Channel>, OutboxError> {
        let Some(account_id) = &message.account_id else { return Ok(Vec::new()) };
        let contacts = message::contacts(&self.app.store, account_id).await?;
        let has = |channel: &Channel| contacts.iter().any(|known| known.kind == channel.contact_kind());
        Ok(Channel::ALL.into_iter().filter(has).collect())
    }

    /// Sends what is due on a channel until nothing is.
    async fn send_due(&self, channel: Channel) -> Result<(), OutboxError> {
        let app = &self.app;
        while self.neighbours.has(channel) && self.goes_on() {
            let now = app.clock.now();
            let due = message::due(&app.store, channel, now, ROUND_MAX).await?;
            if due.is_empty() {
                break;
            }
            let transaction = app.store.begin().await?;
            let until = now.plus_seconds(LEASE_SECONDS);
            let leased = message::lease(&transaction, &due, now, until).await?;
            transaction.commit().await?;
            let tries = leased.iter().map(|delivery| self.deliver(channel, delivery));
            for result in join_all(tries).await {
                result?;
            }
        }
        Ok(())
    }

    /// One try, and a note of how it went.
    async fn deliver(&self, channel: Channel, delivery: &Delivery) -> Result<(), OutboxError> {
        let app = &self.app;
        let message = message::find(&app.store, &delivery.message_id).await?;
        let outcome =
            tokio::time::timeout(TRY_MAX, self.neighbours.send(app, channel, delivery, &message)).await;
        let outcome = outcome.unwrap_or(Err(Failure::for_now("timeout")));
        let now = app.clock.now();
        let transaction = app.store.begin().await?;
        let (said, code) = match outcome {
            Ok(()) => {
                message::sent(&transaction, delivery, now).await?;
                ("sent", None)
            }
            Err(failure) => match next_try(&message, delivery, failure, now) {
                Some(next) => {
                    message::failed(&transaction, delivery, failure.code, next).await?;
                    ("waiting", Some(failure.code))
                }
                None => {
                    message::given_up(&transaction, delivery, failure.code).await?;
                    ("given_up", Some(failure.code))
                }
            },
        };
        transaction.commit().await?;
        app.metrics.delivery(channel.code(), said);
        let (id, channel, tries) = (&delivery.id, channel.code(), delivery.tries);
        tracing::info!(delivery = id, kind = message.kind, channel, tries, code, outcome = said, "delivery");
        Ok(())
    }
}

fn tell(result: Result<(), OutboxError>) {
    if let Err(error) = result {
        tracing::error!(cause = error.to_string(), "delivering failed; the next round tries again");
    }
}

/// Waits a little while, never the same: sending takes time from whatever is answered beside it, and
/// were it to begin at once, the time of the next answer would tell whether the one before it had
/// sent anything (REQ-ENUM-4).
async fn rest() {
    let milliseconds = crate::random::generator().random_range(0..=REST_MS_MAX);
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}
