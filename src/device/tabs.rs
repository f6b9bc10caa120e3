//! The other tabs of this browser. A channel keeps nothing: what is said is heard now or never, and it
//! holds a time or the name of a notice, nothing of a person.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

const NAME: &str = "edupass";

thread_local! {
    /// One for the page, so that it does not hear itself.
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new(NAME).ok();
}

/// What another tab says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Told {
    /// A time, in milliseconds on the device's clock, which is the same for all of them.
    Time(f64),
    /// A word.
    Word(String),
}

/// Says something to the other tabs.
pub(crate) fn tell_tabs(told: &Told) {
    let message = match told {
        Told::Time(ms) => JsValue::from_f64(*ms),
        Told::Word(word) => JsValue::from_str(word),
    };
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            // Refused only by a channel that is closed.
            let _ = channel.post_message(&message);
        }
    });
}

/// Calls `heard` with what other tabs say, for as long as the page is there.
pub(crate) fn on_told(heard: impl Fn(Told) + 'static) {
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        match (data.as_f64(), data.as_string()) {
            (Some(ms), _) => heard(Told::Time(ms)),
            (None, Some(word)) => heard(Told::Word(word)),
            (None, None) => {}
        }
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
    });
    listener.forget();
}
