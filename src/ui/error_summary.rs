//! The box above the heading that says what to mend (the GOV.UK pattern): it takes the focus, and
//! each line leads to its field.

use leptos::prelude::*;

use crate::ui::Text;

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
    title: Text,
    /// The things.
    #[prop(into)]
    items: Signal<Vec<SummaryItem>>,
    /// Brings the focus to an input.
    #[prop(into)]
    go: Callback<&'static str>,
) -> impl IntoView {
    let line = move |item: SummaryItem| {
        let follow = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            go.run(item.target);
        };
        view! { <li><a href=["#", item.target].concat() on:click=follow>{item.text}</a></li> }
    };
    let lines = move || items.get().into_iter().map(line).collect_view();
    move || {
        (!items.with(Vec::is_empty)).then(|| {
            view! {
                <div class="c-error-summary" id="error-summary" tabindex="-1" role="alert">
                    <h2 class="c-error-summary__title">{title}</h2>
                    <ul class="c-error-summary__list">{lines}</ul>
                </div>
            }
        })
    }
}
