//! A box to tick, with its label and a hint.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::{Drawn, legible};

/// A box to tick.
#[component]
pub(crate) fn Checkbox(
    /// The input's `name` and `id`.
    name: &'static str,
    /// The label.
    label: &'static str,
    /// What helps before ticking.
    hint: &'static str,
    /// Learns whether it is ticked. The box itself is the browser's, like everything that is typed.
    checked: RwSignal<bool>,
) -> impl IntoView {
    let hint_id = [name, "-hint"].concat();
    view! {
        <div class="c-checkbox">
            <input
                class="c-checkbox__box"
                type="checkbox"
                id=name
                name=name
                aria-describedby=Signal::stored(hint_id.clone())
                on:change=move |event: Event| checked.set(event_target_checked(&event))
            />
            <label class="c-checkbox__label" for=name>{legible(label)}</label>
            <p class="c-checkbox__hint" id=hint_id>{legible(hint)}</p>
        </div>
    }
    .drawn()
}
