//! What every client fetches again and again, as bytes in memory: the discovery document and the keys.
//!
//! The document follows from the settings alone, so it is made once. The keys may be up to
//! [`KEYS_SECONDS`] old where another process changed them, and that harms nobody: a key is published for
//! a day before it signs and for two days after it has stopped, while an ID token is good for minutes, and
//! clients keep what they fetched for an hour anyway. A first key, which signs at once, is made before the
//! set is read, so no set lacks it.

use std::sync::{Mutex, OnceLock, PoisonError};

use axum::body::Bytes;

use crate::clock::Timestamp;

/// How old the keys may be, in seconds.
const KEYS_SECONDS: i64 = 5;

/// The answers that are kept.
#[derive(Debug, Default)]
pub struct Published {
    document: OnceLock<Bytes>,
    keys: Mutex<Keys>,
}

#[derive(Debug, Default)]
struct Keys {
    /// Counts changes: a set that was read before one is not kept after it.
    changes: u64,
    kept: Option<(Timestamp, Bytes)>,
}

/// That the keys were about to be read.
#[derive(Debug, Clone, Copy)]
pub struct Reading(u64);

impl Published {
    /// The discovery document, made by `make` the first time.
    pub fn document(&self, make: impl FnOnce() -> Bytes) -> Bytes {
        self.document.get_or_init(make).clone()
    }

    /// The keys that are fresh enough at `now`, or leave to read them.
    ///
    /// # Errors
    /// The leave, where none are kept: for [`Published::keep`].
    pub fn keys(&self, now: Timestamp) -> Result<Bytes, Reading> {
        let keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        match &keys.kept {
            Some((read_at, bytes)) if *read_at <= now && now < read_at.plus_seconds(KEYS_SECONDS) => {
                Ok(bytes.clone())
            }
            _ => Err(Reading(keys.changes)),
        }
    }

    /// Keeps what was read, unless the keys changed in the meantime.
    pub fn keep(&self, reading: Reading, read_at: Timestamp, bytes: &Bytes) {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.changes == reading.0 {
            keys.kept = Some((read_at, bytes.clone()));
        }
    }

    /// Forgets the keys, since this process changed them.
    pub fn keys_changed(&self) {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        *keys = Keys { changes: keys.changes + 1, kept: None };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn set(text: &'static str) -> Bytes {
        Bytes::from_static(text.as_bytes())
    }

    #[test]
    fn keys_are_kept_for_some_seconds_and_not_longer() {
        let published = Published::default();
        let reading = published.keys(NOW).unwrap_err();
        published.keep(reading, NOW, &set("a"));
        assert_eq!(published.keys(NOW.plus_seconds(KEYS_SECONDS - 1)).unwrap(), set("a"));
        assert!(published.keys(NOW.plus_seconds(KEYS_SECONDS)).is_err());
        assert!(published.keys(NOW.plus_seconds(-1)).is_err(), "a clock that was put back");
    }

    #[test]
    fn set_that_was_read_before_a_change_is_not_kept_after_it() {
        let published = Published::default();
        let reading = published.keys(NOW).unwrap_err();
        published.keys_changed();
        published.keep(reading, NOW, &set("old"));
        let reading = published.keys(NOW).unwrap_err();
        published.keep(reading, NOW, &set("new"));
        assert_eq!(published.keys(NOW).unwrap(), set("new"));
    }
}
