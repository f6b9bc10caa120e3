//! Counters of failed attempts. A bucket is an HMAC: the table tells nobody who or where.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// How long the n-th failure in a row locks a bucket. Cumulative from `first_locked` on.
#[derive(Debug, Clone, Copy)]
pub struct LockRule {
    /// The failure in a row that locks first (5: Appendix 10 of the security regulations).
    pub first_locked: i64,
    /// The first lock in seconds; each further failure doubles it.
    pub lock_seconds: i64,
    /// No lock is longer than this, in seconds.
    pub lock_seconds_max: i64,
    /// The failure in a row that locks for good, until recovery (100: SP 800-63B-4 §3.2.2).
    pub disabled_at: i64,
}

/// A lock that no time ends.
pub const FOR_EVER: i64 = i64::MAX / 2;

/// What the counter says to one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on; the attempt is counted as failed until [`clear`] is called.
    Allowed,
    /// Stop; the bucket is locked until then. The attempt was not counted.
    Locked(Timestamp),
}

#[derive(FromQueryResult)]
struct Row {
    blocked: bool,
    locked_until: i64,
}

/// Counts an attempt before it is verified, in one statement, so that attempts made at the same
/// time cannot overrun the limit and none made during a lock lengthens it.
///
/// # Errors
/// When the database fails.
pub async fn begin(
    transaction: &Transaction,
    bucket: &[u8; 32],
    rule: LockRule,
    now: Timestamp,
) -> Result<Verdict> {
    let sql = format!(
        "INSERT INTO attempt (bucket, failures, blocked, locked_until, window_ends_at) \
         VALUES ($1, 1, FALSE, CASE WHEN 1 >= {first} THEN $2 + {base} ELSE 0 END, {for_ever}) \
         ON CONFLICT (bucket) DO UPDATE SET \
           blocked = attempt.locked_until > $2, \
           failures = CASE WHEN attempt.locked_until > $2 THEN attempt.failures ELSE attempt.failures + 1 END, \
           locked_until = CASE WHEN attempt.locked_until > $2 THEN attempt.locked_until {ladder} ELSE 0 END \
         RETURNING blocked, locked_until",
        first = rule.first_locked,
        base = rule.lock_seconds * 1000,
        for_ever = FOR_EVER,
        ladder = ladder(rule),
    );
    let row: Option<Row> = transaction.one(&sql, [bucket.to_vec().into(), now.0.into()]).await?;
    Ok(match row {
        Some(row) if row.blocked => Verdict::Locked(Timestamp(row.locked_until)),
        _ => Verdict::Allowed,
    })
}

/// `WHEN attempt.failures + 1 >= n THEN …` from the longest lock down to the first.
fn ladder(rule: LockRule) -> String {
    let mut steps = vec![format!(" WHEN attempt.failures + 1 >= {} THEN {FOR_EVER}", rule.disabled_at)];
    let mut rungs = Vec::new();
    let (mut failure, mut seconds) = (rule.first_locked, rule.lock_seconds);
    loop {
        let lock_ms = seconds.min(rule.lock_seconds_max) * 1000;
        rungs.push(format!(" WHEN attempt.failures + 1 >= {failure} THEN $2 + {lock_ms}"));
        if seconds >= rule.lock_seconds_max {
            break;
        }
        (failure, seconds) = (failure + 1, seconds * 2);
    }
    steps.extend(rungs.into_iter().rev());
    steps.concat()
}

/// How many failures in a row a bucket has, for deciding whether a challenge is due.
///
/// # Errors
/// When the database fails.
pub async fn failures(store: &Store, bucket: &[u8; 32], now: Timestamp) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Count {
        failures: i64,
    }
    let sql = "SELECT failures FROM attempt WHERE bucket = $1 AND window_ends_at > $2";
    let count: Option<Count> = store.one(sql, [bucket.to_vec().into(), now.0.into()]).await?;
    Ok(count.map_or(0, |count| count.failures))
}

/// Forgets a bucket: the attempt was right.
///
/// # Errors
/// When the database fails.
pub async fn clear(transaction: &Transaction, bucket: &[u8; 32]) -> Result<bool> {
    Ok(transaction.run("DELETE FROM attempt WHERE bucket = $1", [bucket.to_vec().into()]).await? > 0)
}

/// Counts one failure in a window of `window_seconds` that starts with its first failure.
///
/// # Errors
/// When the database fails.
pub async fn count_in_window(
    transaction: &Transaction,
    bucket: &[u8; 32],
    window_seconds: i64,
    now: Timestamp,
) -> Result<()> {
    let sql = "INSERT INTO attempt (bucket, failures, blocked, locked_until, window_ends_at) \
               VALUES ($1, 1, FALSE, 0, $3) \
               ON CONFLICT (bucket) DO UPDATE SET \
                 failures = CASE WHEN attempt.window_ends_at > $2 THEN attempt.failures + 1 ELSE 1 END, \
                 window_ends_at = CASE WHEN attempt.window_ends_at > $2 THEN attempt.window_ends_at ELSE $3 END";
    let ends = now.plus_seconds(window_seconds);
    transaction.run(sql, [bucket.to_vec().into(), now.0.into(), ends.0.into()]).await?;
    Ok(())
}

/// Counts one use in a window of `window_seconds` and says how many there are now, with this one, and
/// when the window ends: for limits on things that are no failures.
///
/// # Errors
/// When the database fails.
pub async fn use_in_window(
    transaction: &Transaction,
    bucket: &[u8; 32],
    window_seconds: i64,
    now: Timestamp,
) -> Result<(i64, Timestamp)> {
    #[derive(FromQueryResult)]
    struct Uses {
        failures: i64,
        window_ends_at: i64,
    }
    count_in_window(transaction, bucket, window_seconds, now).await?;
    let sql = "SELECT failures, window_ends_at FROM attempt WHERE bucket = $1";
    let uses: Option<Uses> = transaction.one(sql, [bucket.to_vec().into()]).await?;
    Ok(uses.map_or((0, now), |uses| (uses.failures, Timestamp(uses.window_ends_at))))
}

/// When the window of a bucket with at least `limit` failures ends, if it is still open.
///
/// # Errors
/// When the database fails.
pub async fn full_until(
    store: &Store,
    bucket: &[u8; 32],
    limit: i64,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    #[derive(FromQueryResult)]
    struct Window {
        window_ends_at: i64,
    }
    let sql =
        "SELECT window_ends_at FROM attempt WHERE bucket = $1 AND failures >= $2 AND window_ends_at > $3";
    let values = [bucket.to_vec().into(), limit.into(), now.0.into()];
    let window: Option<Window> = store.one(sql, values).await?;
    Ok(window.map(|window| Timestamp(window.window_ends_at)))
}

/// Deletes windows that are over.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<u64> {
    transaction.run("DELETE FROM attempt WHERE window_ends_at < $1", [now.0.into()]).await
}
