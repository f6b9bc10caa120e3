//! Messages and their deliveries. A delivery is leased before it is sent, so that several servers
//! on one database never send it at the same time.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::roster::Contact;
use crate::store::{Result, Store, StoreError, Transaction};

/// How a message reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// A mail to the backup address.
    Mail,
    /// A short message to the backup mobile.
    Sms,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Sms];

    /// The stable text in the database and in the counters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }

    /// The kind of contact that it needs, as an import stores it.
    #[must_use]
    pub const fn contact_kind(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "mobile",
        }
    }
}

/// A message as it is stored.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Message {
    /// The internal id.
    pub id: String,
    /// Whose; none for an account that does not exist.
    pub account_id: Option<String>,
    /// The stable text of its kind.
    pub kind: String,
    /// The language's code.
    pub language: String,
    /// What it says, sealed.
    pub content_sealed: Vec<u8>,
    /// When it was written, in milliseconds.
    pub created_at: i64,
}

/// A delivery that somebody has leased.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Delivery {
    /// The internal id; a repetition has the same.
    pub id: String,
    /// What it delivers.
    pub message_id: String,
    /// How often it was begun, this time included.
    pub tries: i64,
}

/// Stores a message: one statement, whoever it is for.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, message: &Message) -> Result<()> {
    let values = [
        message.id.as_str().into(),
        message.account_id.clone().into(),
        message.kind.as_str().into(),
        message.language.as_str().into(),
        message.content_sealed.clone().into(),
        message.created_at.into(),
    ];
    let sql = "INSERT INTO message (id, account_id, kind, language, content_sealed, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    transaction.run(sql, values).await?;
    Ok(())
}

/// Messages that have no deliveries yet, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn not_fanned_out(store: &Store, count_max: i64) -> Result<Vec<Message>> {
    let sql = "SELECT id, account_id, kind, language, content_sealed, created_at FROM message \
               WHERE fanned_out_at IS NULL ORDER BY created_at, id LIMIT $1";
    store.all(sql, [count_max.into()]).await
}

/// The addresses of an account's owner.
///
/// # Errors
/// When the database fails.
pub async fn contacts(store: &Store, account_id: &str) -> Result<Vec<Contact>> {
    let sql = "SELECT c.person_id, c.kind, c.value_sealed FROM account a \
               JOIN contact c ON c.person_id = a.person_id WHERE a.id = $1 ORDER BY c.kind";
    store.all(sql, [account_id.into()]).await
}

/// Makes a message's deliveries, once; without any, the message is dropped.
///
/// # Errors
/// When the database fails.
pub async fn fan_out(
    transaction: &Transaction,
    message: &Message,
    channels: &[Channel],
    now: Timestamp,
) -> Result<()> {
    if channels.is_empty() {
        let sql = "DELETE FROM message WHERE id = $1 AND fanned_out_at IS NULL";
        transaction.run(sql, [message.id.as_str().into()]).await?;
        return Ok(());
    }
    let sql = "UPDATE message SET fanned_out_at = $2 WHERE id = $1 AND fanned_out_at IS NULL";
    if transaction.run(sql, [message.id.as_str().into(), now.0.into()]).await? == 0 {
        // Another server was faster.
        return Ok(());
    }
    for channel in channels {
        let sql = "INSERT INTO delivery (id, message_id, channel, state, tries, next_try_at, leased_until) \
                   VALUES ($1, $2, $3, 'waiting', 0, $4, 0)";
        let id = crate::random::row_id();
        let values = [id.into(), message.id.as_str().into(), channel.code().into(), now.0.into()];
        transaction.run(sql, values).await?;
    }
    Ok(())
}

