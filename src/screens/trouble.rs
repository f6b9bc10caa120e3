//! What a page says when something it needs did not come: why, and a way to try again.

use leptos::prelude::*;

use crate::api::error::Failure;
use crate::ui::{Button, Notice, Tone};
use crate::words::{failure_text, t, use_speech};

/// Why something is not here, and a button to try again.
#[component]
pub(super) fn Trouble(
    /// Why.
    failure: Failure,
    /// Tries again.
    #[prop(into)]
    retry: Callback<()>,
) -> impl IntoView {
    let speech = use_speech();
    view! {
        <Notice tone=Tone::Error>
            <p>{move || failure_text(speech.words(), &failure)}</p>
            <Button press=retry>{t(|w| w.shell.retry)}</Button>
        </Notice>
    }
}
