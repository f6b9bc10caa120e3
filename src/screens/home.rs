//! The home page: what this is, the way in, and where it leads.

use leptos::prelude::*;

use crate::routes::Screen;
use crate::screens::service_grid::{Below, ServiceGrid};
use crate::ui::{Look, Mark, Text};
use crate::words::{t, use_speech};

/// The home page.
#[component]
pub(crate) fn Home() -> impl IntoView {
    view! {
        <Hero/>
        <section class="l-band" aria-labelledby="services">
            <h2 class="l-band__title" id="services">{t(|w| w.home.services)}</h2>
            <p class="l-band__lead">{t(|w| w.home.services_lead)}</p>
            <ServiceGrid below=Below::Summary/>
        </section>
    }
}

#[component]
fn Hero() -> impl IntoView {
    let speech = use_speech();
    view! {
        <div class="c-hero">
            <div class="c-hero__text">
                <h1 class="c-hero__heading" tabindex="-1">
                    <span>{t(|w| w.home.heading_first)}</span>
                    " "
                    <span>{t(|w| w.home.heading_second)}</span>
                </h1>
                <p class="c-hero__lead">{t(|w| w.home.lead)}</p>
                <a class=Look::Primary.class() href=move || Screen::SignIn.href(speech.language())>
                    {t(|w| w.home.enter)}
                </a>
            </div>
            <div class="c-hero__mark"><Mark/></div>
            <ul class="c-hero__points">
                <Point title=t(|w| w.home.nation) text=t(|w| w.home.nation_text)/>
                <Point title=t(|w| w.home.moves) text=t(|w| w.home.moves_text)/>
                <Point title=t(|w| w.home.life) text=t(|w| w.home.life_text)/>
            </ul>
        </div>
    }
}

#[component]
fn Point(title: Text, text: Text) -> impl IntoView {
    view! {
        <li class="c-hero__point">
            <strong>{title}</strong>
            <span>{text}</span>
        </li>
    }
}
