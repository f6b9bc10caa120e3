//! The learning services as a grid: shared by the home page and the page of the services.

use contract::api::service::{LocalText, Service};
use leptos::prelude::*;

use crate::api::{Remote, endpoints, fetch_into};
use crate::screens::trouble::Trouble;
use crate::ui::{ServiceTile, Text};
use crate::words::{Speech, fill, t, use_speech};

/// How many grey tiles keep the room while the list is on its way.
const TILES_WAITING: usize = 12;

/// What stands below a service's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Below {
    /// What it is for.
    Summary,
    /// What it is for, and who runs it.
    SummaryAndOwner,
}

/// Every service.
#[component]
pub(super) fn ServiceGrid(below: Below) -> impl IntoView {
    let speech = use_speech();
    let services = RwSignal::new(Remote::Waiting);
    let fetch = move || fetch_into(services, endpoints::services());
    fetch();
    let waiting = t(|w| w.home.waiting);
    move || match services.get() {
        Remote::Waiting => view! { <Waiting waiting/> }.into_any(),
        Remote::Failed(failure) => view! { <Trouble failure retry=move |()| fetch()/> }.into_any(),
        Remote::Ready(list) => {
            let tiles = list.into_iter().map(|service| tile(service, below, speech));
            view! { <ul class="c-service-grid">{tiles.collect_view()}</ul> }.into_any()
        }
    }
}

#[component]
fn Waiting(waiting: Text) -> impl IntoView {
    let tiles = vec![(); TILES_WAITING].into_iter().map(|()| {
        view! { <li class="c-service-tile c-service-tile--waiting"></li> }
    });
    view! {
        <p class="u-unseen" role="status">{waiting}</p>
        <ul class="c-service-grid" aria-hidden="true">{tiles.collect_view()}</ul>
    }
}

fn tile(service: Service, below: Below, speech: Speech) -> impl IntoView {
    let Service { name, summary, owner, address, monogram, hue, .. } = service;
    let name = local(name, speech);
    let summary = local(summary, speech);
    let summary = match below {
        Below::Summary => summary,
        Below::SummaryAndOwner => {
            let owner = local(owner, speech);
            let run_by = move || fill(speech.words().services.owner, &owner.get());
            Signal::derive(move || [&summary.get(), " ", &run_by()].concat())
        }
    };
    view! { <li><ServiceTile name summary address monogram hue/></li> }
}

fn local(text: LocalText, speech: Speech) -> Text {
    Signal::derive(move || text.get(speech.language()).to_owned())
}
