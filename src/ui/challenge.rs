//! The picture of a challenge. Its room is kept from the start, so that nothing jumps when the
//! picture arrives.

use leptos::prelude::*;

use crate::ui::{Drawn, Spinner, legible, only_if};

/// The picture in its frame.
#[component]
pub(crate) fn Challenge(
    /// The picture's `data:` address, once it is here.
    source: Option<String>,
    /// What the picture is, for those who do not see it.
    alt: &'static str,
    /// Said while it is on its way; empty when nothing is.
    waiting: &'static str,
) -> impl IntoView {
    let shown = match source {
        Some(source) => view! { <img class="c-challenge__picture" src=source alt=alt/> }.drawn(),
        None => {
            let ring = only_if(!waiting.is_empty(), || view! { <Spinner/> }.drawn());
            view! { {ring} <span>{legible(waiting)}</span> }.drawn()
        }
    };
    view! { <div class="c-challenge__frame">{shown}</div> }.drawn()
}
