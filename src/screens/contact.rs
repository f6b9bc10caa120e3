//! 聯絡我們: how to reach people, and what to have ready.

use leptos::prelude::*;

use crate::api::{use_site, use_whose};
use crate::screens::reach::{MAIL, TEL, reach};
use crate::ui::{Drawn, Notice, Page, Tone, legible};
use crate::words::{Words, in_words};

part! {
    /// The page with the hotline.
    contact drawn by draw
}

fn draw() -> AnyView {
    in_words(page).into_any()
}

fn page(words: &'static Words) -> AnyView {
    let say = &words.contact;
    let reach = ways(words);
    view! {
        <Page heading=say.title.to_owned() lead=say.lead.to_owned()>
            {reach}
            <Notice tone=Tone::Warning id="never"><p>{legible(say.never)}</p></Notice>
            <section class="c-page__part">
                <h2>{legible(say.before)}</h2>
                {list(&[say.before_account, say.before_school, say.before_number])}
            </section>
            <section class="c-page__part" id="disabled">
                <h2>{legible(say.disabled_title)}</h2>
                {list(&[say.disabled_pupil, say.disabled_teacher])}
            </section>
        </Page>
    }
    .drawn()
}

fn list(lines: &[&'static str]) -> AnyView {
    let line = |line: &&'static str| view! { <li>{legible(line)}</li> }.drawn();
    view! { <ul class="c-page__list">{lines.iter().map(line).collect_view()}</ul> }.drawn()
}

fn ways(words: &'static Words) -> AnyView {
    let (site, is_kiosk) = (use_site().get(), use_whose().is_kiosk());
    let numbers =
        site.hotlines.into_iter().map(|number| view! { <li>{reach(TEL, number, is_kiosk)}</li> }.drawn());
    view! {
        <dl class="c-facts">
            <dt>{legible(words.contact.phone)}</dt>
            <dd><ul class="c-facts__list">{numbers.collect_view()}</ul></dd>
            <dt>{legible(words.contact.mail)}</dt>
            <dd>{reach(MAIL, site.mail, is_kiosk)}</dd>
            <dt>{legible(words.contact.hours)}</dt>
            <dd>{site.hours.get(words.language).to_owned()}</dd>
        </dl>
    }
    .drawn()
}
