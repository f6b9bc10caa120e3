//! What a kiosk's browser does not do (experience.md K11): it opens no other site and no second
//! window, and offers no menu and no dragging of links. The school's own policies do the rest.

use leptos::prelude::{window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Where the browser's menu stays: a field may be pasted into (WCAG 2.2 SC 3.3.8).
const FIELDS: &str = "input,textarea";

/// Keeps the browser here; `outward` is called with the name and the address of a link out.
pub(crate) fn guard_kiosk(outward: impl Fn(String, String) + Clone + 'static) {
    for name in ["click", "auxclick"] {
        let outward = outward.clone();
        window_event_listener_untyped(name, move |event| {
            let Some(link) = link(&event) else {
                return;
            };
            let is_within = window().location().origin().is_ok_and(|origin| origin == link.origin());
            if !is_within {
                event.prevent_default();
                outward(link.text_content().unwrap_or_default(), link.href());
            } else if opens_a_window(&event, &link) {
                event.prevent_default();
            }
        });
    }
    window_event_listener_untyped("dragstart", |event| event.prevent_default());
    window_event_listener_untyped("contextmenu", |event| {
        if target(&event).is_none_or(|target| !target.matches(FIELDS).unwrap_or_default()) {
            event.prevent_default();
        }
    });
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn link(event: &Event) -> Option<HtmlAnchorElement> {
    target(event)?.closest("a[href]").ok()??.dyn_into().ok()
}

/// Whether the click or the link asks for another window or tab.
fn opens_a_window(event: &Event, link: &HtmlAnchorElement) -> bool {
    let is_asked_for = event.dyn_ref::<MouseEvent>().is_some_and(|mouse| {
        mouse.button() != 0 || (mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key())
    });
    is_asked_for || !link.target().is_empty()
}
