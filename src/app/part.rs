//! A page that is still on its way: a wait that can be seen, and a retry when it does not come.

use leptos::prelude::*;

use crate::device::{on_part_failed, retry_part};
use crate::routes::use_place;
use crate::ui::{Button, Drawn, Notice, Readings, Spinner, Tone, legible, only_if};
use crate::words::{in_words, use_speech};

/// What is said while the part of a page is fetched.
#[component]
pub(super) fn PartNotice() -> impl IntoView {
    let (place, speech) = (use_place(), use_speech());
    let Readings(is_read) = expect_context(); // invariant: `frame` provides it
    // The sounds of the words are a part too, which the page does without until it is there.
    let is_missed = move || place.is_on_its_way() || speech.has_readings() && !is_read.get();
    let has_failed = RwSignal::new(false);
    on_part_failed(move || has_failed.set(true));
    let retry = move |()| {
        has_failed.set(false);
        retry_part();
    };
    let wait = in_words(move |words| {
        only_if(place.is_on_its_way() && !has_failed.get(), || {
            view! { <p class="c-part-wait"><Spinner/> {legible(words.shell.opening)}</p> }.drawn()
        })
    });
    let failure = in_words(move |words| {
        only_if(is_missed() && has_failed.get(), || {
            view! {
                <Notice tone=Tone::Error id="part">
                    <p>{legible(words.shell.part_failed)}</p>
                    <Button press=retry>{legible(words.shell.retry)}</Button>
                </Notice>
            }
            .drawn()
        })
    });
    view! {
        <div role="status">{wait}</div>
        {failure}
    }
    .drawn()
}
