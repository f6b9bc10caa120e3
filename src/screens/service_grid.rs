//! The learning services as a grid: shared by the home page and the page of the services.

use contract::api::service::Service;
use leptos::prelude::*;

use crate::api::{Remote, endpoints, fetch_into, use_whose};
use crate::screens::outward::{To, use_outward};
use crate::screens::trouble::trouble;
use crate::ui::{Drawn, ServiceTile};
use crate::words::{Words, fill, in_words};

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
    let services = RwSignal::new(Remote::Waiting);
    let fetch = move || fetch_into(services, endpoints::services());
    fetch();
    in_words(move |words| match services.get() {
        Remote::Waiting => waiting(words),
        Remote::Failed(failure) => trouble(&failure, words, Callback::new(move |()| fetch())),
        Remote::Ready(list) => {
            let tiles = list.into_iter().map(|service| tile(service, below, words));
            view! { <ul class="c-service-grid">{tiles.collect_view()}</ul> }.drawn()
        }
    })
}

fn waiting(words: &'static Words) -> AnyView {
    let tile = |_| view! { <li class="c-service-tile c-service-tile--waiting"></li> }.drawn();
    let tiles = (0..TILES_WAITING).map(tile).collect_view();
    view! {
        <p class="u-unseen" role="status">{words.home.waiting}</p>
        <ul class="c-service-grid" aria-hidden="true">{tiles}</ul>
    }
    .drawn()
}

fn tile(service: Service, below: Below, words: &'static Words) -> AnyView {
    let Service { name, summary, owner, address, monogram, hue, .. } = service;
    let name = name.get(words.language).to_owned();
    let mut summary = summary.get(words.language).to_owned();
    if below == Below::SummaryAndOwner {
        summary.push(' ');
        summary += &fill(words.services.owner, owner.get(words.language));
    }
    let outward = use_outward();
    let press = use_whose().is_kiosk().then(|| {
        let to = To { name: name.clone(), address: address.clone() };
        Callback::new(move |()| outward.0.set(Some(to.clone())))
    });
    view! { <li><ServiceTile name summary address monogram hue press/></li> }.drawn()
}
