//! What these pages say when they cannot go on.

use contract::error::ErrorCode;
use leptos::prelude::*;

use crate::api::error::Failure;
use crate::routes::Screen;
use crate::screens::trouble::trouble;
use crate::ui::{Drawn, Look, Notice, Tone};
use crate::words::{EntryWords, Words};

/// A request that is over stays so; everything else can be tried again.
pub(super) fn failed(failure: &Failure, words: &'static Words, retry: Callback<()>) -> AnyView {
    if failure.code() != Some(ErrorCode::RequestNotFound) {
        return trouble(failure, words, retry);
    }
    let say = &EntryWords::of(words.language).consent;
    let services = Screen::Services.href(words.language);
    view! {
        <Notice tone=Tone::Info id="over"><p><strong>{say.over}</strong></p> <p>{say.over_text}</p></Notice>
        <div class="c-page__actions">
            <a class=Look::Secondary.class() href=services>{say.to_services}</a>
        </div>
    }
    .drawn()
}
