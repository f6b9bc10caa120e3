//! The drawer's list: every state, page by page, and a field to look for one.

use leptos::prelude::*;

use crate::studio::stage::State;
use crate::studio::{says, stage};
use crate::ui::{Drawn, TextField, TextKind, changing};

/// The list and its field.
pub(super) fn draw() -> AnyView {
    let states = stage::states();
    let typed = RwSignal::new(String::new());
    let pages = changing(move || pages(&states, &typed.get()));
    let text = says::text(says::SEARCH, says::SEARCH_HINT);
    view! {
        <div on:input=move |event| typed.set(event_target_value(&event))>
            <TextField name="studio-search" text kind=TextKind::Printed chinese=""/>
        </div>
        <nav class="c-studio__states" aria-label=says::STATES>{pages}</nav>
    }
    .drawn()
}

fn pages(states: &[State], typed: &str) -> AnyView {
    let found: Vec<_> = states.iter().filter(|state| is_meant(state, typed)).collect();
    if found.is_empty() {
        return view! { <p>{says::NONE}</p> }.drawn();
    }
    let pages = found.chunk_by(|one, next| one.page == next.page);
    pages.map(|states| page(states, !typed.is_empty())).collect_view().into_any()
}

/// Whether every word that was typed is in the state's page, name or sentence.
fn is_meant(state: &State, typed: &str) -> bool {
    let text = [&*state.page, &*state.name, &*state.about].join(" ").to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn page(states: &[&State], is_searched: bool) -> AnyView {
    let is_open = is_searched || states.iter().any(|state| state.is_here);
    let page = states.first().map(|state| state.page.clone()).unwrap_or_default();
    let links = states.iter().map(|state| link(state)).collect_view();
    view! {
        <details open=is_open>
            <summary>{page} " " <span class="c-studio__count">{states.len()}</span></summary>
            <ul>{links}</ul>
        </details>
    }
    .drawn()
}

/// A link that is loaded anew: a state begins with a page that knows nothing. (The portal follows no
/// link with a target.)
fn link(state: &State) -> AnyView {
    let here = if state.is_here { "page" } else { "false" };
    view! {
        <li>
            <a href=state.href.clone() target="_self" aria-current=here>{state.name.clone()}</a>
            <span class="c-studio__about">{state.about.clone()}</span>
        </li>
    }
    .drawn()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_to_fit() {
        let state = State {
            page: "/sign-in".into(),
            name: "wrong-password".into(),
            about: "Account and password do not belong together.".into(),
            href: String::new(),
            is_here: false,
        };
        assert!(is_meant(&state, "Sign TOGETHER"));
        assert!(is_meant(&state, ""));
        assert!(!is_meant(&state, "sign locked"));
    }
}
