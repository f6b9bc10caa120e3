//! One try: the words, the address, the neighbour; and when to try again.

use contract::language::Language;
use zeroize::Zeroizing;

use crate::app::App;
use crate::clock::Timestamp;
use crate::delivery::failure::Failure;
use crate::delivery::mail::Mailer;
use crate::delivery::sms::SmsSender;
use crate::delivery::{outbox, templates};
use crate::services::import::personal::Column;
use crate::store::message::{self, Channel, Delivery, Message};

/// How long until the next try: after the first, the second, and so on; then the last of them.
const WAITS: [i64; 5] = [5, 30, 120, 600, 1800];
/// How long a message is tried.
const TRIED_SECONDS: i64 = 3 * 24 * 3600;

/// The neighbours that the settings name.
pub(super) struct Neighbours {
    mailer: Option<Mailer>,
    sms: Option<SmsSender>,
}

impl Neighbours {
    pub(super) fn new(app: &App) -> Result<Self, String> {
        let (mail, sms) = (&app.config.mail, &app.config.sms);
        let origin = &app.config.server.public_origin;
        let mailer = (!mail.host.is_empty()).then(|| Mailer::new(mail, origin)).transpose()?;
        let sms = (!sms.url.is_empty()).then(|| SmsSender::new(sms)).transpose()?;
        Ok(Self { mailer, sms })
    }

    pub(super) const fn has(&self, channel: Channel) -> bool {
        match channel {
            Channel::Mail => self.mailer.is_some(),
            Channel::Sms => self.sms.is_some(),
        }
    }

    /// Sends a message to where its owner is reached now.
    pub(super) async fn send(
        &self,
        app: &App,
        channel: Channel,
        delivery: &Delivery,
        message: &Message,
    ) -> Result<(), Failure> {
        let content = outbox::open(app, message).map_err(|_| Failure::for_good("content"))?;
        let to = address(app, channel, message).await?;
        let (id, written_at) = (&delivery.id, Timestamp(message.created_at));
        let (language, origin) = (Language::from_tag(&message.language), &app.config.server.public_origin);
        let words = templates::write(language, &content, written_at, origin);
        match (channel, &self.mailer, &self.sms) {
            (Channel::Mail, Some(mailer), _) => mailer.send(id, &to, &words.letter, written_at).await,
            (Channel::Sms, _, Some(sms)) => sms.send(id, &to, &words.sms, app.clock.now()).await,
            _ => Err(Failure::for_now("off")),
        }
    }
}

/// Where the owner is reached now: the address may have changed since the message was written.
async fn address(app: &App, channel: Channel, message: &Message) -> Result<Zeroizing<String>, Failure> {
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

/// When to try again, if at all.
pub(super) fn next_try(
    message: &Message,
    delivery: &Delivery,
    failure: Failure,
    now: Timestamp,
) -> Option<Timestamp> {
    let begun = usize::try_from(delivery.tries).unwrap_or(usize::MAX).max(1);
    let next = now.plus_seconds(WAITS[(begun - 1).min(WAITS.len() - 1)]);
    let end = Timestamp(message.created_at).plus_seconds(TRIED_SECONDS);
    (!failure.is_final && next <= end).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(tries: i64, failure: Failure, age_seconds: i64) -> Option<i64> {
        let message = Message {
            id: String::new(),
            account_id: None,
            kind: String::new(),
            language: String::new(),
            content_sealed: Vec::new(),
            created_at: 0,
        };
        let delivery = Delivery { id: String::new(), message_id: String::new(), tries };
        let now = Timestamp(0).plus_seconds(age_seconds);
        next_try(&message, &delivery, failure, now).map(|next| (next.0 - now.0) / 1000)
    }

    #[test]
    fn waits_grow_to_half_an_hour_for_three_days() {
        let waits = [1, 2, 3, 4, 5, 6, 100].map(|tries| next(tries, Failure::for_now("timeout"), 0));
        assert_eq!(waits, [5, 30, 120, 600, 1800, 1800, 1800].map(Some));
        let late = |seconds: i64| next(100, Failure::for_now("timeout"), 3 * 24 * 3600 - seconds);
        assert_eq!((late(1800), late(1799)), (Some(1800), None));
        assert_eq!(next(1, Failure::for_good("refused"), 0), None);
    }
}
