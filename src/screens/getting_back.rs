//! Getting back in, as the seed shows it: 忘記帳號, 忘記密碼 and 啟用帳號, each with its ways. All of it is
//! one part of the module, fetched when one of the pages is opened.

mod account;
mod birthday;
mod chooser;
mod code;
mod county;
mod ends;
mod fields;
mod frame;
mod identity;
mod new_password;
mod not_found;
mod school;
mod send;
mod walk;

use contract::api::flow::FlowKind;
use leptos::prelude::*;

use crate::routes::{Screen, use_place};
use crate::screens::getting_back::school::Schools;
use crate::screens::getting_back::walk::Walk;
use crate::screens::{not_me, report};
use crate::ui::changing;

part! {
    /// The pages of somebody who cannot sign in.
    getting_back drawn by draw
}

fn draw() -> AnyView {
    let path = use_place().path();
    provide_context(Schools::new());
    // While a page outside is on its way, the one that is left stays.
    let screen = Memo::new(move |last: Option<&Option<Screen>>| {
        let here = path.with(|path| Screen::at(path)).filter(|screen| is_ours(*screen));
        here.or_else(|| last.copied().flatten())
    });
    changing(move || screen.get().map_or_else(|| ().into_any(), page)).into_any()
}

const fn is_ours(screen: Screen) -> bool {
    use Screen::{Activate, Forgot, NotMe, Report, SignInByCounty};
    matches!(screen, Forgot | Activate | Report | NotMe | SignInByCounty) || screen.journey().is_some()
}

fn page(screen: Screen) -> AnyView {
    match (screen, screen.journey()) {
        (_, Some(journey)) => Walk::new(screen, journey).draw(),
        (Screen::Report, None) => report::draw(),
        (Screen::NotMe, None) => not_me::draw(),
        (Screen::SignInByCounty, None) => county::sign_in(),
        (Screen::Activate, None) => chooser::draw(FlowKind::Activation),
        (_, None) => chooser::draw(FlowKind::Recovery),
    }
}
