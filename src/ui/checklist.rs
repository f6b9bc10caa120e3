//! A list of rules that fill up while somebody types: a sign and words, never colour alone. It is
//! quiet; whoever uses it says a summary once the typing rests.

use leptos::prelude::*;

use crate::ui::{Drawn, Icon, Shape, legible, legibly};

/// One rule.
#[derive(Clone)]
pub(crate) struct Rule {
    /// What it asks for.
    pub(crate) label: Signal<String>,
    /// Whether it is met.
    pub(crate) is_met: Signal<bool>,
}

/// A list of rules.
#[component]
pub(crate) fn Checklist(
    /// The list's `id`, for the field that it explains.
    id: &'static str,
    /// What the rules are for.
    title: &'static str,
    /// The rules.
    rules: Vec<Rule>,
    /// Stands before a rule that is met.
    met: &'static str,
    /// Stands before a rule that is not met yet.
    open: &'static str,
) -> impl IntoView {
    let line = move |Rule { label, is_met }: Rule| {
        let state = Signal::derive(move || if is_met.get() { met } else { open }.to_owned());
        view! {
            <li class="c-checklist__rule" data-met=move || is_met.get().then_some("")>
                <span class="c-checklist__sign"><Icon shape=Shape::Check/></span>
                <span>{legibly(label)} " " <span class="c-checklist__state">{legibly(state)}</span></span>
            </li>
        }
        .drawn()
    };
    view! {
        <div class="c-checklist" id=id>
            <p class="c-checklist__title">{legible(title)}</p>
            <ul>{rules.into_iter().map(line).collect_view()}</ul>
        </div>
    }
    .drawn()
}
