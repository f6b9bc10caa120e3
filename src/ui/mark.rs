//! The mark: an owl whose beak is a keyhole. Our own drawing; 黃魚鴉 is the owl of the rivers
//! that the service's first presentation had on its cover.

use leptos::prelude::*;

use crate::ui::Drawn;

/// The mark, beside the name that says the same.
#[component]
pub(crate) fn Mark() -> impl IntoView {
    view! {
        <svg class="c-mark" viewBox="0 0 48 48" aria-hidden="true" focusable="false">
            <path
                class="c-mark__body"
                d="M7 5c3.5 3.6 7.3 5 11 5h12c3.7 0 7.5-1.4 11-5v20.500C41 35.7 33.4 43 24 43S7 35.7 7 25.500V5Z"
            ></path>
            <circle class="c-mark__eye" cx="16.5" cy="21" r="6.5"></circle>
            <circle class="c-mark__eye" cx="31.5" cy="21" r="6.5"></circle>
            <circle class="c-mark__pupil" cx="17.5" cy="21" r="2.6"></circle>
            <circle class="c-mark__pupil" cx="30.5" cy="21" r="2.6"></circle>
            <path class="c-mark__key" d="M24 26.500a3 3 0 0 1 1.5 5.600L26.5 37h-5l1-4.900a3 3 0 0 1 1.5-5.600Z"></path>
        </svg>
    }.drawn()
}
