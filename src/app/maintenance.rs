//! A closure that is announced or going on, above every page.

use contract::api::site::Maintenance;
use leptos::prelude::*;

use crate::api::use_site;
use crate::device::Moment;
use crate::ui::{Drawn, Notice, Tone, legible};
use crate::words::{Words, fill, in_words};

/// The notice; nothing while no closure is planned.
#[component]
pub(super) fn MaintenanceNotice() -> impl IntoView {
    let site = use_site();
    in_words(move |words| site.get().maintenance.map(|it| notice(&it, words)).into_any())
}

fn notice(it: &Maintenance, words: &'static Words) -> AnyView {
    let (tone, title) = if it.active {
        (Tone::Warning, words.shell.maintenance_now)
    } else {
        (Tone::Info, words.shell.maintenance_soon)
    };
    let span = span(it, words);
    let message = it.message.get(words.language).to_owned();
    view! {
        <Notice tone id="maintenance">
            <p><strong>{legible(title)}</strong> " " {legible(&span)}</p>
            <p>{message}</p>
        </Notice>
    }
    .drawn()
}

/// From when to when.
fn span(it: &Maintenance, words: &Words) -> String {
    let write =
        |text: &str| Moment::parse(text).map(|moment| moment.in_short(words.language)).unwrap_or_default();
    fill(&fill(words.shell.until, &write(&it.starts_at)), &write(&it.ends_at))
}
