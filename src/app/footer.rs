//! The footer: where to get help, at the same place on every page (WCAG 2.2 SC 3.2.6).

use leptos::prelude::*;

use crate::ui::{Drawn, legible};

use crate::api::use_site;
use crate::words::in_words;

/// The footer of every page.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let site = use_site();
    in_words(move |words| {
        let site = site.get();
        let numbers = site.hotlines.into_iter().map(|number| {
            let call = ["tel:", &number].concat();
            view! { <li><a class="l-footer__number" href=call>{number}</a></li> }.drawn()
        });
        let write = ["mailto:", &site.mail].concat();
        let hours = site.hours.get(words.language).to_owned();
        view! {
            <footer class="l-footer">
                <div class="l-footer__inner">
                    <section aria-label=words.shell.help>
                        <h2 class="l-footer__title">{legible(words.shell.help)}</h2>
                        <p>{legible(words.shell.hotline)}</p>
                        <ul class="l-footer__numbers">{numbers.collect_view()}</ul>
                        <p>{legible(words.shell.mail)} " " <a href=write>{site.mail}</a></p>
                        <p>{legible(words.shell.hours)} " " {hours}</p>
                    </section>
                    <p class="l-footer__owner">{legible(words.shell.owner)} <br/> {legible(words.shell.footer)}</p>
                </div>
            </footer>
        }
        .drawn()
    })
}
