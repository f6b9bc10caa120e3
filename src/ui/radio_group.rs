//! A choice of a few, all of them in sight.

use leptos::prelude::*;

use crate::ui::{Drawn, FieldText, legible};

/// One of the few.
#[derive(Clone, Copy)]
pub(crate) struct Pick {
    /// What is sent.
    pub(crate) value: &'static str,
    /// What is read.
    pub(crate) label: &'static str,
}

/// A choice of a few. The first button has the group's name as its `id`, so that a summary's line
/// leads to it.
#[component]
pub(crate) fn RadioGroup(
    /// The buttons' `name`.
    name: &'static str,
    /// The text around them.
    text: FieldText,
    /// The choices.
    choices: Vec<Pick>,
    /// What is chosen; empty while nothing is.
    #[prop(into)]
    chosen: Signal<String>,
    /// Called with what the person chose.
    #[prop(into)]
    choose: Callback<String>,
) -> impl IntoView {
    let button = move |(at, Pick { value, label }): (usize, Pick)| {
        let id = if at == 0 { name.to_owned() } else { [name, "-", value].concat() };
        view! {
            <div class="c-radio-group__choice">
                <input
                    type="radio"
                    id=id.clone()
                    name=name
                    value=value
                    prop:checked=move || chosen.with(|chosen| chosen == value)
                    on:change=move |_| choose.run(value.to_owned())
                />
                <label for=id>{legible(label)}</label>
            </div>
        }
        .drawn()
    };
    view! {
        <fieldset
            class="c-radio-group"
            role="radiogroup"
            aria-describedby=text.described_by(name, String::new())
            aria-invalid=text.invalid()
        >
            <legend class="c-field__label">{legible(text.label)}</legend>
            {text.notes(name)}
            <div class="c-radio-group__choices">
                {choices.into_iter().enumerate().map(button).collect_view()}
            </div>
        </fieldset>
    }
    .drawn()
}
