//! Whether somebody is still there, and when everything ends because nobody is (experience.md K3).
//!
//! Pure: times come in as milliseconds on the wall clock. Timers only say when to look again; a
//! computer that slept, a page that was busy and a clock that was set all end by the same rule, which
//! is asked before anything else is heard. So a key that is pressed after an hour's sleep does not
//! open the last person's page.

/// How long nothing may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Patience {
    /// Milliseconds without a sign of life until the warning.
    pub(crate) quiet_ms: i64,
    /// Milliseconds that the warning lasts.
    pub(crate) warning_ms: i64,
}

/// What is heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    /// The person did something on this page.
    Alive,
    /// The person did something in another tab, at this time.
    AliveElsewhere(i64),
    /// There is something to end, whoever began it.
    Begin,
    /// It is time to look at the clock.
    Look,
    /// Everything ended: in another tab, or because the person said so.
    Over,
}

/// What has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// Tell the other tabs that somebody is here.
    Tell,
    /// The time is up: end everything, here and in the other tabs.
    End,
}

/// Other tabs need not hear of every movement.
const TELL_EVERY_MS: i64 = 1000;
const SECOND_MS: i64 = 1000;
/// The clock is looked at this often at least: after a sleep a timer goes on where it was, and nothing else
/// may tell that the computer slept.
const LOOK_EVERY_MS: i64 = 5000;

/// The watch over one page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Vigil {
    patience: Option<Patience>,
    /// The last sign of life; none while there is nothing to end.
    since: Option<i64>,
    told: Option<i64>,
    is_over: bool,
}

impl Vigil {
    /// From now on waits as long as this; for ever without it.
    pub(crate) const fn wait(&mut self, patience: Option<Patience>) {
        self.patience = patience;
    }

    /// Hears of something at `now`, and says what has to be done. After the end nothing has to.
    pub(crate) fn hear(&mut self, news: News, now: i64) -> Option<Deed> {
        if self.is_over {
            return None;
        }
        // A clock that was set back must not make the wait longer.
        self.since = self.since.map(|since| since.min(now));
        self.told = self.told.map(|told| told.min(now));
        if news == News::Over {
            self.is_over = true;
            return None;
        }
        if self.left_ms(now) == Some(0) {
            self.is_over = true;
            return Some(Deed::End);
        }
        match news {
            News::Alive => {
                let is_due = self.told.is_none_or(|told| now - told >= TELL_EVERY_MS);
                let is_news = is_due || self.countdown(now).is_some();
                self.since = Some(now);
                is_news.then(|| {
                    self.told = Some(now);
                    Deed::Tell
                })
            }
            News::AliveElsewhere(at) => {
                self.since = self.since.max(Some(at.min(now)));
                None
            }
            News::Begin => self.since.is_none().then(|| {
                // Whoever opened this page is a sign of life for the tabs that were there before.
                (self.since, self.told) = (Some(now), Some(now));
                Deed::Tell
            }),
            News::Look | News::Over => None,
        }
    }

    /// Whether everything has ended.
    #[cfg(test)]
    const fn is_over(&self) -> bool {
        self.is_over
    }

    /// The seconds that the warning still lasts, rounded up; `None` while there is nothing to warn of.
    pub(crate) fn countdown(&self, now: i64) -> Option<u32> {
        let left = self.left_ms(now).filter(|left| *left <= self.patience.map_or(0, |it| it.warning_ms))?;
        (!self.is_over).then(|| u32::try_from((left + SECOND_MS - 1) / SECOND_MS).unwrap_or(u32::MAX))
    }

    /// In how many milliseconds the clock has to be looked at again.
    pub(crate) fn look_in(&self, now: i64) -> Option<i64> {
        let left = self.left_ms(now).filter(|_| !self.is_over)?;
        let quiet = left - self.patience.map_or(0, |it| it.warning_ms);
        let to_next_second = (left - 1).rem_euclid(SECOND_MS) + 1;
        Some(if quiet > 0 { quiet.min(LOOK_EVERY_MS) } else { to_next_second })
    }

