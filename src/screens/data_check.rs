//! 資料檢核: what services are told of the person, what is missing or looks wrong, who can mend it, and
//! reporting it.

mod found;
mod report;
mod told;

use contract::api::data_check::DataCheck;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Remote, endpoints, fetch_into, use_whose};
use crate::device::on_leave;
use crate::screens::data_check::report::Report;
use crate::screens::nobody::leave_when_nobody;
use crate::screens::trouble::trouble;
use crate::ui::{Button, Drawn, Page, Spinner, changing};
use crate::words::{CheckWords, Words, in_words};

part! {
    /// The page of the data check.
    data_check drawn by draw
}

/// What is on show.
#[derive(Clone, Copy)]
struct Desk {
    check: RwSignal<Remote<DataCheck>>,
    /// Whether the data were there once, so that there is something to check again.
    was_there: Memo<bool>,
    /// Whether they are being checked again, and whether that is done.
    again: RwSignal<Option<bool>>,
    report: Report,
}

fn draw() -> AnyView {
    let check = RwSignal::new(Remote::Waiting);
    let was_there = Memo::new(move |last: Option<&bool>| {
        let is_there = check.with(|check| check.ready().is_some());
        is_there || last.copied().unwrap_or_default()
    });
    let desk = Desk { check, was_there, again: RwSignal::new(None), report: Report::new(check) };
    fetch_into(check, endpoints::data_check());
    // Nothing of a person stays in a page that the back/forward cache keeps.
    on_leave(move || {
        check.set(Remote::Waiting);
        desk.report.wipe();
    });
    leave_when_nobody(check);
    use_whose().learn_when(move || check.with(|check| check.ready().is_some()));
    in_words(move |words| page(desk, words)).into_any()
}

fn page(desk: Desk, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).page;
    let retry = Callback::new(move |()| fetch_into(desk.check, endpoints::data_check()));
    let shown = changing(move || match desk.check.get() {
        Remote::Waiting => {
            view! { <p class="c-part-wait" role="status"><Spinner/> {say.waiting}</p> }.drawn()
        }
        Remote::Failed(failure) => trouble(&failure, words, retry),
        Remote::Ready(check) => view! { {found::draw(&check, words)} {told::draw(&check, words)} }.drawn(),
    });
    let before = desk.report.draw_problems(words);
    view! {
        <div class="l-walk">
            <Page heading=words.titles.data_check lead=say.lead before>
                {shown}
                {look_again(desk, words)}
                {desk.report.draw(words)}
            </Page>
        </div>
    }
    .drawn()
}

/// Checks the data again; what is on show stays until the answer is here.
fn look_again(desk: Desk, words: &'static Words) -> AnyView {
    let say = &CheckWords::of(words.language).page;
    let busy = Signal::derive(move || desk.again.get() == Some(false));
    let is_hidden = Signal::derive(move || !desk.was_there.get());
    let status = Signal::derive(move || match desk.again.get() {
        None => "",
        Some(false) => say.waiting,
        Some(true) => say.checked,
    });
    let press = move |()| {
        desk.again.set(Some(false));
        spawn_local(async move {
            let answer = endpoints::data_check().await;
            desk.check.try_set(answer.map_or_else(Remote::Failed, Remote::Ready));
            desk.again.try_set(Some(true));
        });
    };
    view! {
        <div class="c-page__actions" hidden=is_hidden>
            <Button busy press>{say.again}</Button>
            <span role="status">{status}</span>
        </div>
    }
    .drawn()
}
