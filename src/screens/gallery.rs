//! The gallery: every control in every state. Only built with the feature `gallery`:
//! `trunk serve style/gallery.html`, at the address `/gallery`.

use leptos::prelude::*;

use crate::ui::{Drawn, examples};

/// Every control in every state.
pub(crate) fn draw() -> AnyView {
    let show = |example: &examples::Example| {
        view! {
            <section class="c-page__part" aria-label=example.name>
                <h2>{example.name}</h2>
                {(example.draw)()}
            </section>
        }
        .drawn()
    };
    examples::all().map(show).collect_view().into_any()
}
