//! A learning service in a grid: two letters on a colour, its name, what it is for.

use leptos::prelude::*;

use crate::ui::{Drawn, Icon, Shape};

/// The classes of the eight colours.
const HUES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

/// A service that opens when it is pressed.
#[component]
pub(crate) fn ServiceTile(
    /// Its name.
    name: String,
    /// What it is for, or who runs it.
    summary: String,
    /// Its home page.
    address: String,
    /// One to three characters that stand for it.
    monogram: String,
    /// Which colour, 0 to 7.
    hue: u8,
    /// What is done instead of opening its home page.
    #[prop(optional_no_strip)]
    press: Option<Callback<()>>,
) -> impl IntoView {
    let hue = HUES.get(usize::from(hue)).copied().unwrap_or("0");
    let shown = view! {
        <span class="c-service-tile__monogram" data-hue=hue aria-hidden="true">{monogram}</span>
        <span class="c-service-tile__name">{name}<Icon shape=Shape::Away/></span>
        <span class="c-service-tile__summary">{summary}</span>
    }
    .into_any();
    match press {
        Some(press) => view! {
            <button class="c-service-tile" type="button" on:click=move |_| press.run(())>{shown}</button>
        }
        .drawn(),
        None => view! { <a class="c-service-tile" href=address rel="noopener external">{shown}</a> }.drawn(),
    }
}
