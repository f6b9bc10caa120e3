//! The footer: where to get help, at the same place on every page (WCAG 2.2 SC 3.2.6).

use leptos::prelude::*;

use crate::api::use_site;
use crate::words::{t, use_speech};

/// The footer of every page.
#[component]
pub(super) fn Footer() -> impl IntoView {
    let (site, speech) = (use_site(), use_speech());
    let number = |number: String| {
        view! { <li><a class="l-footer__number" href=["tel:", &number].concat()>{number.clone()}</a></li> }
    };
    let numbers = move || site.with(|site| site.hotlines.iter().cloned().map(number).collect_view());
    let mail = move || site.with(|site| site.mail.clone());
    let hours = move || site.with(|site| site.hours.get(speech.language()).to_owned());
    view! {
        <footer class="l-footer">
            <div class="l-footer__inner">
                <section aria-labelledby="help">
                    <h2 class="l-footer__title" id="help">{t(|w| w.shell.help)}</h2>
                    <p>{t(|w| w.shell.hotline)}</p>
                    <ul class="l-footer__numbers">{numbers}</ul>
                    <p>
                        {t(|w| w.shell.mail)} " "
                        <a href=move || ["mailto:", &mail()].concat()>{mail}</a>
                    </p>
                    <p>{t(|w| w.shell.hours)} " " {hours}</p>
                </section>
                <p class="l-footer__owner">{t(|w| w.shell.owner)} <br/> {t(|w| w.shell.footer)}</p>
            </div>
        </footer>
    }
}
