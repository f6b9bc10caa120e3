//! What the keyboard is up to: capitals that stay on, or a Chinese input method where only
//! Latin letters can be right. Said under the field, and to screen readers.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::ui::Text;

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
        if event.key() == "Process" {
            self.is_chinese.set(true);
        }
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
    caps_lock: Option<Text>,
    /// Said while a Chinese input method is on.
    chinese: Text,
) -> impl IntoView {
    let note = move || {
        if keyboard.is_chinese.get() {
            chinese.get()
        } else if keyboard.has_caps_lock.get() {
            caps_lock.map(|text| text.get()).unwrap_or_default()
        } else {
            String::new()
        }
    };
    view! { <p class="c-keyboard-note" role="status">{note}</p> }
}
