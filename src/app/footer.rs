//! The footer: where to get help, at the same place on every page (WCAG 2.2 SC 3.2.6).

use contract::api::site::Profile;
use leptos::prelude::*;

use crate::api::{use_site, use_whose};
use crate::screens::reach::{MAIL, TEL, reach};
use crate::ui::{Drawn, legible};
use crate::words::{Words, fill, in_words};

/// The footer of every page.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let (site, whose) = (use_site(), use_whose());
    in_words(move |words| {
        let (site, profile) = (site.get(), whose.profile());
        let is_kiosk = profile == Profile::Kiosk;
        let (name, text) = profile_text(profile, site.device.place.as_deref(), words);
        let numbers = site
            .hotlines
            .into_iter()
            .map(|number| view! { <li class="l-footer__number">{reach(TEL, number, is_kiosk)}</li> }.drawn());
        let hours = site.hours.get(words.language).to_owned();
        view! {
            <footer class="l-footer">
                <div class="l-footer__inner">
                    <section aria-label=words.shell.help>
                        <h2 class="l-footer__title">{legible(words.shell.help)}</h2>
                        <p>{legible(words.shell.hotline)}</p>
                        <ul class="l-footer__numbers">{numbers.collect_view()}</ul>
                        <p>{legible(words.shell.mail)} " " {reach(MAIL, site.mail, is_kiosk)}</p>
                        <p>{legible(words.shell.hours)} " " {hours}</p>
                    </section>
                    <p class="l-footer__device" id="device"><strong>{legible(&name)}</strong> <br/> {legible(text)}</p>
                    <p class="l-footer__owner">{legible(words.shell.owner)} <br/> {legible(words.shell.footer)}</p>
                </div>
            </footer>
        }
        .drawn()
    })
}

/// Whose device this is taken for, and what that means.
fn profile_text(profile: Profile, place: Option<&str>, words: &Words) -> (String, &'static str) {
    let say = &words.device;
    match (profile, place) {
        (Profile::Personal, _) => (say.own.to_owned(), say.own_text),
        (Profile::Shared, _) => (say.shared.to_owned(), say.shared_text),
        (Profile::Kiosk, None) => (say.kiosk.to_owned(), say.kiosk_text),
        (Profile::Kiosk, Some(place)) => (fill(say.kiosk_at, place), say.kiosk_text),
    }
}
