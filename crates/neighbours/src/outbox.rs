//! What was received, in memory.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use tokio::sync::watch;

use crate::Clock;

/// How many messages are kept; the oldest goes first.
const KEPT_MAX: usize = 200;

/// How a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// By mail.
    Mail,
    /// As a short message.
    Sms,
}

/// A message as it was received.
#[derive(Debug, Clone, Serialize)]
pub struct Received {
    /// The mail's `Message-ID`, or the short message's id.
    pub id: String,
    /// How it came.
    pub channel: Channel,
    /// The address or number.
    pub to: String,
    /// The mail's subject.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
    /// The mail's HTML.
    pub html: Option<String>,
    /// When it came (RFC 3339).
    pub received_at: String,
    /// The mail as it stood on the wire.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

/// How the mail server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// It takes every mail.
    Take,
    /// It answers every recipient with this code.
    Refuse(u16),
    /// It takes a mail and does not say so until it behaves otherwise.
    Silent,
}

/// What was received. Cheap to clone; every clone is the same.
#[derive(Clone)]
pub struct Outbox {
    kept: Arc<Mutex<VecDeque<Received>>>,
    count: watch::Sender<u64>,
    manner: watch::Sender<Manner>,
    clock: Clock,
}

impl Outbox {
    /// An empty one.
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        let (count, manner) = (watch::Sender::new(0), watch::Sender::new(Manner::Take));
        Self { kept: Arc::default(), count, manner, clock }
    }

    /// The present moment in milliseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Keeps a message; its `received_at` is filled in here.
    pub fn keep(&self, mut message: Received) {
        let now = OffsetDateTime::from_unix_timestamp(self.now().div_euclid(1000));
        let now = now.unwrap_or(OffsetDateTime::UNIX_EPOCH);
        message.received_at = now.format(&Rfc3339).unwrap_or_default();
        let mut kept = self.lock();
        kept.push_front(message);
        kept.truncate(KEPT_MAX);
        drop(kept);
        self.count.send_modify(|count| *count += 1);
    }

    /// What is kept, the newest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Received> {
        self.lock().iter().cloned().collect()
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Returns once so many messages have come since the start.
    pub async fn has_received(&self, count: u64) {
        let mut counts = self.count.subscribe();
        // The sender lives as long as this clone of it.
        let _ = counts.wait_for(|so_far| *so_far >= count).await;
    }

    /// How the mail server behaves now.
    #[must_use]
    pub fn manner(&self) -> Manner {
        *self.manner.borrow()
    }

    /// Returns once it is not [`Manner::Silent`].
    pub(crate) async fn speaks(&self) {
        // The sender lives as long as this clone of it.
        let _ = self.manner.subscribe().wait_for(|manner| *manner != Manner::Silent).await;
    }

    /// Makes the mail server behave otherwise.
    pub fn set_manner(&self, manner: Manner) {
        self.manner.send_replace(manner);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Received>> {
        // Nothing that holds the lock can leave it half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
