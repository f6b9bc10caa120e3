//! An address without a page.

use leptos::prelude::*;

use crate::routes::Screen;
use crate::ui::{Look, Page};
use crate::words::{t, use_speech};

/// Says so, and leads home.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    let speech = use_speech();
    view! {
        <Page heading=t(|w| w.not_found.title) lead=t(|w| w.not_found.text)>
            <a class=Look::Primary.class() href=move || Screen::Home.href(speech.language())>
                {t(|w| w.not_found.home)}
            </a>
        </Page>
    }
}
