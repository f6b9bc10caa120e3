//! 聯絡我們: how to reach people, and what to have ready.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::api::use_site;
use crate::ui::{Notice, Page, Tone};
use crate::words::{t, use_speech};

/// The page with the hotline.
pub(crate) struct Contact;

#[lazy_route]
impl LazyRoute for Contact {
    fn data() -> Self {
        Self
    }

    fn view(_page: Self) -> AnyView {
        view! {
            <Page heading=t(|w| w.contact.title) lead=t(|w| w.contact.lead)>
                <Reach/>
                <Notice tone=Tone::Warning><p>{t(|w| w.contact.never)}</p></Notice>
                <section class="c-page__part">
                    <h2>{t(|w| w.contact.before)}</h2>
                    <ul class="c-page__list">
                        <li>{t(|w| w.contact.before_account)}</li>
                        <li>{t(|w| w.contact.before_school)}</li>
                        <li>{t(|w| w.contact.before_number)}</li>
                    </ul>
                </section>
                <section class="c-page__part" id="disabled">
                    <h2>{t(|w| w.contact.disabled_title)}</h2>
                    <ul class="c-page__list">
                        <li>{t(|w| w.contact.disabled_pupil)}</li>
                        <li>{t(|w| w.contact.disabled_teacher)}</li>
                    </ul>
                </section>
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Reach() -> impl IntoView {
    let (site, speech) = (use_site(), use_speech());
    let number = |number: String| {
        view! { <li><a href=["tel:", &number].concat()>{number.clone()}</a></li> }
    };
    let numbers = move || site.with(|site| site.hotlines.iter().cloned().map(number).collect_view());
    let mail = move || site.with(|site| site.mail.clone());
    let hours = move || site.with(|site| site.hours.get(speech.language()).to_owned());
    view! {
        <dl class="c-facts">
            <dt>{t(|w| w.contact.phone)}</dt>
            <dd><ul class="c-facts__list">{numbers}</ul></dd>
            <dt>{t(|w| w.contact.mail)}</dt>
            <dd><a href=move || ["mailto:", &mail()].concat()>{mail}</a></dd>
            <dt>{t(|w| w.contact.hours)}</dt>
            <dd>{hours}</dd>
        </dl>
    }
}
