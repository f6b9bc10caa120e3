//! A choice from a list, by the browser's own control: it works with every keyboard and reader.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::{Drawn, Field, FieldText, changing};

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// What is sent.
    pub(crate) value: String,
    /// What is read.
    pub(crate) label: String,
}

/// A choice from a list. The list may change while the control stays.
#[component]
pub(crate) fn Select(
    /// The control's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// What stands there while nothing is chosen.
    empty: &'static str,
    /// The list.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// What is chosen; empty while nothing is.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with what the person chose.
    #[prop(into)]
    choose: Callback<String>,
) -> impl IntoView {
    let option = move |Choice { value, label }: Choice| {
        let own = value.clone();
        let is_chosen = move || chosen.with(|chosen| *chosen == own);
        view! { <option value=value prop:selected=is_chosen>{label}</option> }.drawn()
    };
    let options = changing(move || choices.get().into_iter().map(option).collect_view().into_any());
    let is_empty = Signal::derive(move || choices.with(Vec::is_empty));
    view! {
        <Field name text>
            <select
                class="c-select"
                id=name
                name=name
                aria-describedby=text.described_by(name, String::new())
                aria-invalid=text.invalid()
                disabled=is_empty
                on:change=move |event: Event| choose.run(event_target_value(&event))
            >
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{empty}</option>
                {options}
            </select>
        </Field>
    }
    .drawn()
}
