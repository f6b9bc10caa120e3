//! An address without a page.

use leptos::prelude::*;

use crate::routes::Screen;
use crate::ui::{Drawn, Look, Page, legible};
use crate::words::in_words;

/// Says so, and leads home.
pub(crate) fn draw() -> AnyView {
    in_words(|words| {
        let say = &words.not_found;
        view! {
            <Page heading=say.title.to_owned() lead=say.text.to_owned()>
                <a class=Look::Primary.class() href=Screen::Home.href(words.language)>{legible(say.home)}</a>
            </Page>
        }
        .drawn()
    })
    .into_any()
}
