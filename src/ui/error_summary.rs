//! The box above the heading that says what to mend (the GOV.UK pattern): it takes the focus, and
//! each line leads to its field.

use leptos::prelude::*;

use crate::ui::{Drawn, legible, only_if};

/// One line of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SummaryItem {
    /// The `id` of the input it leads to.
    pub(crate) target: &'static str,
    /// The same words as beside the field.
    pub(crate) text: String,
}

/// The box; not there while nothing is to be mended.
#[component]
pub(crate) fn ErrorSummary(
    /// How many things there are.
    title: String,
    /// The things.
    items: Vec<SummaryItem>,
    /// Brings the focus to an input.
    #[prop(into)]
    go: Callback<&'static str>,
) -> impl IntoView {
    let line = |item: SummaryItem| {
        let follow = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            go.run(item.target);
        };
        view! { <li><a href=["#", item.target].concat() on:click=follow>{legible(&item.text)}</a></li> }
            .drawn()
    };
    only_if(!items.is_empty(), || {
        view! {
            <div class="c-error-summary" id="error-summary" tabindex="-1" role="alert">
                <h2 class="c-error-summary__title">{legible(&title)}</h2>
                <ul class="c-error-summary__list">{items.into_iter().map(line).collect_view()}</ul>
            </div>
        }
        .drawn()
    })
}
