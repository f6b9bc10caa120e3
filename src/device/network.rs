//! The network as the device sees it, and keys that make a repeated write safe.

use js_sys::{Object, Reflect};
use leptos::prelude::{on_cleanup, window, window_event_listener_untyped};
use wasm_bindgen::JsValue;
use web_sys::{Event, RequestInit};

use crate::device::deadline::is_closed;

/// Dispatched when a request found no way to the server.
const LOST: &str = "edupass:lost";
/// Dispatched when there is a way again.
const BACK: &str = "edupass:back";

/// Whether the device has a network at all.
pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

/// Says that a request found no way to the server.
pub(crate) fn tell_lost() {
    if !is_closed() {
        dispatch(LOST);
    }
}

/// Says that there is a way to the server again.
pub(crate) fn tell_back() {
    dispatch(BACK);
}

/// Calls `lost` when there is no way to the server, or may be none.
pub(crate) fn on_lost(lost: impl Fn() + Clone + 'static) {
    for name in ["offline", LOST] {
        let lost = lost.clone();
        window_event_listener_untyped(name, move |_| lost());
    }
}

/// Calls `found` when the device says that it has a network.
pub(crate) fn on_network(found: impl Fn() + 'static) {
    window_event_listener_untyped("online", move |_| found());
}

/// Calls `back` when there is a way to the server again, for as long as what asks for it is on show.
pub(crate) fn on_back(back: impl Fn() + 'static) {
    let handle = window_event_listener_untyped(BACK, move |_| back());
    on_cleanup(move || handle.remove());
}

/// Sends `body` to `path` while the page goes away; nobody waits for the answer.
pub(crate) fn send_parting(path: &str, headers: &[(&str, &str)], body: &str) {
    let set = |target: &Object, name: &str, value: &JsValue| {
        // Setting a member of a fresh object cannot fail.
        let _ = Reflect::set(target, &JsValue::from_str(name), value);
    };
    let named = Object::new();
    for (name, value) in headers {
        set(&named, name, &JsValue::from_str(value));
    }
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_headers(&named);
    options.set_body(&JsValue::from_str(body));
    // web-sys has no setter for it. Without it, the request would go with the page.
    set(&options, "keepalive", &JsValue::TRUE);
    drop(window().fetch_with_str_and_init(path, &options));
}

/// A fresh random key (UUID version 4). Without a secure context, where browsers have none, it is
/// empty: sign-in does not work there either.
pub(crate) fn new_key() -> String {
    window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default()
}

fn dispatch(name: &str) {
    if let Ok(event) = Event::new(name) {
        // Dispatching fails only for an event that is being dispatched already.
        let _ = window().dispatch_event(&event);
    }
}
