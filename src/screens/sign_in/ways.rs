//! Where else one can go from here. A way stands here when the deployment offers it and its page
//! exists.

use contract::api::site::{Site, Way};
use leptos::prelude::*;

use crate::api::use_site;
use crate::routes::Screen;
use crate::ui::{Drawn, Look, changing, legible, only_if};
use crate::words::Words;

/// Help for an account, below the button.
const HELP: [Way; 5] =
    [Way::OneTimePassword, Way::ResetPassword, Way::FindAccount, Way::Apply, Way::Activate];

/// Other ways to sign in, below 或.
const OTHER: [Way; 3] = [Way::County, Way::MobileCertificate, Way::CitizenCard];

/// Links to every other way.
pub(super) fn ways(words: &'static Words) -> AnyView {
    let site = use_site();
    let ways = changing(move || {
        let site = site.get();
        let (help, other) = (offered(&site, &HELP), offered(&site, &OTHER));
        let or = only_if(!other.is_empty(), || {
            view! { <p class="c-ways__or">{legible(words.sign_in.or)}</p> }.drawn()
        });
        let other = list("c-ways c-ways--other", Look::Secondary.class(), other, words);
        view! { {list("c-ways", "", help, words)} {or} {other} }.drawn()
    });
    ways.into_any()
}

fn offered(site: &Site, ways: &[Way]) -> Vec<(Way, Screen)> {
    let there = |way: &Way| Some((*way, Screen::of_way(*way)?));
    ways.iter().filter(|way| site.ways.contains(way)).filter_map(there).collect()
}

fn list(class: &'static str, look: &'static str, ways: Vec<(Way, Screen)>, words: &'static Words) -> AnyView {
    let link = |(way, screen): (Way, Screen)| {
        let to = screen.href(words.language);
        view! { <li><a class=look href=to>{legible(way_name(words, way))}</a></li> }.drawn()
    };
    only_if(!ways.is_empty(), || {
        view! { <ul class=class>{ways.into_iter().map(link).collect_view()}</ul> }.drawn()
    })
}

const fn way_name(words: &Words, way: Way) -> &'static str {
    let say = &words.sign_in;
    match way {
        Way::Password => say.submit,
        Way::County => say.county,
        Way::OneTimePassword => say.one_time_password,
        Way::MobileCertificate => say.mobile_certificate,
        Way::CitizenCard => say.citizen_card,
        Way::ResetPassword => say.reset_password,
        Way::FindAccount => say.find_account,
        Way::Apply => say.apply,
        Way::Activate => say.activate,
    }
}
