//! The network that is gone and comes back: said once, looked for again and again, and whatever waits
//! for it is told (experience.md K14). What is typed stays where it is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;
use crate::device::{Alarm, on_lost, on_network, retry_part, tell_back};

const FIRST_WAIT_MS: i64 = 2000;
const LONGEST_WAIT_MS: i64 = 60_000;

/// What is known of the way to the server.
#[derive(Clone, Copy)]
pub(super) struct Network {
    /// Whether there is none; `None` before one was ever missed.
    pub(super) is_lost: RwSignal<Option<bool>>,
    is_looking: StoredValue<bool>,
    alarm: StoredValue<Option<Alarm>, LocalStorage>,
}

impl Network {
    /// Begins to listen.
    pub(super) fn new() -> Self {
        let network = Self {
            is_lost: RwSignal::new(None),
            is_looking: StoredValue::new(false),
            alarm: StoredValue::new_local(None),
        };
        on_lost(move || network.look(FIRST_WAIT_MS));
        on_network(move || network.look(FIRST_WAIT_MS));
        network
    }

    /// Looks for the server, and again later if it is not there.
    fn look(self, wait_ms: i64) {
        if self.is_looking.get_value() {
            return;
        }
        self.is_looking.set_value(true);
        self.alarm.set_value(None);
        spawn_local(async move {
            let is_there = endpoints::site().await.is_ok_and(|_| true);
            self.is_looking.set_value(false);
            let was_lost = self.is_lost.get_untracked() == Some(true);
            if !is_there {
                self.is_lost.set(Some(true));
                let again = move || self.look((2 * wait_ms).min(LONGEST_WAIT_MS));
                self.alarm.set_value(Some(Alarm::after(wait_ms, again)));
            } else if was_lost {
                self.is_lost.set(Some(false));
                retry_part();
                tell_back();
            }
        });
    }
}
