//! The edge of the vigil: hears signs of life, other tabs and the clock, and does what comes of it.

use contract::api::site::{Device, Profile};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Lasting, Whose, endpoints, part, use_site, use_whose};
use crate::app::attendant::leaving::Leaving;
use crate::device::{
    Alarm, Deed, Life, News, Patience, Told, Vigil, has_typed, now_ms, on_closed, on_life, on_told, on_wake,
    tell_tabs,
};
use crate::flows::notice::Notice;
use crate::routes::{Screen, use_place};

/// How long a session of somebody's own device is warned of, in seconds.
const OWN_WARNING_SECONDS: u32 = 120;
/// How often the server hears that somebody is there, at most.
const KEEP_EVERY_MS: i64 = 60_000;
const SECOND_MS: i64 = 1000;
/// What a tab says to the others when it is closed.
const PARTED: &str = "parted";
/// What a tab says to the others once it knows who is signed in.
const ENTERED: &str = "entered";

/// The watch over this page.
#[derive(Clone, Copy)]
pub(super) struct Guard {
    /// Whether the warning is on show.
    pub(super) is_warned: RwSignal<bool>,
    /// The seconds that the warning still lasts.
    pub(super) left: RwSignal<Option<u32>>,
    /// Whether there is something to end.
    pub(super) has_begun: RwSignal<bool>,
    vigil: StoredValue<Vigil>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
    kept_at: StoredValue<i64>,
    whose: Whose,
    leaving: Leaving,
}

impl Guard {
    /// Begins to watch.
    pub(super) fn new(leaving: Leaving) -> Self {
        let guard = Self {
            is_warned: RwSignal::new(false),
            left: RwSignal::new(None),
            has_begun: RwSignal::new(false),
            vigil: StoredValue::new(Vigil::default()),
            alarm: StoredValue::new_local(None),
            kept_at: StoredValue::new(now()),
            whose: use_whose(),
            leaving,
        };
        guard.follow_patience();
        on_life(move |life| guard.hear_life(life));
        on_wake(move || guard.hear(News::Look));
        on_told(move |told| guard.hear_tab(told));
        on_closed(move || guard.part());
        // An effect, because the other tabs are outside.
        Effect::new(move |knew: Option<bool>| {
            let knows = guard.whose.lasting().is_some();
            if knows && knew == Some(false) {
                tell_tabs(&Told::Word(ENTERED.to_owned()));
            }
            knows
        });
        // An effect: the browser itself may close the dialog, which says that somebody is there.
        Effect::new(move || {
            if !guard.is_warned.get() && guard.left.get_untracked().is_some() {
                guard.hear(News::Alive);
            }
        });
        guard
    }

    /// The attendant was called by the person, or by a page that is a person's.
    pub(super) fn begin(self) {
        let place = use_place();
        // An effect, because the clock is outside.
        Effect::new(move || {
            let is_resting = place.screen().is_none_or(Screen::is_resting);
            if !is_resting || self.whose.lasting().is_some() {
                self.has_begun.set(true);
                self.hear(News::Begin);
            }
        });
        if !self.whose.is_kiosk() {
            self.has_begun.set(self.has_begun.get_untracked() || has_typed());
            self.hear(News::Begin);
        }
    }

    /// Waits as long as profile and session say.
    fn follow_patience(self) {
        let site = use_site();
        // An effect, because the timer is outside.
        Effect::new(move || {
            let patience = site.with(|site| {
                let told = site.device.profile;
                patience(&site.device, told, self.whose.profile(), self.whose.lasting())
            });
            self.vigil.update_value(|vigil| vigil.wait(patience));
            self.alarm.set_value(None);
            self.hear(News::Look);
        });
    }

    fn hear_life(self, life: Life) -> bool {
        let is_warned = self.left.get_untracked().is_some();
        // What is pressed while the warning is on show answers it and nothing else: a key is not
        // typed, and a finger does not meet what lies below once the warning is gone. Nor does the
        // mouse on its way to the warning's button.
        if is_warned && matches!(life, Life::Press | Life::Movement) {
            return false;
        }
        if life == Life::Typing {
            self.has_begun.set(true);
        }
        self.hear(News::Alive);
        is_warned && life == Life::Key
    }

    fn hear_tab(self, told: Told) {
        match told {
            #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
            Told::Time(ms) => self.hear(News::AliveElsewhere(ms as i64)),
            // A tab that is still there is another page of the session.
            Told::Word(word) if word == PARTED => self.ask_session(),
            // Whose device this is and how long to wait is said by the session.
            Told::Word(word) if word == ENTERED => self.learn_session(),
            Told::Word(word) => {
                if self.leaving.hear(&word) {
                    self.hear(News::Over);
                }
            }
        }
    }

    fn hear(self, news: News) {
        let now = now();
        let deed = self.vigil.try_update_value(|vigil| vigil.hear(news, now)).flatten();
        let (left, look_in) = self.vigil.with_value(|vigil| (vigil.countdown(now), vigil.look_in(now)));
        if self.left.get_untracked() != left {
            self.left.set(left);
        }
        if self.is_warned.get_untracked() != left.is_some() {
            self.is_warned.set(left.is_some());
        }
        match deed {
            Some(Deed::Tell) => {
                #[expect(clippy::cast_precision_loss, reason = "a time of today")]
                tell_tabs(&Told::Time(now as f64));
                self.keep_session(now);
            }
            Some(Deed::End) => {
                let is_own = self.whose.lasting().is_some_and(|session| session.is_own);
                let why =
                    if is_own && !self.whose.is_kiosk() { Notice::SessionExpired } else { Notice::Idle };
                self.leaving.leave(why);
            }
            None => {}
        }
        self.set_alarm(look_in);
    }

