//! Plays the spoken challenge.

use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlAudioElement;

/// Plays what `address` answers; `failed` is called when that does not work.
pub(crate) fn play(address: &str, failed: impl Fn() + 'static) {
    let started = HtmlAudioElement::new_with_src(address).and_then(|audio| audio.play());
    spawn_local(async move {
        let played = match started {
            Ok(promise) => JsFuture::from(promise).await.is_ok(),
            Err(_) => false,
        };
        if !played {
            failed();
        }
    });
}
