//! The header: the mark, the menu of the seed, the other language.

use contract::language::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::routes::{Screen, query_in};
use crate::ui::Mark;
use crate::words::{t, use_speech};

/// The header of every page.
#[component]
pub(super) fn Header() -> impl IntoView {
    let speech = use_speech();
    let home = move || Screen::Home.href(speech.language());
    let entries = Screen::MENU.map(|screen| view! { <Entry screen/> }.into_any());
    view! {
        <header class="l-header">
            <div class="l-header__inner">
                <a class="l-header__brand" href=home>
                    <Mark/>
                    <span class="l-header__name">{t(|w| w.shell.name)}</span>
                    <span class="l-header__owner">{t(|w| w.shell.owner)}</span>
                </a>
                <nav class="l-header__nav" aria-label=t(|w| w.shell.menu)>
                    <ul class="l-header__menu">
                        {entries.into_iter().collect_view()}
                        <LanguageSwitch/>
                    </ul>
                </nav>
            </div>
        </header>
    }
}

#[component]
fn Entry(screen: Screen) -> impl IntoView {
    let speech = use_speech();
    let path = use_location().pathname;
    let is_here = move || path.with(|path| path == screen.path()).then_some("page");
    view! {
        <li>
            <a
                class="l-header__link"
                href=move || screen.href(speech.language())
                aria-current=is_here
            >
                {move || screen.title(speech.words())}
            </a>
        </li>
    }
}

/// A link to this same page in the other language, named in that language.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let speech = use_speech();
    let search = use_location().search;
    let other = move || match speech.language() {
        Language::ZhTw => Language::En,
        Language::En => Language::ZhTw,
    };
    view! {
        <li>
            <a
                class="l-header__link l-header__language"
                href=move || search.with(|search| query_in(search, other()))
                lang=move || other().html_lang()
                hreflang=move || other().html_lang()
                aria-label=t(|w| w.shell.language_name)
                data-noscroll
            >
                {t(|w| w.shell.language_short)}
            </a>
        </li>
    }
}
