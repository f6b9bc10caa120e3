//! The pages on the way to a service: which account, and what the service gets. Where they lead is the
//! server's to say.

mod choose;
mod consent;
mod over;

use contract::paths;
use leptos::prelude::*;

use crate::routes::{Screen, query_value, use_place};
use crate::ui::changing;
use crate::words::use_speech;

part! {
    /// The pages on the way to a service.
    entry drawn by draw
}

fn draw() -> AnyView {
    let path = use_place().path();
    // While a page outside is on its way, the one that is left stays.
    let screen = Memo::new(move |last: Option<&Option<Screen>>| {
        let here = path.with(|path| Screen::at(path));
        let is_ours = matches!(here, Some(Screen::ChooseAccount | Screen::Consent));
        here.filter(|_| is_ours).or_else(|| last.copied().flatten())
    });
    changing(move || match screen.get() {
        Some(Screen::ChooseAccount) => choose::draw(request()),
        Some(_) => consent::draw(request()),
        None => ().into_any(),
    })
    .into_any()
}

/// The authorization request that the page is about.
fn request() -> StoredValue<String> {
    let search = use_speech().search_now();
    StoredValue::new(query_value(&search, paths::AUTHORIZATION_QUERY).unwrap_or_default().to_owned())
}
