//! What a sign-out ended and what it could not reach: nothing of the person is left but the names of
//! services and of the county.

use contract::api::service::LocalText;
use contract::api::session::{CountyLeft, SignedOut};
use leptos::prelude::*;

use crate::device::replace_page;
use crate::ui::{Button, Drawn, Look};
use crate::words::{EntryWords, Words, fill};

/// Where the way leads after a sign-out.
pub(crate) enum After<'a> {
    /// To the county's own sign-out, which leads back to the sign-in page.
    County(&'a str),
    /// There is something that the person has to know or do.
    Read,
    /// Nothing is left.
    Start,
}

/// Where the way leads after a sign-out of somebody who is there.
pub(crate) fn after(out: &SignedOut) -> After<'_> {
    match county_sign_out(out) {
        Some(address) if out.left.is_empty() => After::County(address),
        None if out.left.is_empty() && out.county.is_none() => After::Start,
        _ => After::Read,
    }
}

/// What is left, and what is done.
pub(crate) fn left_parts(out: &SignedOut, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).left;
    view! {
        {out.county.as_ref().map(|county| county_part(county, words))}
        {names_part("left", say.list, &out.left, words)}
        {names_part("told", say.told, &out.told, words)}
    }
    .into_any()
}

/// The button that leads to the county's own sign-out, where it has one.
pub(crate) fn county_button(out: &SignedOut, words: &'static Words) -> Option<AnyView> {
    let address = county_sign_out(out)?.to_owned();
    let name = out.county.as_ref().map(|county| county.name.get(words.language));
    let label = fill(EntryWords::of(words.language).left.county_out, name.unwrap_or_default());
    let on = move |()| replace_page(&address);
    Some(view! { <Button look=Look::Primary press=on>{label}</Button> }.drawn())
}

fn county_sign_out(out: &SignedOut) -> Option<&str> {
    out.county.as_ref().and_then(|county| county.sign_out.as_deref())
}

/// Names under a heading, where there are any.
fn names_part(id: &'static str, heading: &'static str, names: &[LocalText], words: &Words) -> AnyView {
    if names.is_empty() {
        return ().into_any();
    }
    let names = names.iter().map(|name| view! { <li>{name.get(words.language).to_owned()}</li> }.drawn());
    view! {
        <section class="c-page__part" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <ul class="c-walk-causes">{names.collect_view()}</ul>
        </section>
    }
    .drawn()
}

/// The county's own session, and what ends it: its sign-out, or the person by hand.
fn county_part(county: &CountyLeft, words: &'static Words) -> AnyView {
    let say = &EntryWords::of(words.language).left;
    let name = county.name.get(words.language);
    let text = if county.sign_out.is_some() { say.county_text } else { say.county_by_hand };
    let text = fill(&fill(text, name), name);
    let home = county.home.clone().filter(|_| county.sign_out.is_none()).map(|home| {
        let label = fill(say.county_home, name);
        view! { <p><a href=home rel="noopener external">{label}</a></p> }.drawn()
    });
    view! {
        <section class="c-page__part" aria-labelledby="county">
            <h2 id="county">{fill(say.county, name)}</h2>
            <p>{text}</p>
            {home}
        </section>
    }
    .drawn()
}
