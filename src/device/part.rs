//! Parts of the module that are fetched when they are needed: the split loader says when one
//! does not arrive, and waits to be told to try again.

use leptos::prelude::{window, window_event_listener_untyped};
use web_sys::Event;

/// Calls `failed` when a part did not arrive.
pub(crate) fn on_part_failed(failed: impl Fn() + 'static) {
    window_event_listener_untyped("edupass:part-failed", move |_| failed());
}

/// Has the loader try again.
pub(crate) fn retry_part() {
    if let Ok(event) = Event::new("edupass:part-retry") {
        // Dispatching fails only for an event that is being dispatched already.
        let _ = window().dispatch_event(&event);
    }
}
