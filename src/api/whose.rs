//! Whose device this is taken for, and how long the session of whoever is signed in lasts.

use contract::api::session::Session;
use contract::api::site::{Profile, Site};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;

/// What is known; `<App>` provides it.
#[derive(Clone, Copy)]
pub(crate) struct Whose {
    site: RwSignal<Site>,
    /// What the person said of the device, or their session says; none before that.
    said: RwSignal<Option<bool>>,
    /// What the session says about time; none while nobody is known to be signed in.
    session: RwSignal<Option<Lasting>>,
}

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lasting {
    /// Seconds without activity after which the server ends it.
    pub(crate) idle_seconds: u32,
    /// Whether the person called the device their own when they signed in.
    pub(crate) is_own: bool,
}

impl Whose {
    /// What the server takes the device for.
    pub(crate) fn new(site: RwSignal<Site>) -> Self {
        Self { site, said: RwSignal::new(None), session: RwSignal::new(None) }
    }

    /// What it is taken for now, which is followed. Nobody can call a kiosk theirs.
    pub(crate) fn profile(self) -> Profile {
        profile(self.site.with(|site| site.device.profile), self.said.get())
    }

    /// What it is taken for now, for what happens once.
    pub(crate) fn profile_now(self) -> Profile {
        untrack(|| self.profile())
    }

    /// Whether it is a school's kiosk, for what happens once.
    pub(crate) fn is_kiosk(self) -> bool {
        self.profile_now() == Profile::Kiosk
    }

    /// Whether it is somebody's own, for what happens once.
    pub(crate) fn is_own(self) -> bool {
        self.profile_now() == Profile::Personal
    }

    /// The person says whether it is their own.
    pub(crate) fn say(self, is_own: bool) {
        self.said.set(is_own.then_some(true));
    }

    /// Somebody is signed in.
    pub(crate) fn note(self, session: &Session) {
        let Session { idle_seconds, personal_device: is_own, .. } = *session;
        self.said.set(Some(is_own));
        self.session.set(Some(Lasting { idle_seconds, is_own }));
    }

    /// Asks how long the session lasts once a page shows the data of whoever is signed in, where that does
    /// not say.
    pub(crate) fn learn_when(self, is_shown: impl Fn() -> bool + 'static) {
        // An effect, because the answer is the server's.
        Effect::new(move || {
            if is_shown() && self.session.with_untracked(Option::is_none) {
                spawn_local(async move {
                    if let Ok(session) = endpoints::session().await {
                        self.note(&session);
                    }
                });
            }
        });
    }

    /// Nobody is signed in any more.
    pub(crate) fn forget(self) {
        self.session.set(None);
    }

    /// How long the session lasts, which is followed.
    pub(crate) fn lasting(self) -> Option<Lasting> {
        self.session.get()
    }
}

/// What `<App>` provides.
pub(crate) fn use_whose() -> Whose {
    expect_context() // invariant: every component stands below `<App>`
}

/// What a person says goes before what the server knows, but in a kiosk.
const fn profile(told: Profile, said: Option<bool>) -> Profile {
    match (told, said) {
        (Profile::Kiosk, _) => Profile::Kiosk,
        (_, Some(true)) => Profile::Personal,
        (_, Some(false)) => Profile::Shared,
        (told, None) => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_shared_until_somebody_calls_it_theirs() {
        assert_eq!(profile(Profile::Shared, None), Profile::Shared);
        assert_eq!(profile(Profile::Shared, Some(true)), Profile::Personal);
        assert_eq!(profile(Profile::Personal, Some(false)), Profile::Shared);
    }

    #[test]
    fn a_kiosk_is_nobodys() {
        for said in [None, Some(true), Some(false)] {
            assert_eq!(profile(Profile::Kiosk, said), Profile::Kiosk);
        }
    }
}
