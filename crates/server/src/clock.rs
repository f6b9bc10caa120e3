//! Time, from its one named place. Everything else gets a [`Clock`] or a [`Timestamp`].

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment, in milliseconds since 1970-01-01 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `seconds` later (earlier, if negative).
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `now` until this moment, rounded up, never negative.
    #[must_use]
    pub fn seconds_from(self, now: Self) -> u32 {
        let milliseconds = self.0.saturating_sub(now.0).max(0);
        u32::try_from(milliseconds.saturating_add(999) / 1000).unwrap_or(u32::MAX)
    }

    /// RFC 3339 in UTC with whole seconds.
    #[must_use]
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok())
            .unwrap_or_default()
    }

    /// The calendar date in Taiwan (UTC+8, no summer time).
    #[must_use]
    pub fn taiwan_date(self) -> time::Date {
        self.taiwan_moment().date()
    }

    /// The time of day in Taiwan.
    #[must_use]
    pub fn taiwan_time(self) -> time::Time {
        self.taiwan_moment().time()
    }

    fn taiwan_moment(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.plus_seconds(8 * 3600).0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }
}

/// Where the time comes from: the system, or a test that moves it.
#[derive(Debug, Clone)]
pub struct Clock {
    shift_ms: Arc<AtomicI64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        Self { shift_ms: Arc::new(AtomicI64::new(0)) }
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one named place where time is read")]
    pub fn now(&self) -> Timestamp {
        let system = OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000;
        let milliseconds = i64::try_from(system).unwrap_or(i64::MAX);
        Timestamp(milliseconds.saturating_add(self.shift_ms.load(Ordering::Relaxed)))
    }

    /// Moves this clock and all its clones, so that a test need not wait.
    pub fn advance_seconds(&self, seconds: i64) {
        self.shift_ms.fetch_add(seconds * 1000, Ordering::Relaxed);
    }
}
