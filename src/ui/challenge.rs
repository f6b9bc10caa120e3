//! The picture of a challenge. Its room is kept from the start, so that nothing jumps when the
//! picture arrives; what can be done about it comes as children.

use leptos::prelude::*;

use crate::ui::{Spinner, Text};

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

/// The picture with what can be done about it.
#[component]
pub(crate) fn Challenge(
    /// The picture, once it is here.
    #[prop(into)]
    picture: Signal<Option<Picture>>,
    /// What the picture is, for those who do not see it.
    alt: Text,
    /// Said while it is on its way; empty when nothing is.
    waiting: Text,
    /// What can be done about it.
    children: Children,
) -> impl IntoView {
    let shown = move || match picture.get() {
        Some(Picture { source, width, height }) => {
            view! { <img class="c-challenge__picture" src=source width=width height=height alt=alt/> }
                .into_any()
        }
        None => view! {
            {move || (!waiting.with(String::is_empty)).then(|| view! { <Spinner/> })}
            <span>{waiting}</span>
        }
        .into_any(),
    };
    view! {
        <div class="c-challenge">
            <div class="c-challenge__frame">{shown}</div>
            <div class="c-challenge__actions">{children()}</div>
        </div>
    }
}
