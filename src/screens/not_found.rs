//! An address without a page.

use leptos::prelude::*;

use crate::device::{focus_heading, has_taken_over, when_painted};
use crate::routes::Screen;
use crate::ui::{Drawn, Look, Page};
use crate::words::in_words;

/// Says so, and leads home.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    // The router tells the end of a navigation only for pages of its table.
    if has_taken_over() {
        when_painted(focus_heading);
    }
    in_words(|words| {
        let say = &words.not_found;
        view! {
            <Page heading=say.title.to_owned() lead=say.text.to_owned()>
                <a class=Look::Primary.class() href=Screen::Home.href(words.language)>{say.home}</a>
            </Page>
        }
        .drawn()
    })
}
