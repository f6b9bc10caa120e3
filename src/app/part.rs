//! A page that is still on its way: a wait that can be seen, and a retry when it does not come.

use leptos::prelude::*;

use crate::device::{on_part_failed, retry_part};
use crate::routes::use_place;
use crate::ui::{Button, Drawn, Notice, Spinner, Tone, only_if};
use crate::words::in_words;

/// What is said while the part of a page is fetched.
#[component]
pub(super) fn PartNotice() -> impl IntoView {
    let place = use_place();
    let has_failed = RwSignal::new(false);
    on_part_failed(move || has_failed.set(true));
    let retry = move |()| {
        has_failed.set(false);
        retry_part();
    };
    let wait = in_words(move |words| {
        only_if(place.is_on_its_way() && !has_failed.get(), || {
            view! { <p class="c-part-wait"><Spinner/> {words.shell.opening}</p> }.drawn()
        })
    });
    let failure = in_words(move |words| {
        only_if(place.is_on_its_way() && has_failed.get(), || {
            view! {
                <Notice tone=Tone::Error id="part">
                    <p>{words.shell.part_failed}</p>
                    <Button press=retry>{words.shell.retry}</Button>
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
