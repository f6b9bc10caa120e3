//! A page that is still on its way: a wait that can be seen, and a retry when it does not come.

use leptos::prelude::*;

use crate::device::{on_part_failed, retry_part};
use crate::ui::{Button, Notice, Spinner, Tone};
use crate::words::t;

/// What is said while the part of a page is fetched.
#[component]
pub(super) fn PartNotice(is_routing: RwSignal<bool>) -> impl IntoView {
    let has_failed = RwSignal::new(false);
    on_part_failed(move || has_failed.set(true));
    let retry = move |()| {
        has_failed.set(false);
        retry_part();
    };
    let (opening, failed, again) =
        (t(|w| w.shell.opening), t(|w| w.shell.part_failed), t(|w| w.shell.retry));
    let wait = move || {
        (is_routing.get() && !has_failed.get()).then(|| {
            view! { <p class="c-part-wait"><Spinner/> {opening}</p> }
        })
    };
    let failure = move || {
        has_failed.get().then(|| {
            view! {
                <Notice tone=Tone::Error>
                    <p>{failed}</p>
                    <Button press=retry>{again}</Button>
                </Notice>
            }
        })
    };
    view! {
        <div role="status">{wait}</div>
        {failure}
    }
}
