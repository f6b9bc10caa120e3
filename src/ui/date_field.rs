//! A date as year, month and day, with the calendar in which the year counts. It only shows and
//! collects: which date that is, `contract::rules::birthday` says.

use leptos::ev::{CompositionEvent, Event};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::radio_group::{Pick, RadioGroup};
use crate::ui::{Button, Drawn, FieldText, changing, legible, legibly};

/// What is typed, part by part. The inputs keep it themselves; this follows them.
#[derive(Clone, Copy)]
pub(crate) struct DateParts {
    /// The year, in whichever calendar, or a whole date that was pasted there.
    pub(crate) year: RwSignal<String>,
    /// The month.
    pub(crate) month: RwSignal<String>,
    /// The day.
    pub(crate) day: RwSignal<String>,
    /// The calendar that the person chose; empty while they have not.
    pub(crate) calendar: RwSignal<String>,
}

impl DateParts {
    /// Nothing typed yet.
    pub(crate) fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { year: empty(), month: empty(), day: empty(), calendar: empty() }
    }
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
    /// The calendar in which the date was read, chosen or not.
    pub(crate) read_in: Signal<String>,
}

/// Something that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    /// What it is called.
    pub(crate) label: String,
    /// Year, month, day and calendar.
    pub(crate) parts: [String; 4],
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
    calendars: Vec<Pick>,
    /// What may have been meant, each one press away.
    #[prop(into)]
    corrections: Signal<Vec<Correction>>,
    /// What is typed.
    parts: DateParts,
    /// Whether the browser may offer a birthday that it knows: only on somebody's own device.
    #[prop(optional)]
    completes: bool,
) -> impl IntoView {
    let [month, day] = ["-month", "-day"].map(|part| [name, part].concat());
    let ids = [name.to_owned(), month.clone(), day.clone()];
    let correct = Callback::new(move |to: Correction| {
        let [year, month, day, calendar] = to.parts;
        for (id, value) in ids.iter().zip([&year, &month, &day]) {
            put(id, value);
        }
        parts.year.set(year);
        parts.month.set(month);
        parts.day.set(day);
        parts.calendar.set(calendar);
        focus(&ids[0]);
    });
    let offered = changing(move || {
        let button = |it: Correction| {
            let label = legible(&it.label);
            view! { <Button press=move |()| correct.run(it.clone())>{label}</Button> }.drawn()
        };
        corrections.get().into_iter().map(button).collect_view().into_any()
    });
    let choose = move |calendar| parts.calendar.set(calendar);
    let offer = |name: &'static str| if completes { name } else { "off" };
    view! {
        <fieldset class="c-date-field" aria-describedby=text.described_by(name, String::new())>
            <legend class="c-field__label">{legible(text.label)}</legend>
            {text.notes(name)}
            <div class="c-date-field__parts">
                <Part id=name.to_owned() completion=offer("bday-year") label=says.year value=parts.year text/>
                <Part id=month completion=offer("bday-month") label=says.month value=parts.month text/>
                <Part id=day completion=offer("bday-day") label=says.day value=parts.day text/>
            </div>
            <RadioGroup name="calendar" text=says.calendar choices=calendars chosen=says.read_in choose/>
            <p class="c-date-field__echo" role="status">{legibly(says.echo)}</p>
            <div class="c-date-field__corrections" role="status">{offered}</div>
        </fieldset>
    }
    .drawn()
}

#[component]
fn Part(
    id: String,
    completion: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    text: FieldText,
) -> impl IntoView {
    let on_input = move |event: Event| {
        if !event.unchecked_ref::<leptos::ev::InputEvent>().is_composing() {
            value.set(event_target_value(&event));
        }
    };
    view! {
        <div class="c-date-field__part">
            <label for=id.clone()>{legible(label)}</label>
            <input
                class="c-text-field__input"
                type="text"
                inputmode="numeric"
                id=id.clone()
                name=id
                autocomplete=completion
                aria-invalid=text.invalid()
                on:input=on_input
                on:compositionend=move |event: CompositionEvent| value.set(event_target_value(&event))
            />
        </div>
    }
    .drawn()
}

fn input(id: &str) -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn put(id: &str, value: &str) {
    if let Some(input) = input(id) {
        input.set_value(value);
    }
}

fn focus(id: &str) {
    if let Some(input) = input(id) {
        // Focusing an element that is in the document cannot fail.
        let _ = input.focus();
    }
}
