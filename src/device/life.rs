//! Signs of life: what a person does with the page, and looking at the clock in between.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{TimeoutHandle, set_timeout, set_timeout_with_handle, window_event_listener_untyped};

/// What a person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Life {
    /// A key.
    Key,
    /// A finger or a button of the mouse goes down; a click may follow.
    Press,
    /// Something is typed, chosen or filled in.
    Typing,
    /// A click.
    Click,
    /// A pointer that moves, a wheel that turns.
    Movement,
}

const SIGNS: [(&str, Life); 6] = [
    ("keydown", Life::Key),
    ("pointerdown", Life::Press),
    ("click", Life::Click),
    ("pointermove", Life::Movement),
    ("wheel", Life::Movement),
    ("input", Life::Typing),
];

/// When a page may have slept: it came back from another tab, another window, or from sleep.
const RETURNS: [&str; 4] = ["visibilitychange", "pageshow", "resume", "focus"];

/// Calls `heard` with every sign of life; one that it says yes to has no other effect. What scripts do
/// is none.
pub(crate) fn on_life(heard: impl Fn(Life) -> bool + Clone + 'static) {
    for (name, life) in SIGNS {
        let heard = heard.clone();
        window_event_listener_untyped(name, move |event| {
            if event.is_trusted() && heard(life) {
                event.prevent_default();
                event.stop_propagation();
            }
        });
    }
}

/// Calls `heard` at the first sign of life.
pub(crate) fn on_first_life(heard: impl FnOnce() + 'static) {
    let heard = Rc::new(Cell::new(Some(heard)));
    on_life(move |_| {
        if let Some(heard) = heard.take() {
            heard();
        }
        false
    });
}

/// Calls `returned` when the page may have slept, once what other tabs said meanwhile was heard.
pub(crate) fn on_wake(returned: impl Fn() + Clone + 'static) {
    for name in RETURNS {
        let returned = returned.clone();
        window_event_listener_untyped(name, move |_| set_timeout(returned.clone(), Duration::ZERO));
    }
}

/// A timer; dropping it calls it off.
pub(crate) struct Alarm(Option<TimeoutHandle>);

impl Alarm {
    /// Calls `ring` in so many milliseconds.
    pub(crate) fn after(wait_ms: i64, ring: impl FnOnce() + 'static) -> Self {
        let wait = Duration::from_millis(u64::try_from(wait_ms).unwrap_or_default());
        Self(set_timeout_with_handle(ring, wait).ok())
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if let Some(timer) = self.0.take() {
            timer.clear();
        }
    }
}
