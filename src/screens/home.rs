//! The home page: what this is, the way in, and where it leads.

use leptos::prelude::*;

use crate::routes::Screen;
use crate::screens::service_grid::{Below, ServiceGrid};
use crate::ui::{Drawn, Look, Mark, legible};
use crate::words::{Words, in_words};

/// The home page.
pub(crate) fn draw() -> AnyView {
    let hero = in_words(hero);
    let band = in_words(|words| {
        view! {
            <h2 class="l-band__title">{legible(words.home.services)}</h2>
            <p class="l-band__lead">{legible(words.home.services_lead)}</p>
        }
        .drawn()
    });
    view! {
        {hero}
        <div class="l-band">{band} <ServiceGrid below=Below::Summary/></div>
    }
    .drawn()
}

fn hero(words: &'static Words) -> AnyView {
    let say = &words.home;
    let points = [(say.nation, say.nation_text), (say.moves, say.moves_text), (say.life, say.life_text)];
    let point = |(title, text)| {
        view! { <li class="c-hero__point"><strong>{legible(title)}</strong> <span>{legible(text)}</span></li> }.drawn()
    };
    view! {
        <div class="c-hero">
            <div class="c-hero__text">
                <h1 class="c-hero__heading" tabindex="-1">
                    <span>{legible(say.heading_first)}</span> " " <span>{legible(say.heading_second)}</span>
                </h1>
                <p class="c-hero__lead">{legible(say.lead)}</p>
                <a class=Look::Primary.class() href=Screen::SignIn.href(words.language)>{legible(say.enter)}</a>
            </div>
            <div class="c-hero__mark"><Mark/></div>
            <ul class="c-hero__points">{points.map(point).into_iter().collect_view()}</ul>
        </div>
    }
    .drawn()
}
