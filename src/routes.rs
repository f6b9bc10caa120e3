//! The one table of pages. Addresses are values: nothing else spells one.

mod part;
mod place;

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::api::site::Way;
use contract::language::Language;
use contract::paths;
use leptos::prelude::use_context;

use crate::flows::notice::Notice;
use crate::flows::step::{Journey, Step};
use crate::words::Words;

pub(crate) use part::{Draw, Part};
pub(crate) use place::{Pages, Place, use_place};

/// A page of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Screen {
    /// What this is, and the services.
    Home,
    /// Signing in.
    SignIn,
    /// Signing in by a county's account.
    SignInByCounty,
    /// Which account somebody goes on to a service with.
    ChooseAccount,
    /// What a service asks for.
    Consent,
    /// Who is signed in.
    Account,
    /// 資料檢核.
    DataCheck,
    /// 介接應用服務.
    Services,
    /// 聯絡我們.
    Contact,
    /// 忘記帳號.
    FindAccount,
    /// 忘記帳號 by a county's account.
    FindByCounty,
    /// 忘記密碼: the choice of ways.
    Forgot,
    /// A new password by a county's account, by personal data, by the default password, by a code.
    ForgotBy(RecoveryProof),
    /// 啟用帳號: the choice of ways.
    Activate,
    /// Activating by a county's account, by personal data or by a code.
    ActivateBy(RecoveryProof),
    /// 回報問題.
    Report,
    /// Where the link in a notice leads.
    NotMe,
}

impl Screen {
    /// Every page, in the order of the contract.
    pub(crate) const ALL: [Self; 22] = [
        Self::Home,
        Self::SignIn,
        Self::SignInByCounty,
        Self::ChooseAccount,
        Self::Consent,
        Self::Account,
        Self::DataCheck,
        Self::Services,
        Self::Contact,
        Self::FindAccount,
        Self::FindByCounty,
        Self::Forgot,
        Self::ForgotBy(RecoveryProof::County),
        Self::ForgotBy(RecoveryProof::PersonalData),
        Self::ForgotBy(RecoveryProof::DefaultPassword),
        Self::ForgotBy(RecoveryProof::Code),
        Self::Activate,
        Self::ActivateBy(RecoveryProof::County),
        Self::ActivateBy(RecoveryProof::PersonalData),
        Self::ActivateBy(RecoveryProof::Code),
        Self::Report,
        Self::NotMe,
    ];

    /// The menu, in the order of the seed. An entry joins it when its page exists.
    pub(crate) const MENU: [Self; 3] = [Self::SignIn, Self::Services, Self::Contact];

    /// What stands in the menu under 帳號管理, where the deployment offers it.
    pub(crate) const ACCOUNT_MENU: [Way; 3] = [Way::FindAccount, Way::ResetPassword, Way::Activate];

