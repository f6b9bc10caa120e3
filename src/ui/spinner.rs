//! A turning ring: something is going on. The words stand beside it.

use leptos::prelude::*;

/// A turning ring.
#[component]
pub(crate) fn Spinner() -> impl IntoView {
    view! { <span class="c-spinner" aria-hidden="true"></span> }
}
