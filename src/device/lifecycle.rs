//! The page's life. The back/forward cache may bring a page back as it was, typed values and all,
//! on a computer that a whole class shares: so nothing is left in it (experience.md §0.1, K5). What
//! holds before the app is there, too, is in `index.html`: fields are blanked when the page is left, and
//! a page from the cache is loaded anew.

use std::cell::Cell;
use std::time::Duration;

use leptos::prelude::{document, on_cleanup, set_timeout, window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement, MouseEvent,
};

/// Dispatched when everything is wiped although the page stays.
const WIPE: &str = "edupass:wipe";
/// How long a page that was asked for may take.
const GOING: Duration = Duration::from_secs(20);
/// Where something is typed or chosen.
const FIELDS: &str = "input,textarea,select";

/// Blanks every field and has every screen forget what is secret, as if the page were left.
pub(crate) fn wipe() {
    if let Ok(event) = Event::new(WIPE) {
        // Dispatching fails only for an event that is being dispatched already.
        let _ = window().dispatch_event(&event);
    }
    blank_fields(&document());
}

/// Draws a curtain over the page, or takes it away.
pub(crate) fn hide_app(is_hidden: bool) {
    let app = document().get_element_by_id("app");
    if let Some(app) = app.and_then(|app| app.dyn_into::<HtmlElement>().ok()) {
        app.set_hidden(is_hidden);
    }
}

thread_local! {
    /// Whether the page is left for another one on purpose.
    static IS_GOING: Cell<bool> = const { Cell::new(false) };
}

/// Says that the page is about to be left for another one on purpose.
pub(super) fn go() {
    IS_GOING.set(true);
}

fn stay() {
    IS_GOING.set(false);
}

/// Whether the browser follows a click to another page in this tab: not with a key that opens another one,
/// nor to a telephone or a mail program.
fn leads_on(event: &Event) -> bool {
    let clicked = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let link = clicked.and_then(|clicked| clicked.closest("a[href]").ok().flatten());
    let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) else {
        return false;
    };
    let is_plain = event.dyn_ref::<MouseEvent>().is_none_or(|mouse| {
        mouse.button() == 0 && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
    });
    is_plain && link.target().is_empty() && link.protocol().starts_with("http")
}

/// Calls `closed` when the page goes away and nobody followed a link: a tab that is closed, an address
/// that is typed.
pub(crate) fn on_closed(closed: impl Fn() + 'static) {
    window_event_listener_untyped("click", |event| {
        if !event.default_prevented() && leads_on(&event) {
            go();
            // Another listener may still keep the page here, and the next page may not come.
            set_timeout(stay, GOING);
            let stay_if_kept = move || {
                if event.default_prevented() {
                    stay();
                }
            };
            set_timeout(stay_if_kept, Duration::ZERO);
        }
    });
    window_event_listener_untyped("pagehide", move |_| {
        if !IS_GOING.get() {
            closed();
        }
    });
}

/// Has `wipe` forget what is secret when the page is left or wiped, for as long as the screen is there.
pub(crate) fn on_leave(wipe: impl Fn() + Clone + 'static) {
    for event in ["pagehide", WIPE] {
        let wipe = wipe.clone();
        let handle = window_event_listener_untyped(event, move |_| wipe());
        on_cleanup(move || handle.remove());
    }
}

/// Calls `returned` whenever the person comes back to the page or to a field of it, for as long as
/// the screen is there.
pub(crate) fn on_return(returned: impl Fn() + Clone + 'static) {
    for event in ["focus", "focusin"] {
        let returned = returned.clone();
        let handle = window_event_listener_untyped(event, move |_| returned());
        on_cleanup(move || handle.remove());
    }
}

/// Whether something stands in a field.
pub(crate) fn has_typed() -> bool {
    fields(&document())
        .filter_map(|field| field.dyn_into::<HtmlInputElement>().ok())
        .any(|input| !matches!(input.type_().as_str(), "checkbox" | "radio") && !input.value().is_empty())
}

fn fields(document: &Document) -> impl Iterator<Item = Element> {
    let found = document.query_selector_all(FIELDS).ok();
    let count = found.as_ref().map_or(0, web_sys::NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.get(at)?.dyn_into().ok())
}

fn blank_fields(document: &Document) {
    for field in fields(document) {
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_checked(false);
            if !matches!(input.type_().as_str(), "checkbox" | "radio") {
                input.set_value("");
            }
        } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            area.set_value("");
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            select.set_selected_index(0);
        }
    }
}
