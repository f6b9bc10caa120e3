//! Where else one can go from here. A way stands here when the deployment offers it and its page
//! exists.

use contract::api::site::Way;
use leptos::prelude::*;

use crate::api::use_site;
use crate::routes::Screen;
use crate::ui::Look;
use crate::words::{Words, t, use_speech};

/// Help for an account, below the button.
const HELP: [Way; 5] =
    [Way::OneTimePassword, Way::ResetPassword, Way::FindAccount, Way::Apply, Way::Activate];

/// Other ways to sign in, below 或.
const OTHER: [Way; 3] = [Way::County, Way::MobileCertificate, Way::CitizenCard];

/// Links to every other way.
#[component]
pub(super) fn Ways() -> impl IntoView {
    let site = use_site();
    let or = t(|w| w.sign_in.or);
    let offered = move |ways: &[Way]| {
        let there = |way: &Way| Some((*way, Screen::of_way(*way)?));
        site.with(|site| {
            ways.iter().filter(|way| site.ways.contains(way)).filter_map(there).collect::<Vec<_>>()
        })
    };
    move || {
        let (help, other) = (offered(&HELP), offered(&OTHER));
        let has_other = !other.is_empty();
        view! {
            {(!help.is_empty()).then(|| list("c-ways", "", help))}
            {has_other.then(|| view! { <p class="c-ways__or">{or}</p> })}
            {has_other.then(|| list("c-ways c-ways--other", Look::Secondary.class(), other))}
        }
    }
}

fn list(class: &'static str, look: &'static str, ways: Vec<(Way, Screen)>) -> impl IntoView {
    let speech = use_speech();
    let link = |(way, screen): (Way, Screen)| {
        let name = move || way_name(speech.words(), way);
        view! { <li><a class=look href=move || screen.href(speech.language())>{name}</a></li> }
    };
    view! { <ul class=class>{ways.into_iter().map(link).collect_view()}</ul> }
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
