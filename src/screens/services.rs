//! 介接應用服務: every service that takes the account.

use leptos::prelude::*;

use crate::screens::service_grid::{Below, ServiceGrid};
use crate::ui::{Drawn, Page};
use crate::words::use_speech;

part! {
    /// The page of the services.
    services drawn by draw
}

fn draw() -> AnyView {
    let speech = use_speech();
    let heading = Signal::derive(move || speech.words().services.title.to_owned());
    let lead = Signal::derive(move || speech.words().services.lead.to_owned());
    view! {
        <Page heading lead>
            <ServiceGrid below=Below::SummaryAndOwner/>
        </Page>
    }
    .drawn()
}
