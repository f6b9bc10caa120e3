//! Counts and times of many sign-ins.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::browser::Ending;

/// What happened during one load.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// How long each successful sign-in took.
    times: Vec<Duration>,
    /// How sign-ins ended that did not succeed: a status with its code, or a broken connection.
    pub(crate) refused: BTreeMap<String, usize>,
    /// Answers of 503 with `Retry-After`.
    pub(crate) busy: usize,
    /// Sign-ins that were due and not begun, because too many were open.
    pub(crate) left_out: usize,
    /// How long the load took.
    pub(crate) elapsed: Duration,
}

impl Tally {
    /// Counts one sign-in.
    pub(crate) fn add(&mut self, ending: Ending, took: Duration) {
        match ending {
            Ending::SignedIn => self.times.push(took),
            Ending::Busy => self.busy += 1,
            Ending::Refused(what) => *self.refused.entry(what).or_default() += 1,
        }
    }

    /// Successful sign-ins.
    pub(crate) fn signed_in(&self) -> usize {
        self.times.len()
    }

    /// Successful sign-ins each second.
    pub(crate) fn per_second(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64().max(f64::EPSILON)
    }

    /// The time that this share of the successful sign-ins kept within, in milliseconds.
    pub(crate) fn percentile_ms(&self, share: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        let rank = (share * times.len() as f64).ceil() as usize;
        let time = times.get(rank.saturating_sub(1)).copied().unwrap_or_default();
        time.as_secs_f64() * 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks() {
        let mut tally = Tally { elapsed: Duration::from_secs(2), ..Tally::default() };
        for milliseconds in (1..=100).rev() {
            tally.add(Ending::SignedIn, Duration::from_millis(milliseconds));
        }
        let found = [0.5, 0.95, 0.99, 1.0].map(|share| tally.percentile_ms(share).round());
        assert_eq!(found, [50.0, 95.0, 99.0, 100.0]);
        assert!((tally.per_second() - 50.0).abs() < 1e-9);
    }

    #[test]
    fn empty_tally_has_zero_percentiles() {
        assert!(Tally::default().percentile_ms(0.5).abs() < f64::EPSILON);
    }
}
