//! How a county does, and whether it is asked at all (a circuit breaker): pure, time is an argument.

use contract::api::county::CountyState;

use crate::clock::Timestamp;

/// How long one trial may take before another is let through, in seconds.
const TRIAL_SECONDS: i64 = 30;
/// How long a failure or a late answer is held against a county, in seconds.
const REMEMBERED_SECONDS: i64 = 300;
/// The weight of the newest answer in the mean, as one of so many.
const MEAN_OF: i64 = 4;

/// When a county is left in peace.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Failures in a row after which it is.
    pub failures_max: u32,
    /// For how long at first; each failed trial doubles it.
    pub pause_seconds: i64,
    /// For how long at most.
    pub pause_seconds_max: i64,
    /// A mean answer that takes longer counts as slow.
    pub slow_ms: i64,
}

/// What was seen of one county.
#[derive(Debug, Clone, Default)]
pub struct Health {
    failures: u32,
    pauses: u32,
    paused_until: Option<Timestamp>,
    trial_until: Option<Timestamp>,
    mean_ms: Option<i64>,
    answered_at: Option<Timestamp>,
    failed_at: Option<Timestamp>,
}

/// How a request was let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// As one of many.
    Usual,
    /// As the one that tries whether the county is back.
    Trial,
}

impl Health {
    /// Whether a request may go out now.
    ///
    /// # Errors
    /// When to come back.
    pub fn admit(&mut self, now: Timestamp) -> Result<Admission, Timestamp> {
        let Some(until) = self.paused_until else { return Ok(Admission::Usual) };
        if now < until {
            return Err(until);
        }
        if let Some(trial) = self.trial_until.filter(|trial| now < *trial) {
            return Err(trial);
        }
        self.trial_until = Some(now.plus_seconds(TRIAL_SECONDS));
        Ok(Admission::Trial)
    }

    /// The county answered as it should.
    pub fn succeeded(&mut self, took_ms: i64, now: Timestamp) {
        let is_back = self.paused_until.is_some();
        let mean = self.mean_ms.filter(|_| !is_back && self.is_remembered(self.answered_at, now));
        *self = Self {
            mean_ms: Some(mean.map_or(took_ms, |mean| mean + (took_ms - mean) / MEAN_OF)),
            answered_at: Some(now),
            failed_at: self.failed_at.filter(|_| !is_back),
            ..Self::default()
        };
    }

    /// The county did not answer as it should.
    pub fn failed(&mut self, rules: &Rules, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        self.failed_at = Some(now);
        // Requests that were under way when the pause began say nothing new.
        let is_paused = self.paused_until.is_some_and(|until| now < until);
        if is_paused || (self.paused_until.is_none() && self.failures < rules.failures_max) {
            return;
        }
        let pause = rules.pause_seconds.saturating_mul(1 << self.pauses.min(16));
        self.pauses += 1;
        self.paused_until = Some(now.plus_seconds(pause.min(rules.pause_seconds_max)));
        self.trial_until = None;
    }

    /// What people are told.
    #[must_use]
    pub fn state(&self, rules: &Rules, now: Timestamp) -> CountyState {
        let is_late = self.mean_ms.is_some_and(|mean| mean > rules.slow_ms);
        if self.paused_until.is_some() {
            CountyState::Down
        } else if self.is_remembered(self.failed_at, now)
            || (is_late && self.is_remembered(self.answered_at, now))
        {
            CountyState::Slow
        } else {
            CountyState::Working
        }
    }

    fn is_remembered(&self, at: Option<Timestamp>, now: Timestamp) -> bool {
        at.is_some_and(|at| now < at.plus_seconds(REMEMBERED_SECONDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: Rules = Rules { failures_max: 3, pause_seconds: 10, pause_seconds_max: 30, slow_ms: 1000 };

    fn at(seconds: i64) -> Timestamp {
        Timestamp(0).plus_seconds(seconds)
    }

    fn down() -> Health {
        let mut health = Health::default();
        for _ in 0..3 {
            assert_eq!(health.admit(at(0)), Ok(Admission::Usual));
            health.failed(&RULES, at(0));
        }
        health
    }

    #[test]
    fn failures_in_a_row_close_it_and_an_answer_between_them_does_not() {
        let mut health = Health::default();
        for _ in 0..10 {
            health.failed(&RULES, at(0));
            health.failed(&RULES, at(0));
            health.succeeded(5, at(0));
        }
        assert_eq!(health.admit(at(0)), Ok(Admission::Usual));
        assert_eq!(health.state(&RULES, at(0)), CountyState::Slow, "not each time");
        assert_eq!(down().state(&RULES, at(0)), CountyState::Down);
        assert_eq!(down().admit(at(9)), Err(at(10)));
    }

    #[test]
    fn one_trial_is_let_through_and_its_success_opens_it() {
        let mut health = down();
        assert_eq!(health.admit(at(10)), Ok(Admission::Trial));
        assert_eq!(health.admit(at(10)), Err(at(40)), "one at a time");
        health.succeeded(5, at(11));
        assert_eq!(health.admit(at(11)), Ok(Admission::Usual));
        assert_eq!(health.state(&RULES, at(11)), CountyState::Working);
    }

    #[test]
    fn failed_trials_double_the_pause_up_to_its_most() {
        let mut health = down();
        let mut now = at(10);
        for pause in [20, 30, 30] {
            assert_eq!(health.admit(now), Ok(Admission::Trial));
            health.failed(&RULES, now);
            let until = now.plus_seconds(pause);
            assert_eq!(health.admit(now), Err(until));
            now = until;
        }
    }

    #[test]
    fn trial_that_was_given_up_does_not_close_it_for_ever() {
        let mut health = down();
        assert_eq!(health.admit(at(10)), Ok(Admission::Trial));
        assert_eq!(health.admit(at(40)), Ok(Admission::Trial));
    }

    #[test]
    fn requests_under_way_when_it_closed_do_not_prolong_the_pause() {
        let mut health = down();
        for _ in 0..20 {
            health.failed(&RULES, at(1));
        }
        assert_eq!(health.admit(at(10)), Ok(Admission::Trial));
    }

    #[test]
    fn late_answers_count_as_slow_until_they_are_forgotten() {
        let mut health = Health::default();
        health.succeeded(4000, at(0));
        assert_eq!(health.state(&RULES, at(1)), CountyState::Slow);
        assert_eq!(health.state(&RULES, at(300)), CountyState::Working);
        for _ in 0..8 {
            health.succeeded(50, at(2));
        }
        assert_eq!(health.state(&RULES, at(2)), CountyState::Working);
    }
}