/// The ids of deliveries that wait for a try and that nobody has leased, the most overdue first.
///
/// # Errors
/// When the database fails.
pub async fn due(store: &Store, channel: Channel, now: Timestamp, count_max: i64) -> Result<Vec<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: String,
    }
    let sql = "SELECT id FROM delivery WHERE channel = $1 AND state = 'waiting' AND next_try_at <= $2 \
               AND leased_until <= $2 ORDER BY next_try_at, id LIMIT $3";
    let rows: Vec<Row> = store.all(sql, [channel.code().into(), now.0.into(), count_max.into()]).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Takes the deliveries among `ids` that are still free; nobody else gets them until the lease ends.
///
/// # Errors
/// When the database fails.
pub async fn lease(
    transaction: &Transaction,
    ids: &[String],
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<Delivery>> {
    let mut leased = Vec::new();
    for id in ids {
        let sql = "UPDATE delivery SET leased_until = $3, tries = tries + 1 WHERE id = $1 \
                   AND state = 'waiting' AND next_try_at <= $2 AND leased_until <= $2";
        if transaction.run(sql, [id.as_str().into(), now.0.into(), until.0.into()]).await? == 1 {
            let sql = "SELECT id, message_id, tries FROM delivery WHERE id = $1";
            leased.extend(transaction.one::<Delivery, 1>(sql, [id.as_str().into()]).await?);
        }
    }
    Ok(leased)
}

/// The message that a delivery delivers.
///
/// # Errors
/// When the database fails, or there is no such message.
pub async fn find(store: &Store, id: &str) -> Result<Message> {
    let sql = "SELECT id, account_id, kind, language, content_sealed, created_at FROM message WHERE id = $1";
    store.one(sql, [id.into()]).await?.ok_or(StoreError::Damaged("delivery.message_id"))
}

/// Notes that a delivery arrived. A message that has nothing left to deliver loses its content.
///
/// # Errors
/// When the database fails.
pub async fn sent(transaction: &Transaction, delivery: &Delivery, now: Timestamp) -> Result<()> {
    let sql = "UPDATE delivery SET state = 'sent', sent_at = $2, leased_until = 0, last_error = NULL \
               WHERE id = $1 AND state = 'waiting'";
    transaction.run(sql, [delivery.id.as_str().into(), now.0.into()]).await?;
    forget_content(transaction, &delivery.message_id).await
}

/// Notes that a try failed and when the next one is due.
///
/// # Errors
/// When the database fails.
pub async fn failed(
    transaction: &Transaction,
    delivery: &Delivery,
    error: &str,
    next_try_at: Timestamp,
) -> Result<()> {
    let sql = "UPDATE delivery SET next_try_at = $3, leased_until = 0, last_error = $2 \
               WHERE id = $1 AND state = 'waiting'";
    transaction.run(sql, [delivery.id.as_str().into(), error.into(), next_try_at.0.into()]).await?;
    Ok(())
}

/// Notes that a delivery will not be tried again.
///
/// # Errors
/// When the database fails.
pub async fn given_up(transaction: &Transaction, delivery: &Delivery, error: &str) -> Result<()> {
    let sql = "UPDATE delivery SET state = 'given_up', leased_until = 0, last_error = $2 \
               WHERE id = $1 AND state = 'waiting'";
    transaction.run(sql, [delivery.id.as_str().into(), error.into()]).await?;
    forget_content(transaction, &delivery.message_id).await
}

async fn forget_content(transaction: &Transaction, message_id: &str) -> Result<()> {
    let sql = "UPDATE message SET content_sealed = $2 WHERE id = $1 AND NOT EXISTS \
               (SELECT 1 FROM delivery WHERE message_id = $1 AND state = 'waiting')";
    transaction.run(sql, [message_id.into(), Vec::<u8>::new().into()]).await?;
    Ok(())
}

/// Deletes messages that were written before `before`, whatever became of them.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, before: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM delivery WHERE message_id IN (SELECT id FROM message WHERE created_at < $1)";
    transaction.run(sql, [before.0.into()]).await?;
    transaction.run("DELETE FROM message WHERE created_at < $1", [before.0.into()]).await
}
