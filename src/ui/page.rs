//! A page: what has to be said first, its heading, then the rest.

use leptos::prelude::*;

use crate::ui::Text;

/// A page. Its heading can take the focus when the page is entered.
#[component]
pub(crate) fn Page(
    /// The heading.
    heading: Text,
    /// A sentence below it.
    #[prop(optional)]
    lead: Option<Text>,
    /// What stands above the heading: what to mend, what happened.
    #[prop(optional, into)]
    before: ViewFn,
    /// The rest.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="c-page">
            {before.run()}
            <h1 class="c-page__heading" tabindex="-1">{heading}</h1>
            {lead.map(|lead| view! { <p class="c-page__lead">{lead}</p> })}
            {children()}
        </div>
    }
}
