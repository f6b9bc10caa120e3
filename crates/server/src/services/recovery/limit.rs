//! Limits of a step, counted before anything is looked at.

use crate::app::App;
use crate::clock::Timestamp;
use crate::crypto::keyring::Purpose;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::store::Transaction;
use crate::store::attempt::{self, LockRule, Verdict};

/// One limit. Each has its bucket, which tells nobody whom it is about.
pub(crate) enum Limit {
    /// Failures in a row, cleared by a success.
    Failures([u8; 32], LockRule),
    /// Uses in a window of so many seconds.
    Uses {
        /// The bucket.
        bucket: [u8; 32],
        /// The window in seconds.
        seconds: i64,
        /// The most uses in it.
        most: i64,
    },
}

/// A day in seconds.
pub(crate) const DAY: i64 = 24 * 3600;
/// An hour in seconds.
pub(crate) const HOUR: i64 = 3600;

impl Limit {
    /// Uses of one kind from one source in an hour.
    pub(crate) fn of_source(app: &App, visitor: &Visitor, what: &[u8], most: i64) -> Self {
        let factor = if visitor.is_school(app) { app.config.limits.school_factor } else { 1 };
        let bucket = app.keys.tag(Purpose::Bucket, &[what, b"source", &visitor.prefix()]);
        Self::Uses { bucket, seconds: HOUR, most: most * factor }
    }

    /// Uses of one kind for one target.
    pub(crate) fn of_target(app: &App, what: &[u8], target: &[u8], seconds: i64, most: i64) -> Self {
        let bucket = app.keys.tag(Purpose::Bucket, &[what, &seconds.to_be_bytes(), target]);
        Self::Uses { bucket, seconds, most }
    }

    /// Counts this attempt; when it may come back if it is one too many.
    pub(crate) async fn count(
        &self,
        transaction: &Transaction,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, Refusal> {
        match self {
            Self::Failures(bucket, rule) => {
                Ok(match attempt::begin(transaction, bucket, *rule, now).await? {
                    Verdict::Allowed => None,
                    Verdict::Locked(until) => Some(until),
                })
            }
            Self::Uses { bucket, seconds, most } => {
                let (uses, ends) = attempt::use_in_window(transaction, bucket, *seconds, now).await?;
                Ok((uses > *most).then_some(ends))
            }
        }
    }
}

/// Counts an attempt at each limit in turn; when it may come back if it is one too many. What one limit
/// refuses is not counted by those after it.
pub(crate) async fn count(
    limits: &[Limit],
    transaction: &Transaction,
    now: Timestamp,
) -> Result<Option<Timestamp>, Refusal> {
    for limit in limits {
        let until = limit.count(transaction, now).await?;
        if until.is_some() {
            return Ok(until);
        }
    }
    Ok(None)
}

/// The bucket of failed proofs of one ID number.
#[must_use]
pub fn identity_bucket(app: &App, id_number: &str) -> [u8; 32] {
    app.keys.tag(Purpose::Bucket, &[b"identity", id_number.as_bytes()])
}

/// How failed proofs of one ID number close it (REQ-KBA 3).
pub(crate) fn identity_rule(app: &App) -> LockRule {
    let settings = &app.config.recovery;
    LockRule {
        first_locked: settings.identity_failures,
        lock_seconds: DAY,
        lock_seconds_max: DAY,
        disabled_at: settings.identity_failures_disable,
    }
}
