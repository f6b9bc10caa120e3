//! What the keyboard is up to: capitals that stay on, or a Chinese input method where only
//! Latin letters can be right. Said under the field, and to screen readers.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::ui::{Drawn, legibly};

/// What is known of the keyboard, from the keys themselves.
#[derive(Clone, Copy)]
pub(crate) struct Keyboard {
    has_caps_lock: RwSignal<bool>,
    is_chinese: RwSignal<bool>,
}

impl Default for Keyboard {
    fn default() -> Self {
        Self { has_caps_lock: RwSignal::new(false), is_chinese: RwSignal::new(false) }
    }
}

impl Keyboard {
    /// Learns from a key.
    pub(crate) fn press(self, event: &KeyboardEvent) {
        self.has_caps_lock.set(event.get_modifier_state("CapsLock"));
    }

    /// Learns from what stands in the field.
    pub(crate) fn read(self, value: &str) {
        self.is_chinese.set(!value.is_ascii());
    }
}

/// The note under a field.
#[component]
pub(crate) fn KeyboardNote(
    /// What is known.
    keyboard: Keyboard,
    /// Said while capitals stay on, where that matters.
    #[prop(optional)]
    caps_lock: &'static str,
    /// Said while a Chinese input method is on.
    chinese: &'static str,
) -> impl IntoView {
    let note = Signal::derive(move || {
        let is_said = keyboard.is_chinese.get();
        let caps_lock = if keyboard.has_caps_lock.get() { caps_lock } else { "" };
        if is_said { chinese } else { caps_lock }.to_owned()
    });
    view! { <p class="c-keyboard-note" role="status">{legibly(note)}</p> }.drawn()
}
