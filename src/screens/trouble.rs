//! What a page says when something it needs did not come: why, and a way to try again.

use leptos::prelude::*;

use crate::api::error::Failure;
use crate::device::on_back;
use crate::ui::{Button, Drawn, Notice, Tone, legible};
use crate::words::{Words, failure_text};

/// Why something is not here, and a button to try again.
pub(super) fn trouble(failure: &Failure, words: &'static Words, retry: Callback<()>) -> AnyView {
    let text = failure_text(words, failure);
    if failure.is_uncertain() {
        // The network is back: nobody has to press.
        on_back(move || retry.run(()));
    }
    view! {
        <Notice tone=Tone::Error id="trouble">
            <p>{legible(&text)}</p>
            <Button press=retry>{legible(words.shell.retry)}</Button>
        </Notice>
    }
    .drawn()
}
