//! A turning ring: something is going on. The words stand beside it.

use leptos::prelude::*;

use crate::ui::Drawn;

/// A turning ring.
#[component]
pub(crate) fn Spinner() -> impl IntoView {
    view! { <span class="c-spinner" aria-hidden="true"></span> }.drawn()
}
