//! Putting a message into the outbox.

use std::fmt;

use crate::app::App;
use crate::crypto::seal::{self, Place, SealError};
use crate::delivery::message::{Content, Message};
use crate::store::message as table;
use crate::store::{StoreError, Transaction};

const COLUMN: &str = "message.content";

/// Why a message was not written, or cannot be read.
#[derive(Debug)]
pub enum OutboxError {
    /// The database.
    Store(StoreError),
    /// The key file.
    Seal(SealError),
    /// The content has no form that this program knows.
    Content,
}

impl fmt::Display for OutboxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Seal(error) => error.fmt(f),
            Self::Content => f.write_str("a message's content is of an unknown form"),
        }
    }
}

impl std::error::Error for OutboxError {}

impl From<StoreError> for OutboxError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<SealError> for OutboxError {
    fn from(error: SealError) -> Self {
        Self::Seal(error)
    }
}

/// Writes a message as part of a use case's own transaction: one statement, whether or not the
/// account exists and can be reached. Call [`wake`] after the commit.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(app: &App, transaction: &Transaction, message: Message) -> Result<(), OutboxError> {
    let id = crate::random::row_id();
    let plain = serde_json::to_vec(&message.content).map_err(|_| OutboxError::Content)?;
    let row = table::Message {
        content_sealed: seal::seal(&app.keys, Place { column: COLUMN, row: &id }, &plain)?,
        id,
        account_id: message.account_id,
        kind: message.content.kind().to_owned(),
        language: message.language.code().to_owned(),
        created_at: app.clock.now().0,
    };
    Ok(table::insert(transaction, &row).await?)
}

/// Tells the worker of this process that there is something to do. Without it a message leaves
/// with the worker's next round, a moment later.
pub fn wake(app: &App) {
    app.outbox.notify_one();
}

/// What a stored message says.
pub(super) fn open(app: &App, message: &table::Message) -> Result<Content, OutboxError> {
    let place = Place { column: COLUMN, row: &message.id };
    let plain = seal::open(&app.keys, place, &message.content_sealed)?;
    serde_json::from_slice(&plain).map_err(|_| OutboxError::Content)
}