    /// The page's address.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::Home => "/",
            Self::SignIn => paths::SCREEN_SIGN_IN,
            Self::SignInByCounty => paths::SCREEN_SIGN_IN_COUNTY,
            Self::ChooseAccount => paths::SCREEN_CHOOSE_ACCOUNT,
            Self::Consent => paths::SCREEN_CONSENT,
            Self::Account => paths::SCREEN_ACCOUNT,
            Self::DataCheck => paths::SCREEN_DATA_CHECK,
            Self::Services => "/services",
            Self::Contact => "/contact",
            Self::FindAccount => paths::SCREEN_FIND_ACCOUNT,
            Self::FindByCounty => paths::SCREEN_FIND_ACCOUNT_COUNTY,
            Self::ForgotBy(RecoveryProof::County) => paths::SCREEN_FORGOT_PASSWORD_COUNTY,
            Self::ActivateBy(RecoveryProof::County) => paths::SCREEN_ACTIVATE_COUNTY,
            Self::Forgot => paths::SCREEN_FORGOT_PASSWORD,
            Self::ForgotBy(RecoveryProof::PersonalData) => "/forgot-password/personal-data",
            Self::ForgotBy(RecoveryProof::DefaultPassword) => "/forgot-password/default-password",
            Self::ForgotBy(RecoveryProof::Code) => "/forgot-password/code",
            Self::Activate | Self::ActivateBy(RecoveryProof::DefaultPassword) => paths::SCREEN_ACTIVATE,
            Self::ActivateBy(RecoveryProof::PersonalData) => "/activate/personal-data",
            Self::ActivateBy(RecoveryProof::Code) => "/activate/code",
            Self::Report => paths::SCREEN_REPORT,
            Self::NotMe => paths::SCREEN_NOT_ME,
        }
    }

    /// The page at an address, or whose step is there.
    pub(crate) fn at(path: &str) -> Option<Self> {
        let path = paths::screen_of(path)?;
        Self::ALL.into_iter().find(|screen| screen.path() == path)
    }

    /// What a page of several steps is about.
    pub(crate) const fn journey(self) -> Option<Journey> {
        let (kind, proof) = match self {
            Self::FindAccount => (FlowKind::Lookup, RecoveryProof::PersonalData),
            Self::FindByCounty => (FlowKind::Lookup, RecoveryProof::County),
            Self::ForgotBy(proof) => (FlowKind::Recovery, proof),
            Self::ActivateBy(proof) => (FlowKind::Activation, proof),
            _ => return None,
        };
        Some(Journey { kind, proof })
    }

    /// The page where `way` begins, once it is built. A way without one is not offered, whatever
    /// the deployment says: nothing leads nowhere.
    pub(crate) const fn of_way(way: Way) -> Option<Self> {
        match way {
            Way::Password => Some(Self::SignIn),
            Way::County => Some(Self::SignInByCounty),
            Way::ResetPassword => Some(Self::Forgot),
            Way::FindAccount => Some(Self::FindAccount),
            Way::Activate => Some(Self::Activate),
            Way::OneTimePassword | Way::MobileCertificate | Way::CitizenCard | Way::Apply => None,
        }
    }

    /// Whether the page is as good as empty: it shows nobody's data, and nothing ends there before
    /// somebody has done something.
    pub(crate) const fn is_resting(self) -> bool {
        matches!(self, Self::Home | Self::SignIn | Self::Services | Self::Contact)
    }

    /// The page's address in `language`: links keep the language, and it is nowhere else.
    pub(crate) fn href(self, language: Language) -> String {
        self.href_of(Step::First, language)
    }

    /// The address of one of the page's steps in `language`.
    pub(crate) fn href_of(self, step: Step, language: Language) -> String {
        self.href_below(step.slug(), language)
    }

    /// The address of what stands below the page.
    pub(crate) fn href_below(self, slug: &str, language: Language) -> String {
        let between = if slug.is_empty() { "" } else { "/" };
        let query = match language {
            Language::ZhTw => "",
            Language::En => "?lang=en",
        };
        let address = [self.path(), between, slug, query].concat();
        match use_context::<Place>() {
            Some(place) => place.keep_readings(address),
            None => address,
        }
    }

    /// As [`Self::href`], with what the page has to say to somebody who is sent there.
    pub(crate) fn href_with(self, language: Language, notice: Notice) -> String {
        [self.path(), "?notice=", notice.code(), "&lang=", language.code()].concat()
    }

    /// As [`Self::href`], for an authorization request.
    pub(crate) fn href_for(self, language: Language, authorization: &str) -> String {
        let language = query_in("", language);
        [self.path(), &language, "&", paths::AUTHORIZATION_QUERY, "=", authorization].concat()
    }

    /// The page's title.
    pub(crate) const fn title(self, words: &Words) -> &'static str {
        match self {
            Self::Home => words.home.title,
            Self::SignIn => words.sign_in.title,
            Self::SignInByCounty => words.sign_in.county,
            Self::ChooseAccount => words.titles.choose_account,
            Self::Consent => words.titles.consent,
            Self::Account => words.account.title,
            Self::DataCheck => words.titles.data_check,
            Self::Services => words.services.title,
            Self::Contact => words.contact.title,
            Self::FindAccount => words.titles.find_account,
            Self::FindByCounty => words.titles.find_county,
            Self::ForgotBy(RecoveryProof::County) => words.titles.forgot_county,
            Self::ActivateBy(RecoveryProof::County) => words.titles.activate_county,
            Self::Forgot => words.titles.forgot,
            Self::ForgotBy(RecoveryProof::PersonalData) => words.titles.forgot_personal,
            Self::ForgotBy(RecoveryProof::DefaultPassword) => words.titles.forgot_default,
            Self::ForgotBy(RecoveryProof::Code) => words.titles.forgot_code,
            Self::Activate | Self::ActivateBy(RecoveryProof::DefaultPassword) => words.titles.activate,
            Self::ActivateBy(RecoveryProof::PersonalData) => words.titles.activate_personal,
            Self::ActivateBy(RecoveryProof::Code) => words.titles.activate_code,
            Self::Report => words.titles.report,
            Self::NotMe => words.titles.not_me,
        }
    }
}

