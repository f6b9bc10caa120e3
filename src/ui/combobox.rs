//! A field that lists what fits while somebody types (the APG's editable combobox with list
//! autocomplete). While an input method composes it keeps still: it neither filters nor takes keys,
//! and looks again when the composition is over (experience.md F15).

mod keys;

use leptos::ev::{CompositionEvent, Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::combobox::keys::{Key, moved};
use crate::ui::field::uncorrected;
use crate::ui::{Drawn, Field, FieldText, changing, legible, legibly};

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// What it stands for.
    pub(crate) value: usize,
    /// Its name.
    pub(crate) label: String,
    /// What tells it from others of that name.
    pub(crate) detail: String,
    /// What is special about it; may be empty.
    pub(crate) mark: &'static str,
}

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Rows {
    /// How many fit; more than are listed, perhaps.
    pub(crate) total: usize,
    /// The best of them.
    pub(crate) rows: Vec<Row>,
}

/// What is on show. It outlives the control, which is drawn again in another language.
#[derive(Clone, Copy)]
pub(crate) struct ComboState {
    /// What was typed, outside compositions.
    pub(crate) typed: RwSignal<String>,
    is_open: RwSignal<bool>,
    active: RwSignal<Option<usize>>,
}

impl ComboState {
    /// A closed list.
    pub(crate) fn new() -> Self {
        Self {
            typed: RwSignal::new(String::new()),
            is_open: RwSignal::new(false),
            active: RwSignal::new(None),
        }
    }

    fn look(self, text: String) {
        self.active.set(None);
        self.is_open.set(!text.trim().is_empty());
        self.typed.set(text);
    }

    fn close(self) {
        self.is_open.set(false);
        self.active.set(None);
    }
}

/// The field and its list.
#[component]
pub(crate) fn Combobox(
    /// The input's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// What is called by screen readers when the list opens.
    list_name: &'static str,
    /// Said below the list where nothing fits, or more than are listed.
    #[prop(into)]
    remark: Signal<String>,
    /// What fits.
    #[prop(into)]
    found: Signal<Rows>,
    /// What is on show.
    state: ComboState,
    /// Called with the row that was chosen.
    #[prop(into)]
    choose: Callback<Row>,
) -> impl IntoView {
    let list_id = [name, "-list"].concat();
    let take = taking(name, state, choose);
    let is_open = Signal::derive(move || state.is_open.get() && found.with(|found| found.total > 0));
    let active_id = Signal::derive(move || {
        let active = state.active.get().filter(|_| is_open.get());
        active.map(|at| option_id(name, at)).unwrap_or_default()
    });
    let on_key = move |event: KeyboardEvent| press(&event, state, found, take);
    let on_input = move |event: Event| {
        if !event.unchecked_ref::<leptos::ev::InputEvent>().is_composing() {
            state.look(event_target_value(&event));
        }
    };
    let rows = changing(move || options(name, found, state, take));
    let is_closed = Signal::derive(move || !is_open.get());
    let is_silent = Signal::derive(move || !state.is_open.get() || remark.with(String::is_empty));
    view! {
        <Field name text>
            <div class="c-combobox">
                <input
                    class="c-text-field__input"
                    id=name
                    name=name
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="none"
                    {uncorrected()}
                    spellcheck="false"
                    aria-autocomplete="list"
                    aria-expanded=Signal::derive(move || is_open.get().to_string())
                    aria-controls=list_id.clone()
                    aria-activedescendant=active_id
                    aria-describedby=text.described_by(name, String::new())
                    aria-invalid=text.invalid()
                    on:focus=move |_| rehearse(name, state, take)
                    on:input=on_input
                    on:compositionend=move |event: CompositionEvent| state.look(event_target_value(&event))
                    on:keydown=on_key
                    on:blur=move |_| state.close()
                />
                <div class="c-combobox__panel" hidden=Signal::derive(move || is_closed.get() && is_silent.get())>
                    <ul id=list_id role="listbox" aria-label=list_name hidden=is_closed>{rows}</ul>
                    <p class="c-combobox__remark" hidden=is_silent>{legibly(remark)}</p>
                </div>
            </div>
        </Field>
    }
    .drawn()
}

