//! A closure that is announced or going on, above every page.

use contract::api::site::Maintenance;
use leptos::prelude::*;

use crate::api::use_site;
use crate::device::Moment;
use crate::ui::{Notice, Tone};
use crate::words::{Speech, fill, use_speech};

/// The notice; nothing while no closure is planned.
#[component]
pub(super) fn MaintenanceNotice() -> impl IntoView {
    let (site, speech) = (use_site(), use_speech());
    move || site.with(|site| site.maintenance.clone()).map(|it| notice(it, speech))
}

fn notice(it: Maintenance, speech: Speech) -> impl IntoView {
    let is_active = it.active;
    let title = speech.text(if is_active {
        |w| w.shell.maintenance_now
    } else {
        |w| w.shell.maintenance_soon
    });
    let message = it.message.clone();
    view! {
        <Notice tone=if is_active { Tone::Warning } else { Tone::Info }>
            <p><strong>{title}</strong> " " {move || span(&it, speech)}</p>
            <p>{move || message.get(speech.language()).to_owned()}</p>
        </Notice>
    }
}

/// From when to when.
fn span(it: &Maintenance, speech: Speech) -> String {
    let write = |text: &str| {
        Moment::parse(text).map(|moment| moment.in_short(speech.language())).unwrap_or_default()
    };
    fill(&fill(speech.words().shell.until, &write(&it.starts_at)), &write(&it.ends_at))
}