/// Which of its steps a page's address names; empty for the page itself.
pub(crate) fn step_of(path: &str, screen: Screen) -> &str {
    path.strip_prefix(screen.path()).unwrap_or_default().trim_matches('/')
}

/// A value in a query. None of ours holds anything that has to be escaped.
pub(crate) fn query_value<'a>(search: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = search.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(of, _)| *of == name).map(|(_, value)| value)
}

/// The query of the present page in another language; everything else in it is kept.
pub(crate) fn query_in(search: &str, language: Language) -> String {
    query_with(search, "lang=", language.code())
}

/// The query of the present page with the sounds of its words, or without; everything else in it is
/// kept.
pub(crate) fn query_read(search: &str, is_read: bool) -> String {
    query_with(search, READ, if is_read { "1" } else { "0" })
}

/// Whether a query asks for the sounds of the words. That is said nowhere else.
pub(crate) fn is_read(search: &str) -> bool {
    search.split('&').any(|pair| pair.strip_prefix(READ) == Some("1"))
}

/// `address` with the sounds of its words if the page that links to it has them, as `search` says; an
/// address that says something of them itself is left alone.
fn keep_readings(address: String, search: &str) -> String {
    if !is_read(search) || address.contains(READ) {
        return address;
    }
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let mark = if page.contains('?') { "&" } else { "?" };
    [page, mark, READ, "1", fragment].concat()
}

const READ: &str = "zhuyin=";

fn query_with(search: &str, name: &str, value: &str) -> String {
    let kept = search.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with(name));
    let mut query = String::from("?");
    for pair in kept {
        query += pair;
        query.push('&');
    }
    query + name + value
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
    fn a_step_belongs_to_its_page() {
        let page = Screen::ForgotBy(RecoveryProof::Code);
        let address = page.href_of(Step::Enter, Language::ZhTw);
        assert_eq!(Screen::at(&address), Some(page));
        assert_eq!(page.href_of(Step::Enter, Language::En), [&address, "?lang=en"].concat());
        assert_eq!(Part::at(&address), Part::at(Screen::Forgot.path()));
        assert_ne!(Part::at(&address), Part::at(Screen::Home.path()));
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

    #[test]
    fn sounds_are_switched_on_and_off_in_the_query() {
        assert_eq!(query_read("service=adl", true), "?service=adl&zhuyin=1");
        assert_eq!(query_read("zhuyin=1&service=adl", false), "?service=adl&zhuyin=0");
        assert!(is_read("service=adl&zhuyin=1"));
        assert!(!is_read("zhuyin=0") && !is_read("") && !is_read("a-zhuyin=1"));
    }

    #[test]
    fn links_keep_the_sounds() {
        let keep = |address: &str, search| keep_readings(address.to_owned(), search);
        assert_eq!(keep("/contact", "zhuyin=1"), "/contact?zhuyin=1");
        assert_eq!(keep("/contact?lang=en#disabled", "zhuyin=1"), "/contact?lang=en&zhuyin=1#disabled");
        assert_eq!(keep("/contact?zhuyin=0", "zhuyin=1"), "/contact?zhuyin=0");
        assert_eq!(keep("/contact", "zhuyin=0"), "/contact");
    }
}
