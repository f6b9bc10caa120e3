//! The header: the mark, the menu of the seed, the other language.

use contract::language::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::routes::{Screen, query_in};
use crate::ui::{Drawn, Mark};
use crate::words::{Words, in_words};

/// The header of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let location = use_location();
    in_words(move |words| {
        let (path, search) = (location.pathname.get(), location.search.get());
        let entries = Screen::MENU.map(|screen| entry(screen, &path, words));
        view! {
            <header class="l-header">
                <div class="l-header__inner">
                    <a class="l-header__brand" href=Screen::Home.href(words.language)>
                        <Mark/>
                        <span class="l-header__name">{words.shell.name}</span>
                        <span class="l-header__owner">{words.shell.owner}</span>
                    </a>
                    <nav class="l-header__nav" aria-label=words.shell.menu>
                        <ul class="l-header__menu">
                            {entries.into_iter().collect_view()}
                            {language_switch(&search, words)}
                        </ul>
                    </nav>
                </div>
            </header>
        }
        .drawn()
    })
}

fn entry(screen: Screen, path: &str, words: &'static Words) -> AnyView {
    let here = if path == screen.path() { "page" } else { "false" };
    view! {
        <li>
            <a class="l-header__link" href=screen.href(words.language) aria-current=here>
                {screen.title(words)}
            </a>
        </li>
    }
    .drawn()
}

/// A link to this same page in the other language, named in that language.
fn language_switch(search: &str, words: &'static Words) -> AnyView {
    let other = match words.language {
        Language::ZhTw => Language::En,
        Language::En => Language::ZhTw,
    };
    let href = query_in(search, other);
    view! {
        <li>
            <a
                class="l-header__link l-header__language"
                href=href
                lang=other.html_lang()
                hreflang=other.html_lang()
                aria-label=words.shell.language_name
                data-noscroll=""
            >
                {words.shell.language_short}
            </a>
        </li>
    }
    .drawn()
}
