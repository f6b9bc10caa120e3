//! A date as year, month and day, with the calendar in which the year counts. It only shows and
//! collects: which date that is, `contract::rules::date` says.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::ui::radio_group::RadioGroup;
use crate::ui::select::Choice;
use crate::ui::{Drawn, FieldText};

/// What is typed, part by part.
#[derive(Clone, Copy)]
pub(crate) struct DateParts {
    /// The year, in whichever calendar.
    pub(crate) year: RwSignal<String>,
    /// The month.
    pub(crate) month: RwSignal<String>,
    /// The day.
    pub(crate) day: RwSignal<String>,
    /// The calendar; empty while it is not known.
    pub(crate) calendar: RwSignal<String>,
}

/// The labels of the parts.
#[derive(Clone, Copy)]
pub(crate) struct DateText {
    /// Above the year.
    pub(crate) year: &'static str,
    /// Above the month.
    pub(crate) month: &'static str,
    /// Above the day.
    pub(crate) day: &'static str,
    /// Around the calendars.
    pub(crate) calendar: FieldText,
    /// The date in both calendars, once it is known.
    pub(crate) echo: Signal<String>,
}

/// A date.
#[component]
pub(crate) fn DateField(
    /// The start of the parts' names; the year has this very name as its `id`.
    name: &'static str,
    /// The text around the date.
    text: FieldText,
    /// The labels of its parts.
    says: DateText,
    /// The calendars to choose from.
    calendars: Vec<Choice>,
    /// What is typed.
    parts: DateParts,
) -> impl IntoView {
    view! {
        <fieldset class="c-date-field" aria-describedby=text.described_by(name, String::new())>
            <legend class="c-field__label">{text.label}</legend>
            {text.notes(name)}
            <div class="c-date-field__parts">
                <Part id=name.to_owned() completion="bday-year" label=says.year value=parts.year text/>
                <Part id=[name, "-month"].concat() completion="bday-month" label=says.month value=parts.month text/>
                <Part id=[name, "-day"].concat() completion="bday-day" label=says.day value=parts.day text/>
            </div>
            <RadioGroup name="calendar" text=says.calendar choices=calendars chosen=parts.calendar/>
            <p class="c-date-field__echo" role="status">{says.echo}</p>
        </fieldset>
    }.drawn()
}

#[component]
fn Part(
    id: String,
    completion: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    text: FieldText,
) -> impl IntoView {
    view! {
        <div class="c-date-field__part">
            <label for=id.clone()>{label}</label>
            <input
                class="c-text-field__input"
                type="text"
                inputmode="numeric"
                id=id.clone()
                name=id
                autocomplete=completion
                aria-invalid=text.invalid()
                prop:value=value
                on:change=move |event: Event| value.set(event_target_value(&event))
            />
        </div>
    }
    .drawn()
}
