//! Where the link in a notice leads: one press says that a change was not the person's own, and
//! freezes the account's recovery.

use contract::api::report::Disavowal;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::error::Failure;
use crate::api::{Remote, endpoints};
use crate::device::{focus, take_fragment, when_painted};
use crate::routes::Screen;
use crate::screens::trouble::trouble;
use crate::ui::{Button, Drawn, Look, Notice, Page, Tone, changing, legible};
use crate::words::{BackWords, Words, back_failure_text, in_words};

/// What is on show.
#[derive(Clone, Copy)]
struct Desk {
    /// The link's token: in memory only, and no longer in the address.
    token: StoredValue<String>,
    /// What became of it; `None` while nothing was pressed.
    answer: RwSignal<Option<Remote<()>>>,
}

/// The page.
pub(super) fn draw() -> AnyView {
    let desk = Desk { token: StoredValue::new(take_fragment()), answer: RwSignal::new(None) };
    in_words(move |words| page(desk, words)).into_any()
}

fn page(desk: Desk, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).not_me;
    let shown = changing(move || match desk.answer.get() {
        Some(Remote::Ready(())) => done(words),
        Some(Remote::Failed(failure)) => failed(desk, &failure, words),
        None | Some(Remote::Waiting) if desk.token.with_value(String::is_empty) => no_token(words),
        None | Some(Remote::Waiting) => question(desk, words),
    });
    let (heading, lead) = (words.titles.not_me, say.lead);
    view! { <div class="l-walk"><Page heading lead>{shown}</Page></div> }.drawn()
}

fn question(desk: Desk, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).not_me;
    let is_sending = Signal::derive(move || desk.answer.with(Option::is_some));
    let press = move |()| send(desk);
    let steps = [say.first, say.second, say.third].map(|text| view! { <li>{legible(text)}</li> }.drawn());
    view! {
        <section class="c-page__part">
            <h2>{legible(say.what)}</h2>
            <ol class="c-walk-causes">{steps.into_iter().collect_view()}</ol>
        </section>
        <div class="c-page__actions">
            <Button look=Look::Primary busy=is_sending press>{legible(say.act)}</Button>
            <a class=Look::Secondary.class() href=Screen::Home.href(words.language)>{legible(say.was_me)}</a>
        </div>
    }
    .into_any()
}

fn done(words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).not_me;
    let contact = Screen::Contact.href(words.language);
    view! {
        <Notice tone=Tone::Success id="answer"><p><strong>{legible(say.done)}</strong></p> <p>{legible(say.done_text)}</p></Notice>
        <div class="c-page__actions"><a class=Look::Primary.class() href=contact>{legible(words.contact.title)}</a></div>
    }
    .into_any()
}

fn no_token(words: &'static Words) -> AnyView {
    let contact = Screen::Contact.href(words.language);
    view! {
        <Notice tone=Tone::Warning id="answer"><p>{legible(BackWords::of(words.language).failure.link_invalid)}</p></Notice>
        <div class="c-page__actions"><a class=Look::Primary.class() href=contact>{legible(words.contact.title)}</a></div>
    }
    .into_any()
}

/// A link that the server knows nothing of stays so; everything else can be tried again.
fn failed(desk: Desk, failure: &Failure, words: &'static Words) -> AnyView {
    if failure.code() == Some(contract::error::ErrorCode::LinkInvalid) {
        let (text, contact) = (back_failure_text(words, failure), Screen::Contact.href(words.language));
        return view! {
            <Notice tone=Tone::Error id="answer"><p>{legible(&text)}</p></Notice>
            <div class="c-page__actions"><a class=Look::Primary.class() href=contact>{legible(words.contact.title)}</a></div>
        }
        .into_any();
    }
    trouble(failure, words, Callback::new(move |()| send(desk)))
}

fn send(desk: Desk) {
    desk.answer.set(Some(Remote::Waiting));
    let body = Disavowal { token: desk.token.get_value() };
    spawn_local(async move {
        let answer = endpoints::disavow(&body).await;
        if !desk.answer.is_disposed() {
            desk.answer.set(Some(answer.map_or_else(Remote::Failed, Remote::Ready)));
            when_painted(|| focus("#answer,#trouble"));
        }
    });
}
