//! The choice of ways: says, before anything is typed, what each needs and for whom it works.

use contract::api::flow::{FlowKind, RecoveryProof};
use contract::api::site::Way;
use leptos::prelude::*;

use crate::api::use_site;
use crate::routes::Screen;
use crate::screens::getting_back::ends::hotline;
use crate::ui::{Drawn, Icon, Page, Shape, legible};
use crate::words::{BackWords, Words, in_words};

/// The page.
pub(super) fn draw(kind: FlowKind) -> AnyView {
    in_words(move |words| page(kind, words)).into_any()
}

fn page(kind: FlowKind, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).choose;
    let is_activation = kind == FlowKind::Activation;
    let (heading, lead) = if is_activation {
        (words.titles.activate, say.lead_activate)
    } else {
        (words.titles.forgot, say.lead_forgot)
    };
    let ways = RecoveryProof::ALL.into_iter();
    let ways = ways.filter(move |proof| !is_activation || *proof != RecoveryProof::DefaultPassword);
    let has_counties = use_site().get_untracked().ways.contains(&Way::County);
    let ways = ways.filter(move |proof| has_counties || *proof != RecoveryProof::County);
    let ways = ways.map(move |proof| way(is_activation, proof, words));
    let find = Screen::FindAccount.href(words.language);
    view! {
        <div class="l-walk">
            <Page heading lead>
                <ul class="c-choice">{ways.collect_view()}</ul>
                <p class="c-walk-more">{legible(say.no_account)} " " <a href=find>{legible(words.titles.find_account)}</a></p>
                <section class="c-page__part"><h2>{legible(say.none_works)}</h2> {hotline(words)}</section>
            </Page>
        </div>
    }
    .drawn()
}

fn way(is_activation: bool, proof: RecoveryProof, words: &'static Words) -> AnyView {
    let say = &BackWords::of(words.language).choose;
    let screen = if is_activation { Screen::ActivateBy(proof) } else { Screen::ForgotBy(proof) };
    let (who, needs, text) = match proof {
        RecoveryProof::County => (say.county_who, say.county_needs, say.county_text),
        RecoveryProof::PersonalData => (say.pupils, say.personal_needs, say.personal_text),
        RecoveryProof::DefaultPassword => (say.pupils, say.default_needs, say.default_text),
        RecoveryProof::Code => (say.registered, say.code_needs, say.code_text),
    };
    let to = screen.href(words.language);
    view! {
        <li class="c-choice__way">
            <h2 class="c-choice__title"><a href=to>{legible(screen.title(words))}</a></h2>
            <p class="c-choice__who">{legible(who)}</p>
            <p>{legible(text)}</p>
            <p class="c-choice__needs"><Icon shape=Shape::Check/> <span>{legible(needs)}</span></p>
        </li>
    }
    .drawn()
}
