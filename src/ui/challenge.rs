//! The picture of a challenge. Its room is kept from the start, so that nothing jumps when the
//! picture arrives.

use leptos::prelude::*;

use crate::ui::{Spinner, only_if};

/// A picture of digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    /// A `data:` address.
    pub(crate) source: String,
    /// Its width in CSS pixels.
    pub(crate) width: u32,
    /// Its height in CSS pixels.
    pub(crate) height: u32,
}

/// The picture in its frame.
#[component]
pub(crate) fn Challenge(
    /// The picture, once it is here.
    picture: Option<Picture>,
    /// What the picture is, for those who do not see it.
    alt: &'static str,
    /// Said while it is on its way; empty when nothing is.
    waiting: &'static str,
) -> impl IntoView {
    let shown = match picture {
        Some(Picture { source, width, height }) => {
            view! { <img class="c-challenge__picture" src=source width=width height=height alt=alt/> }
                .into_any()
        }
        None => {
            let ring = only_if(!waiting.is_empty(), || view! { <Spinner/> });
            view! { {ring} <span>{waiting}</span> }.into_any()
        }
    };
    view! { <div class="c-challenge__frame">{shown}</div> }
}