    fn left_ms(&self, now: i64) -> Option<i64> {
        let Patience { quiet_ms, warning_ms } = self.patience?;
        Some((self.since?.min(now) + quiet_ms + warning_ms - now).max(0))
    }
}

/// The seconds that a screen reader is told for a countdown at `left`: it speaks when this changes, at
/// 30 seconds, 20 and 10, and before that every 30, never each second.
pub(crate) const fn spoken(left: u32) -> u32 {
    match left {
        0..=10 => 10,
        11..=20 => 20,
        _ => left.div_ceil(30) * 30,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATIENCE: Patience = Patience { quiet_ms: 120_000, warning_ms: 30_000 };
    const WHOLE_MS: i64 = 150_000;
    const HOUR_MS: i64 = 3_600_000;

    fn vigil() -> Vigil {
        let mut vigil = Vigil::default();
        vigil.wait(Some(PATIENCE));
        vigil
    }

    fn begun() -> Vigil {
        let mut vigil = vigil();
        vigil.hear(News::Alive, 0);
        vigil
    }

    #[test]
    fn nothing_ends_where_nobody_has_been() {
        let mut vigil = vigil();
        assert_eq!(vigil.hear(News::Look, HOUR_MS), None);
        assert_eq!((vigil.countdown(HOUR_MS), vigil.look_in(HOUR_MS), vigil.is_over()), (None, None, false));
    }

    #[test]
    fn what_was_there_when_the_page_came_ends_too() {
        let mut vigil = vigil();
        assert_eq!(vigil.hear(News::Begin, 0), Some(Deed::Tell));
        assert_eq!(vigil.hear(News::Begin, 100_000), None);
        assert_eq!(vigil.hear(News::Look, WHOLE_MS), Some(Deed::End));
    }

    #[test]
    fn the_warning_counts_down_and_then_everything_ends_once() {
        let mut vigil = begun();
        assert_eq!(vigil.countdown(119_999), None);
        assert_eq!(vigil.look_in(0), Some(LOOK_EVERY_MS));
        assert_eq!(vigil.look_in(119_000), Some(1000));
        assert_eq!(vigil.countdown(120_000), Some(30));
        assert_eq!(vigil.look_in(120_000), Some(1000));
        assert_eq!(vigil.look_in(120_400), Some(600));
        assert_eq!(vigil.countdown(149_999), Some(1));
        assert_eq!(vigil.hear(News::Look, WHOLE_MS), Some(Deed::End));
        assert_eq!(vigil.hear(News::Look, WHOLE_MS), None);
        assert_eq!(vigil.countdown(WHOLE_MS), None);
    }

    #[test]
    fn any_sign_of_life_sets_the_clock_back_as_often_as_one_likes() {
        let mut vigil = begun();
        for times in 1..=20 {
            let now = times * 149_000;
            assert!(vigil.countdown(now).is_some());
            assert_eq!(vigil.hear(News::Alive, now), Some(Deed::Tell));
            assert_eq!(vigil.countdown(now), None);
        }
    }

    #[test]
    fn a_key_after_an_hours_sleep_ends_everything() {
        assert_eq!(begun().hear(News::Alive, HOUR_MS), Some(Deed::End));
        assert_eq!(begun().hear(News::AliveElsewhere(HOUR_MS), HOUR_MS), Some(Deed::End));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_make_the_wait_longer() {
        let mut vigil = begun();
        vigil.hear(News::Look, -HOUR_MS);
        assert_eq!(vigil.hear(News::Look, WHOLE_MS - HOUR_MS), Some(Deed::End));
    }

    #[test]
    fn what_ended_elsewhere_has_ended_here() {
        let mut vigil = begun();
        assert_eq!(vigil.hear(News::Over, 5), None);
        assert!(vigil.is_over());
        assert_eq!(vigil.hear(News::Alive, 10), None);
        assert_eq!((vigil.countdown(HOUR_MS), vigil.look_in(HOUR_MS)), (None, None));
    }

    #[test]
    fn other_tabs_hear_at_most_once_a_second() {
        let mut vigil = begun();
        let told = (1..=5000).filter(|now| vigil.hear(News::Alive, *now) == Some(Deed::Tell));
        assert_eq!(told.count(), 5);
    }

    #[test]
    fn without_patience_nothing_ever_ends() {
        let mut vigil = begun();
        vigil.wait(None);
        assert_eq!(vigil.hear(News::Look, HOUR_MS), None);
        assert_eq!(vigil.look_in(HOUR_MS), None);
    }

    #[test]
    fn a_long_wait_is_looked_at_in_between() {
        let mut vigil = Vigil::default();
        vigil.wait(Some(Patience { quiet_ms: 100 * HOUR_MS, warning_ms: 120_000 }));
        vigil.hear(News::Alive, 0);
        assert_eq!(vigil.look_in(0), Some(LOOK_EVERY_MS));
    }

    #[test]
    fn a_screen_reader_hears_steps_and_no_seconds() {
        let heard: std::collections::BTreeSet<u32> = (1..=120).map(spoken).collect();
        assert_eq!(heard.into_iter().collect::<Vec<_>>(), [10, 20, 30, 60, 90, 120]);
    }

    /// What may happen between two looks: to which tab, and after how long.
    fn happenings() -> impl Strategy<Value = Vec<(usize, i64, bool)>> {
        let wait = prop_oneof![0..1500_i64, 0..200_000_i64, Just(HOUR_MS), -HOUR_MS..0_i64];
        prop::collection::vec((0..2_usize, wait, any::<bool>()), 1..200)
    }

    proptest! {
        /// Two tabs whose messages arrive and whose alarms ring: whatever happens in whatever order, both
        /// end in the same moment, once, and neither outlives the patience.
        #[test]
        fn two_tabs_end_together_and_once(happenings in happenings()) {
            let mut tabs = [begun(), begun()];
            let (mut now, mut last, mut ends) = (0_i64, 0_i64, 0);
            for (at, wait, is_alive) in happenings {
                now += wait;
                last = last.min(now);
                let was_over = tabs[at].is_over();
                let deed = tabs[at].hear(if is_alive { News::Alive } else { News::Look }, now);
                match deed {
                    Some(Deed::End) => {
                        ends += 1;
                        tabs[1 - at].hear(News::Over, now);
                    }
                    Some(Deed::Tell) => {
                        tabs[1 - at].hear(News::AliveElsewhere(now), now);
                        last = now;
                    }
                    None if is_alive && !was_over => last = now,
                    None => {}
                }
                if tabs[1 - at].hear(News::Look, now) == Some(Deed::End) {
                    ends += 1;
                    tabs[at].hear(News::Over, now);
                }
                prop_assert_eq!(tabs[0].is_over(), tabs[1].is_over());
                if !tabs[at].is_over() {
                    prop_assert!(now - last < WHOLE_MS);
                }
                for tab in &tabs {
                    prop_assert!(tab.countdown(now).is_none_or(|left| (0..=30).contains(&left)));
                    prop_assert!(tab.look_in(now).is_none_or(|wait| wait >= 0));
                }
            }
            prop_assert!(ends <= 1);
        }

        /// As long as somebody comes back in time, nothing ends.
        #[test]
        fn nobody_who_is_there_is_put_out(waits in prop::collection::vec(0..WHOLE_MS, 1..200)) {
            let (mut vigil, mut now) = (begun(), 0);
            for wait in waits {
                now += wait;
                prop_assert_ne!(vigil.hear(News::Alive, now), Some(Deed::End));
            }
        }
    }
}
