//! Keys for digits on the screen. Pressing one takes the focus from nowhere: the field keeps it, and
//! with it what a screen reader says. Whoever has a keyboard does not pass by them.

use leptos::ev::PointerEvent;
use leptos::prelude::*;

use crate::ui::Drawn;

const DIGITS: [&str; 10] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"];

/// What the keys are called.
#[derive(Clone, Copy)]
pub(crate) struct KeypadText {
    /// All of them.
    pub(crate) name: &'static str,
    /// The one that takes a digit away.
    pub(crate) erase: &'static str,
}

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Press {
    /// Types this digit.
    Digit(&'static str),
    /// Takes one away.
    Erase,
}

/// The keys.
#[component]
pub(crate) fn Keypad(
    /// What they are called.
    says: KeypadText,
    /// Whether there is no field to type into.
    #[prop(into)]
    is_hidden: Signal<bool>,
    /// Called with the key that is pressed.
    press: Callback<Press>,
) -> impl IntoView {
    let key = |name: &'static str, key: Press| {
        view! {
            <button class="c-keypad__key" type="button" tabindex="-1" on:click=move |_| press.run(key)>
                {name}
            </button>
        }
        .drawn()
    };
    let digits = DIGITS.map(|digit| key(digit, Press::Digit(digit)));
    let erase = key(says.erase, Press::Erase);
    view! {
        <div
            class="c-keypad"
            role="group"
            aria-label=says.name
            hidden=is_hidden
            on:pointerdown=|event: PointerEvent| event.prevent_default()
            on:mousedown=|event| event.prevent_default()
        >
            {digits.into_iter().collect_view()}
            {erase}
        </div>
    }
    .drawn()
}