    /// An alarm that rings too early looks at the clock, and is set again.
    fn set_alarm(self, look_in: Option<i64>) {
        let is_set = self.alarm.with_value(Option::is_some);
        if let Some(wait) = look_in.filter(|_| !is_set) {
            let ring = move || {
                self.alarm.set_value(None);
                self.hear(News::Look);
            };
            self.alarm.set_value(Some(Alarm::after(wait, ring)));
        }
    }

    /// Has the server know that somebody is there; asks rarely, and only while somebody is signed in.
    fn keep_session(self, now: i64) {
        let Some(session) = untrack(|| self.whose.lasting()) else {
            return;
        };
        let every = KEEP_EVERY_MS.min(i64::from(session.idle_seconds) * SECOND_MS / 4);
        if now - self.kept_at.get_value() < every {
            return;
        }
        self.kept_at.set_value(now);
        self.ask_session();
    }

    /// Whoever closes the tab of a device that others use means to leave.
    fn part(self) {
        let session = untrack(|| self.whose.lasting());
        if session.is_some_and(|session| !session.is_own) && !self.leaving.has_begun() {
            part();
            tell_tabs(&Told::Word(PARTED.to_owned()));
        }
    }

    /// Another tab knows of a session: this page may have been here before it.
    fn learn_session(self) {
        if untrack(|| self.whose.lasting()).is_some() {
            return;
        }
        spawn_local(async move {
            if let Ok(session) = endpoints::session().await {
                self.whose.note(&session);
            }
        });
    }

    fn ask_session(self) {
        if untrack(|| self.whose.lasting()).is_none() {
            return;
        }
        spawn_local(async move {
            match endpoints::session().await {
                Ok(session) => self.whose.note(&session),
                Err(failure) if Notice::of_failure(&failure).is_some() => {
                    self.whose.forget();
                    self.leaving.leave(Notice::SessionExpired);
                }
                Err(_) => {}
            }
        });
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
fn now() -> i64 {
    now_ms() as i64
}

/// How long nothing may happen. On a device that others use, what the site says, and never longer than
/// the session; on somebody's own, only the session's own end is waited for.
fn patience(device: &Device, told: Profile, profile: Profile, session: Option<Lasting>) -> Option<Patience> {
    let ms = |seconds: u32| i64::from(seconds) * SECOND_MS;
    match session {
        Some(session) if session.is_own && profile != Profile::Kiosk => {
            let warning = OWN_WARNING_SECONDS.min(session.idle_seconds / 2);
            Some(Patience { quiet_ms: ms(session.idle_seconds - warning), warning_ms: ms(warning) })
        }
        // Ticking the box is not enough: the device is theirs once they have signed in.
        None if profile == Profile::Personal && told == Profile::Personal => None,
        _ => {
            let Device { idle_seconds, warning_seconds, .. } = *device;
            let whole = session.map_or(u32::MAX, |session| session.idle_seconds);
            let quiet = idle_seconds.min(whole.saturating_sub(warning_seconds));
            Some(Patience { quiet_ms: ms(quiet), warning_ms: ms(warning_seconds) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waits(told: Profile, profile: Profile, session: Option<Lasting>) -> Option<(i64, i64)> {
        let device = Device { profile: told, ..Device::default() };
        patience(&device, told, profile, session)
            .map(|it| (it.quiet_ms / SECOND_MS, it.warning_ms / SECOND_MS))
    }

    #[test]
    fn a_shared_device_waits_as_the_site_says_and_no_longer_than_the_session() {
        let session = |idle_seconds| Some(Lasting { idle_seconds, is_own: false });
        assert_eq!(waits(Profile::Shared, Profile::Shared, None), Some((300, 30)));
        assert_eq!(waits(Profile::Shared, Profile::Shared, session(600)), Some((300, 30)));
        assert_eq!(waits(Profile::Shared, Profile::Shared, session(60)), Some((30, 30)));
    }

    #[test]
    fn an_own_device_is_warned_of_its_sessions_end_only() {
        let own = Some(Lasting { idle_seconds: 1800, is_own: true });
        assert_eq!(waits(Profile::Personal, Profile::Personal, None), None);
        assert_eq!(waits(Profile::Shared, Profile::Personal, own), Some((1680, 120)));
    }

    #[test]
    fn a_ticked_box_alone_does_not_make_a_device_somebodys_own() {
        assert_eq!(waits(Profile::Shared, Profile::Personal, None), Some((300, 30)));
    }

    #[test]
    fn a_kiosk_stays_a_kiosk_whatever_a_session_says() {
        let own = Some(Lasting { idle_seconds: 1800, is_own: true });
        assert_eq!(waits(Profile::Kiosk, Profile::Kiosk, own), Some((300, 30)));
    }
}
