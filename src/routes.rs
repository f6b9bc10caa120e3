//! The one table of pages. Addresses are values: nothing else spells one.

use contract::api::site::Way;
use contract::language::Language;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route};
use leptos_router::{Lazy, LazyRoute, StaticSegment};

use crate::flows::notice::Notice;
use crate::screens::account::Account;
use crate::screens::contact::Contact;
use crate::screens::home::Home;
use crate::screens::not_found::NotFound;
use crate::screens::services::Services;
use crate::screens::sign_in::SignIn;
use crate::ui::Drawn;
use crate::words::Words;

/// The pages. Home and sign-in come with the first module; every other one is a part of its own
/// that is fetched when it is opened.
#[component]
pub(crate) fn Pages() -> impl IntoView {
    let path = |screen: Screen| StaticSegment(screen.path().trim_start_matches('/'));
    view! {
        <FlatRoutes fallback=elsewhere>
            <Route path=path(Screen::Home) view=Home/>
            <Route path=path(Screen::SignIn) view=SignIn/>
            <Route path=path(Screen::Account) view={Lazy::<Account>::new()}/>
            <Route path=path(Screen::Services) view={Lazy::<Services>::new()}/>
            <Route path=path(Screen::Contact) view={Lazy::<Contact>::new()}/>
        </FlatRoutes>
    }
    .drawn()
}

/// What stands at an address outside the table: that there is nothing, or the gallery.
fn elsewhere() -> AnyView {
    #[cfg(feature = "gallery")]
    if crate::device::path() == "/gallery" {
        return view! { <crate::screens::gallery::Gallery/> }.drawn();
    }
    view! { <NotFound/> }.drawn()
}

/// A page of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    /// What this is, and the services.
    Home,
    /// Signing in.
    SignIn,
    /// Who is signed in.
    Account,
    /// 介接應用服務.
    Services,
    /// 聯絡我們.
    Contact,
}

impl Screen {
    /// Every page, in the order of the contract.
    pub(crate) const ALL: [Self; 5] =
        [Self::Home, Self::SignIn, Self::Account, Self::Services, Self::Contact];

    /// The menu, in the order of the seed. An entry joins it when its page exists.
    pub(crate) const MENU: [Self; 3] = [Self::SignIn, Self::Services, Self::Contact];

    /// The page's address.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::SignIn => "/sign-in",
            Self::Account => "/account",
            Self::Services => "/services",
            Self::Contact => "/contact",
        }
    }

    /// The page at an address.
    pub(crate) fn at(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.path() == path)
    }

    /// The page where `way` begins, once it is built. A way without one is not offered, whatever
    /// the deployment says: nothing leads nowhere.
    pub(crate) const fn of_way(way: Way) -> Option<Self> {
        match way {
            Way::Password => Some(Self::SignIn),
            Way::County
            | Way::OneTimePassword
            | Way::MobileCertificate
            | Way::CitizenCard
            | Way::ResetPassword
            | Way::FindAccount
            | Way::Apply
            | Way::Activate => None,
        }
    }

    /// The page's address in `language`: links keep the language, and it is nowhere else.
    pub(crate) fn href(self, language: Language) -> String {
        match language {
            Language::ZhTw => self.path().to_owned(),
            Language::En => [self.path(), "?lang=", language.code()].concat(),
        }
    }

    /// As [`Self::href`], with what the page has to say to somebody who is sent there.
    pub(crate) fn href_with(self, language: Language, notice: Notice) -> String {
        [self.path(), "?notice=", notice.code(), "&lang=", language.code()].concat()
    }

    /// The page's title.
    pub(crate) const fn title(self, words: &Words) -> &'static str {
        match self {
            Self::Home => words.home.title,
            Self::SignIn => words.sign_in.title,
            Self::Account => words.account.title,
            Self::Services => words.services.title,
            Self::Contact => words.contact.title,
        }
    }

    /// Fetches the page's part of the module, so that the page is there at its first sight.
    pub(crate) async fn preload(self) {
        match self {
            Self::Home | Self::SignIn => {}
            Self::Account => Account::preload().await,
            Self::Services => Services::preload().await,
            Self::Contact => Contact::preload().await,
        }
    }
}

/// A value in a query. None of ours holds anything that has to be escaped.
pub(crate) fn query_value<'a>(search: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = search.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(of, _)| *of == name).map(|(_, value)| value)
}

/// The query of the present page in another language; everything else in it is kept.
pub(crate) fn query_in(search: &str, language: Language) -> String {
    let kept = search.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let mut query = String::from("?");
    for pair in kept {
        query += pair;
        query.push('&');
    }
    query + "lang=" + language.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_knows_every_page() {
        assert_eq!(Screen::ALL.map(Screen::path), contract::paths::SCREENS);
    }

    #[test]
    fn addresses_read_back() {
        for screen in Screen::ALL {
            assert_eq!(Screen::at(screen.path()), Some(screen));
        }
        assert_eq!(Screen::at("/nowhere"), None);
    }

    #[test]
    fn every_page_has_its_own_title() {
        for language in Language::ALL {
            let titles = Screen::ALL.map(|screen| screen.title(Words::of(language)));
            for (at, title) in titles.iter().enumerate() {
                assert!(!titles[..at].contains(title), "{title} twice in {language:?}");
            }
        }
    }

    #[test]
    fn links_keep_the_language() {
        assert_eq!(Screen::SignIn.href(Language::ZhTw), "/sign-in");
        assert_eq!(Screen::Home.href(Language::En), "/?lang=en");
    }

    #[test]
    fn values_are_read_from_queries() {
        assert_eq!(query_value("lang=en&service=adl", "service"), Some("adl"));
        assert_eq!(query_value("language=en", "lang"), None);
        assert_eq!(query_value("", "lang"), None);
    }

    #[test]
    fn switching_the_language_keeps_the_rest_of_the_query() {
        assert_eq!(query_in("", Language::En), "?lang=en");
        assert_eq!(query_in("lang=en&service=adl", Language::ZhTw), "?service=adl&lang=zh-TW");
    }
}
