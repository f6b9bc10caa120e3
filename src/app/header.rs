//! The header: the mark, the menu of the seed, the other language.

use contract::api::service::LocalText;
use contract::api::site::Brand;
use contract::language::Language;
use leptos::prelude::*;

use crate::api::use_site;
use crate::device::close_details;
use crate::routes::{Screen, query_in, use_place};
use crate::ui::{Drawn, Mark, only_if};
use crate::words::{Words, in_words};

/// The header of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let (place, site) = (use_place(), use_site());
    let (path, query) = (place.path(), place.query());
    in_words(move |words| {
        let (path, search) = (path.get(), query.get());
        let [sign_in, rest @ ..] = Screen::MENU.map(|screen| entry(screen, &path, words));
        let offered =
            Screen::ACCOUNT_MENU.into_iter().filter(|way| site.with(|site| site.ways.contains(way)));
        let account: Vec<_> = offered.filter_map(Screen::of_way).collect();
        let [name, owner] = site.with(|site| titles(site.brand.as_ref(), words));
        view! {
            <header class="l-header">
                <div class="l-header__inner">
                    <a class="l-header__brand" href=Screen::Home.href(words.language)>
                        <Mark/>
                        <span class="l-header__name">{name}</span>
                        <span class="l-header__owner">{owner}</span>
                    </a>
                    <nav class="l-header__nav" aria-label=words.shell.menu>
                        <ul class="l-header__menu">
                            {sign_in}
                            {account_menu(&account, &path, words)}
                            {rest.into_iter().collect_view()}
                            {language_switch(&search, words)}
                        </ul>
                    </nav>
                </div>
            </header>
        }
        .drawn()
    })
}

/// What the portal is called, and whose it is.
fn titles(brand: Option<&Brand>, words: &'static Words) -> [String; 2] {
    let own = |text: Option<&LocalText>, usual: &str| {
        text.map_or(usual, |text| text.get(words.language)).to_owned()
    };
    let name = brand.and_then(|brand| brand.name.as_ref());
    [own(name, words.shell.name), own(brand.map(|brand| &brand.owner), words.shell.owner)]
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

/// 帳號管理: what opens below it leads to whoever cannot sign in.
fn account_menu(screens: &[Screen], path: &str, words: &'static Words) -> AnyView {
    let entries = screens.iter().map(|screen| entry(*screen, path, words)).collect_view();
    only_if(!screens.is_empty(), || {
        view! {
            <li>
                <details class="l-header__more" on:click=close_menu>
                    <summary class="l-header__link">{words.titles.account_menu}</summary>
                    <ul class="l-header__list">{entries}</ul>
                </details>
            </li>
        }
        .drawn()
    })
}

/// Following one of its links closes a menu.
fn close_menu(event: leptos::ev::MouseEvent) {
    close_details(&event);
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
