//! 介接應用服務: every service that takes the account.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::screens::service_grid::{Below, ServiceGrid};
use crate::ui::{Drawn, Page};
use crate::words::use_speech;

/// The page of the services.
pub(crate) struct Services;

#[lazy_route]
impl LazyRoute for Services {
    fn data() -> Self {
        Self
    }

    fn view(_page: Self) -> AnyView {
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
}