/// Puts a chosen row into the field.
fn taking(name: &'static str, state: ComboState, choose: Callback<Row>) -> Callback<Row> {
    Callback::new(move |row: Row| {
        if let Some(input) = input(name) {
            input.set_value(&row.label);
        }
        state.close();
        choose.run(row);
    })
}

/// The rows of the list.
fn options(name: &'static str, found: Signal<Rows>, state: ComboState, take: Callback<Row>) -> AnyView {
    let Rows { total, rows } = found.get();
    let row = move |(at, row)| option(name, at, row, total, state, take);
    rows.into_iter().enumerate().map(row).collect_view().into_any()
}

/// Makes a row that nobody sees: browsers compile what runs for the first time, and the first keystroke
/// would wait for that.
fn rehearse(name: &str, state: ComboState, take: Callback<Row>) {
    let row = Row { value: 0, label: String::new(), detail: String::new(), mark: "" };
    let owner = Owner::new();
    drop(owner.with(|| option(name, 0, row, 1, state, take).build()));
}

fn option_id(name: &str, at: usize) -> String {
    [name, "-", &at.to_string()].concat()
}

/// A row. Pressing the mouse does not take the focus from the field.
fn option(name: &str, at: usize, row: Row, total: usize, state: ComboState, take: Callback<Row>) -> AnyView {
    let is_active = Signal::derive(move || state.active.get() == Some(at));
    let Row { label, detail, mark, .. } = row.clone();
    view! {
        <li
            class="c-combobox__row"
            id=option_id(name, at)
            role="option"
            aria-selected=Signal::derive(move || is_active.get().to_string())
            aria-setsize=total.to_string()
            aria-posinset=(at + 1).to_string()
            on:mousedown=|event: MouseEvent| event.prevent_default()
            on:click=move |_| take.run(row.clone())
        >
            <span class="c-combobox__label">{label}</span>
            <span class="c-combobox__detail">{detail}</span>
            <span class="c-combobox__mark">{legible(mark)}</span>
        </li>
    }
    .drawn()
}

/// What a key does; an input method's own keys do nothing here (WebKit reports them as 229).
fn press(event: &KeyboardEvent, state: ComboState, found: Signal<Rows>, take: Callback<Row>) {
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let Some(key) = Key::read(&event.key(), event.alt_key()) else {
        return;
    };
    let count = found.with_untracked(|found| found.rows.len());
    let (is_open, active) = (state.is_open.get_untracked() && count > 0, state.active.get_untracked());
    match key {
        Key::Accept if is_open => {
            event.prevent_default();
            if let Some(row) = active.and_then(|at| found.with_untracked(|found| found.rows.get(at).cloned()))
            {
                take.run(row);
            }
        }
        Key::Close if is_open => {
            event.prevent_default();
            state.close();
        }
        Key::Open if count > 0 => {
            event.prevent_default();
            state.is_open.set(true);
        }
        Key::Down | Key::Up if count > 0 => {
            event.prevent_default();
            let at = if is_open { moved(key, active, count) } else { moved(key, None, count) };
            state.is_open.set(true);
            state.active.set(Some(at));
            reveal(event, at);
        }
        Key::Accept | Key::Close | Key::Open | Key::Down | Key::Up => {}
    }
}

/// Scrolls the list so that the row is in sight.
fn reveal(event: &KeyboardEvent, at: usize) {
    let field: web_sys::HtmlInputElement = event_target(event);
    if let Some(row) = document().get_element_by_id(&option_id(&field.id(), at)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn input(id: &str) -> Option<web_sys::HtmlInputElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
