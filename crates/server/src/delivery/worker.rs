//! The worker: finds who a message is for, sends it, and tries again while it has to.
//!
//! Three loops, so that a slow neighbour does not hold up the other: one makes deliveries out of
//! messages, one sends mail, one sends short messages. Several servers on one database share the
//! work by leases.

use std::time::Duration;

use contract::language::Language;
use futures_util::future::join_all;
use tokio::sync::Notify;
use zeroize::Zeroizing;

use crate::app::App;
use crate::clock::Timestamp;
use crate::delivery::mail::Mailer;
use crate::delivery::outbox::{self, OutboxError};
use crate::delivery::sms::SmsSender;
use crate::delivery::templates;
use crate::services::import::personal::Column;
use crate::store::message::{self, Channel, Delivery, Message};

/// How often is looked for messages of other processes and for tries that are due.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Messages or deliveries in one round.
const ROUND_MAX: i64 = 8;
/// A try is over after this, whatever the neighbour does.
const TRY_MAX: Duration = Duration::from_secs(60);
/// Longer than a try, so that no second server begins while a first one is still at it.
const LEASE_SECONDS: i64 = 120;
/// How long until the next try: after the first, the second, and so on; then the last of them.
const WAITS: [i64; 5] = [5, 30, 120, 600, 1800];
/// How long a message is tried.
const TRIED_SECONDS: i64 = 3 * 24 * 3600;

/// Why a try failed: a stable code, never the neighbour's words, which may hold an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    code: &'static str,
    is_final: bool,
}

impl Failure {
    /// Another try may go well.
    #[must_use]
    pub const fn for_now(code: &'static str) -> Self {
        Self { code, is_final: false }
    }

    /// No try will.
    #[must_use]
    pub const fn for_good(code: &'static str) -> Self {
        Self { code, is_final: true }
    }
}

/// What sends, and the rest of the server.
pub struct Worker {
    app: App,
    mailer: Option<Mailer>,
    sms: Option<SmsSender>,
    mail_due: Notify,
    sms_due: Notify,
}

impl Worker {
    /// With the neighbours of the settings; one without an address is off, and its messages wait.
    ///
    /// # Errors
    /// When a neighbour's settings cannot be used; the text says which.
    pub fn new(app: App) -> Result<Self, String> {
        let (mail, sms) = (&app.config.mail, &app.config.sms);
        let origin = &app.config.server.public_origin;
        let mailer = (!mail.host.is_empty()).then(|| Mailer::new(mail, origin)).transpose()?;
        let sms = (!sms.url.is_empty()).then(|| SmsSender::new(sms)).transpose()?;
        Ok(Self { app, mailer, sms, mail_due: Notify::new(), sms_due: Notify::new() })
    }

    /// Works until it is dropped. Whatever it was at is repeated after its lease.
    pub async fn run(&self) {
        let fan_out = async {
            loop {
                wait(&self.app.outbox).await;
                tell(self.fan_out().await);
                self.mail_due.notify_one();
                self.sms_due.notify_one();
            }
        };
        tokio::join!(
            fan_out,
            self.send_for_ever(Channel::Mail, &self.mail_due),
            self.send_for_ever(Channel::Sms, &self.sms_due)
        );
    }

    async fn send_for_ever(&self, channel: Channel, due: &Notify) {
        loop {
            wait(due).await;
            tell(self.send_due(channel).await);
        }
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
        while self.is_on(channel) {
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

    const fn is_on(&self, channel: Channel) -> bool {
        match channel {
            Channel::Mail => self.mailer.is_some(),
            Channel::Sms => self.sms.is_some(),
        }
    }

    /// One try, and a note of how it went.
    async fn deliver(&self, channel: Channel, delivery: &Delivery) -> Result<(), OutboxError> {
        let app = &self.app;
        let message = message::find(&app.store, &delivery.message_id).await?;
        let outcome = tokio::time::timeout(TRY_MAX, self.send(channel, delivery, &message)).await;
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

    async fn send(&self, channel: Channel, delivery: &Delivery, message: &Message) -> Result<(), Failure> {
        let app = &self.app;
        let content = outbox::open(app, message).map_err(|_| Failure::for_good("content"))?;
        let to = self.address(channel, message).await?;
        let at = Timestamp(message.created_at);
        let words = templates::write(
            Language::from_tag(&message.language),
            &content,
            at,
            &app.config.server.public_origin,
        );
        match (channel, &self.mailer, &self.sms) {
            (Channel::Mail, Some(mailer), _) => mailer.send(&delivery.id, &to, &words.letter, at).await,
            (Channel::Sms, _, Some(sms)) => sms.send(&delivery.id, &to, &words.sms, app.clock.now()).await,
            _ => Err(Failure::for_now("off")),
        }
    }

    /// Where the owner is reached now: the address may have changed since the message was written.
    async fn address(&self, channel: Channel, message: &Message) -> Result<Zeroizing<String>, Failure> {
        let app = &self.app;
        let account_id = message.account_id.as_deref().unwrap_or_default();
        let contacts = message::contacts(&app.store, account_id).await;
        let contacts = contacts.map_err(|_| Failure::for_now("database"))?;
        let contact = contacts.into_iter().find(|known| known.kind == channel.contact_kind());
        let contact = contact.ok_or(Failure::for_good("no_address"))?;
        let column = match channel {
            Channel::Mail => Column::BackupMail,
            Channel::Sms => Column::BackupMobile,
        };
        let opened = column.open(&app.keys, &contact.person_id, &contact.value_sealed);
        opened.map_err(|_| Failure::for_good("address"))
    }
}

/// When to try again, if at all.
fn next_try(message: &Message, delivery: &Delivery, failure: Failure, now: Timestamp) -> Option<Timestamp> {
    let begun = usize::try_from(delivery.tries).unwrap_or(usize::MAX).max(1);
    let next = now.plus_seconds(WAITS[(begun - 1).min(WAITS.len() - 1)]);
    let end = Timestamp(message.created_at).plus_seconds(TRIED_SECONDS);
    (!failure.is_final && next <= end).then_some(next)
}

async fn wait(bell: &Notify) {
    // Running out of time is the other way to begin a round.
    let _ = tokio::time::timeout(LOOK_EVERY, bell.notified()).await;
}

fn tell(result: Result<(), OutboxError>) {
    if let Err(error) = result {
        tracing::error!(cause = error.to_string(), "delivering failed; the next round tries again");
    }
}
