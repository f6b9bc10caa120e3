//! A page: what has to be said first, its heading, then the rest.

use leptos::prelude::*;

use crate::ui::{Drawn, legibly};

/// A page. Its heading can take the focus when the page is entered.
#[component]
pub(crate) fn Page(
    /// The heading.
    #[prop(into)]
    heading: Signal<String>,
    /// A sentence below it; may be empty.
    #[prop(into)]
    lead: Signal<String>,
    /// What stands above the heading: what to mend, what happened.
    #[prop(optional)]
    before: Option<AnyView>,
    /// The rest.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="c-page">
            {before}
            <h1 class="c-page__heading" tabindex="-1">{legibly(heading)}</h1>
            <p class="c-page__lead">{legibly(lead)}</p>
            {children()}
        </div>
    }
    .drawn()
}
