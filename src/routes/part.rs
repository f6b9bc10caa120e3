//! What a page is drawn by, and how that comes into the browser.

use leptos::prelude::AnyView;

use crate::routes::Screen;
use crate::screens::{account, contact, data_check, entry, getting_back, home, not_found, services, sign_in};

/// Draws a page.
pub(crate) type Draw = fn() -> AnyView;

/// The pages that are drawn by one piece of code; a page stays as it is from one of its steps to the
/// next. Home and sign-in come with the first module; every other part is fetched when one of its
/// pages is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The home page.
    Home,
    /// Signing in.
    SignIn,
    /// The pages on the way to a service.
    Entry,
    /// Who is signed in.
    Account,
    /// 資料檢核.
    DataCheck,
    /// 介接應用服務.
    Services,
    /// 聯絡我們.
    Contact,
    /// The pages of somebody who cannot sign in.
    GettingBack,
    /// An address without a page.
    Nothing,
}

impl Part {
    /// The part that draws the page at `path`.
    pub(crate) fn at(path: &str) -> Self {
        Screen::at(path).map_or(Self::Nothing, Self::of)
    }

    const fn of(screen: Screen) -> Self {
        match screen {
            Screen::Home => Self::Home,
            Screen::SignIn => Self::SignIn,
            Screen::ChooseAccount | Screen::Consent => Self::Entry,
            Screen::Account => Self::Account,
            Screen::DataCheck => Self::DataCheck,
            Screen::Services => Self::Services,
            Screen::Contact => Self::Contact,
            Screen::SignInByCounty
            | Screen::FindAccount
            | Screen::FindByCounty
            | Screen::Forgot
            | Screen::ForgotBy(_)
            | Screen::Activate
            | Screen::ActivateBy(_)
            | Screen::Report
            | Screen::NotMe => Self::GettingBack,
        }
    }

    /// Fetches the part, if it is not there yet. A part that does not arrive keeps this waiting; the
    /// loader says so, and goes on when it is told to (`device::retry_part`).
    pub(crate) async fn fetch(self) -> Draw {
        match self {
            Self::Home => home::draw,
            Self::SignIn => sign_in::draw,
            Self::Entry => entry::part().await,
            Self::Account => account::part().await,
            Self::DataCheck => data_check::part().await,
            Self::Services => services::part().await,
            Self::Contact => contact::part().await,
            Self::GettingBack => getting_back::part().await,
            Self::Nothing => elsewhere,
        }
    }
}

/// What stands at an address outside the table: that there is nothing, or the studio's controls.
fn elsewhere() -> AnyView {
    #[cfg(feature = "studio")]
    if crate::device::here().path.trim_start_matches('/') == crate::studio::controls::PATH {
        return crate::studio::controls::draw();
    }
    not_found::draw()
}
