//! A field for an ID number: what was typed is covered when the field is left, so that nobody reads
//! it over a shoulder, and shown again when it is entered or asked for.

use contract::rules::fold::fold;
use contract::rules::id_number::IdNumber;
use leptos::ev::{CompositionEvent, Event, FocusEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::field::uncorrected;
use crate::ui::{Drawn, Field, FieldText, Icon, Shape, changing};

/// What is typed, and whether it can be read.
#[derive(Clone, Copy)]
pub(crate) struct IdEntry {
    /// The number as typed. The input may show less of it.
    pub(crate) value: RwSignal<String>,
    /// Whether the person wants to read it all the time.
    pub(crate) is_shown: RwSignal<bool>,
}

impl IdEntry {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        Self { value: RwSignal::new(String::new()), is_shown: RwSignal::new(false) }
    }

    /// What the input shows while it is left alone.
    fn covered(self) -> String {
        let value = self.value.get_untracked();
        if self.is_shown.get_untracked() {
            return value;
        }
        IdNumber::parse_overruled(&value).map_or(value, |number| number.masked())
    }
}

/// An ID number.
#[component]
pub(crate) fn IdField(
    /// The input's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// The names of the button that shows the number and hides it.
    eye: [&'static str; 2],
    /// What is typed.
    entry: IdEntry,
) -> impl IntoView {
    let toggle = move |_| {
        entry.is_shown.update(|shown| *shown = !*shown);
        if let Some(input) = input(name) {
            input.set_value(&entry.covered());
        }
    };
    let eye_name = Signal::derive(move || if entry.is_shown.get() { eye[1] } else { eye[0] }.to_owned());
    let picture = changing(move || {
        view! { <Icon shape=if entry.is_shown.get() { Shape::EyeOff } else { Shape::Eye }/> }.drawn()
    });
    let on_input = move |event: Event| {
        if !event.unchecked_ref::<leptos::ev::InputEvent>().is_composing() {
            entry.value.set(event_target_value(&event));
        }
    };
    view! {
        <Field name text>
            <div class="c-password-field">
                <input
                    class="c-text-field__input"
                    id=name
                    name=name
                    type="text"
                    inputmode="text"
                    autocomplete="off"
                    autocapitalize="characters"
                    {uncorrected()}
                    spellcheck="false"
                    translate="no"
                    aria-describedby=text.described_by(name, String::new())
                    aria-invalid=text.invalid()
                    on:input=on_input
                    on:compositionend=move |event: CompositionEvent| entry.value.set(event_target_value(&event))
                    on:focus=move |event: FocusEvent| uncover(&event, entry)
                    on:blur=move |event: FocusEvent| cover(&event, entry)
                />
                <button class="c-password-field__eye" type="button" on:click=toggle>
                    {picture}
                    <span class="u-unseen">{eye_name}</span>
                </button>
            </div>
        </Field>
    }
    .drawn()
}

/// The number as it is read from here on: capitals, no full-width forms.
fn cover(event: &FocusEvent, entry: IdEntry) {
    entry.value.update(|value| *value = fold(value).to_uppercase());
    let input: web_sys::HtmlInputElement = event_target(event);
    input.set_value(&entry.covered());
}

fn uncover(event: &FocusEvent, entry: IdEntry) {
    let input: web_sys::HtmlInputElement = event_target(event);
    let value = entry.value.get_untracked();
    if input.value() != value {
        input.set_value(&value);
        // As the browser does when a field is entered: what is typed now takes the place of all of it.
        input.select();
    }
}

fn input(id: &str) -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
