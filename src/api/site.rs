//! What this deployment offers, known before anything is shown.

use contract::api::service::LocalText;
use contract::api::site::{Device, Site};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::endpoints;
use crate::api::json::parse;
use crate::device::embedded_site;

/// Provides the site: from the page that the server filled, else from the API (`trunk serve`).
pub(crate) fn provide_site() -> RwSignal<Site> {
    let embedded = embedded_site().and_then(|json| parse(&json));
    let is_known = embedded.is_some();
    let site = RwSignal::new(embedded.unwrap_or_else(nothing_yet));
    provide_context(site);
    if !is_known {
        spawn_local(async move {
            if let Ok(answer) = endpoints::site().await {
                site.try_set(answer);
            }
        });
    }
    site
}

/// The site that `<App>` provides.
pub(crate) fn use_site() -> RwSignal<Site> {
    expect_context() // invariant: every component stands below `<App>`
}

fn nothing_yet() -> Site {
    Site {
        ways: Vec::new(),
        hotlines: Vec::new(),
        mail: String::new(),
        hours: LocalText::default(),
        maintenance: None,
        brand: None,
        device: Device::default(),
        signed_in: false,
    }
}
