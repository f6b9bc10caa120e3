//! `/studio/controls`: every control in every state, or the one that the address names.

use leptos::prelude::*;

use crate::studio::stage;
use crate::ui::{Drawn, Page, examples};

/// Where the controls are, below the studio.
pub(crate) const PATH: &str = "controls";

/// The controls.
pub(crate) fn draw() -> AnyView {
    let wanted = stage::setting("state");
    let is_wanted = |example: &&examples::Example| wanted.is_empty() || slug(example.name) == wanted;
    let show = |example: &examples::Example| {
        view! {
            <section class="c-page__part" aria-label=example.name>
                <h2>{example.name}</h2>
                {(example.draw)()}
            </section>
        }
        .drawn()
    };
    let shown = examples::all().filter(is_wanted).map(show).collect_view();
    let (heading, lead) = (PATH, "");
    view! { <Page heading lead>{shown}</Page> }.drawn()
}

/// An example's name as an address says it (`slug` of crates/xtask/js/studio/scenarios.mjs).
fn slug(name: &str) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric();
    let words: Vec<_> = name.split(|letter| !is_part(letter)).filter(|word| !word.is_empty()).collect();
    words.join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_has_an_address_of_its_own() {
        let slugs: Vec<_> = examples::all().map(|example| slug(example.name)).collect();
        for (at, slug) in slugs.iter().enumerate() {
            assert!(!slug.is_empty() && !slugs[..at].contains(slug), "{slug} twice");
        }
        assert_eq!(slug("dialog: closed, with the button"), "dialog-closed-with-the-button");
    }
}
