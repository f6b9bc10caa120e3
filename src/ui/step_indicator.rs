//! Where one is in a journey of several steps.

use leptos::prelude::*;

use crate::ui::{Drawn, legible};

/// The steps, with the present one marked.
#[component]
pub(crate) fn StepIndicator(
    /// What the list is called by screen readers.
    name: &'static str,
    /// The steps in order.
    steps: Vec<&'static str>,
    /// Which one it is, from 0.
    #[prop(into)]
    present: Signal<usize>,
) -> impl IntoView {
    let step = move |(at, label): (usize, &'static str)| {
        view! {
            <li
                class="c-step-indicator__step"
                data-done=move || (at < present.get()).then_some("")
                aria-current=move || (at == present.get()).then_some("step")
            >
                {legible(label)}
            </li>
        }
        .drawn()
    };
    view! {
        <ol class="c-step-indicator" aria-label=name>
            {steps.into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
    .drawn()
}
