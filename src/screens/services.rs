//! 介接應用服務: every service that takes the account.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::screens::service_grid::{Below, ServiceGrid};
use crate::ui::Page;
use crate::words::t;

/// The page of the services.
pub(crate) struct Services;

#[lazy_route]
impl LazyRoute for Services {
    fn data() -> Self {
        Self
    }

    fn view(_page: Self) -> AnyView {
        view! {
            <Page heading=t(|w| w.services.title) lead=t(|w| w.services.lead)>
                <ServiceGrid below=Below::SummaryAndOwner/>
            </Page>
        }
        .into_any()
    }
}
