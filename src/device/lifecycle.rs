//! The page's life. The back/forward cache may bring a page back as it was, typed values and all,
//! on a computer that a whole class shares: so nothing is left in it (experience.md §0.1, K5).

use leptos::prelude::{document, on_cleanup, window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement, HtmlInputElement, PageTransitionEvent};

/// Blanks every input when the page is left; a page that comes back from the cache is hidden at
/// once and loaded anew.
pub(crate) fn guard_page_life() {
    window_event_listener_untyped("pagehide", |_| blank_inputs(&document()));
    window_event_listener_untyped("pageshow", |event| {
        let is_restored = event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted);
        if is_restored {
            hide(&document());
            // Reloading the present address cannot fail.
            let _ = window().location().reload();
        }
    });
}

/// Has `wipe` forget what is secret when the page is left, for as long as the screen is there.
pub(crate) fn on_leave(wipe: impl Fn() + 'static) {
    let handle = window_event_listener_untyped("pagehide", move |_| wipe());
    on_cleanup(move || handle.remove());
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

fn blank_inputs(document: &Document) {
    let Ok(inputs) = document.query_selector_all("input") else {
        return;
    };
    for index in 0..inputs.length() {
        let Some(input) = inputs.get(index).and_then(|node| node.dyn_into::<HtmlInputElement>().ok()) else {
            continue;
        };
        input.set_checked(false);
        if !matches!(input.type_().as_str(), "checkbox" | "radio") {
            input.set_value("");
        }
    }
}

fn hide(document: &Document) {
    if let Some(root) = document.document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        root.set_hidden(true);
    }
}
