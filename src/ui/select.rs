//! A choice from a list, by the browser's own control: it works with every keyboard and reader.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::{Drawn, Field, FieldText};

/// One thing to choose.
#[derive(Clone)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: &'static str,
    /// What is read.
    pub(crate) label: &'static str,
}

/// A choice from a list.
#[component]
pub(crate) fn Select(
    /// The control's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// What stands there while nothing is chosen.
    empty: &'static str,
    /// The list.
    choices: Vec<Choice>,
    /// What is chosen; empty while nothing is.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let option = |Choice { value, label }: Choice| view! { <option value=value>{label}</option> }.drawn();
    view! {
        <Field name text>
            <select
                class="c-select"
                id=name
                name=name
                aria-describedby=text.described_by(name, String::new())
                aria-invalid=text.invalid()
                prop:value=chosen
                on:change=move |event: Event| chosen.set(event_target_value(&event))
            >
                <option value="">{empty}</option>
                {choices.into_iter().map(option).collect_view()}
            </select>
        </Field>
    }
    .drawn()
}
