//! The address bar and the history. Nothing is kept in the history but addresses.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::{window, window_event_listener};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, ScrollBehavior, ScrollToOptions};

// The studio's address bar says more than the portal's.
#[cfg(feature = "studio")]
use crate::studio::address::{inside, outside};

/// Where the person is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path, from its first `/`.
    pub(crate) path: String,
    /// The query without its `?`.
    pub(crate) query: String,
}

impl Address {
    /// The path and query that `address` is made of; a fragment belongs to neither.
    pub(crate) fn read(address: &str) -> Self {
        let address = address.split('#').next().unwrap_or_default();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        Self { path: path.to_owned(), query: query.to_owned() }
    }
}

/// A link of the portal that was followed.
pub(crate) struct Followed {
    /// Where it leads: path, query and fragment.
    pub(crate) address: String,
    /// Whether the page stays where it is scrolled to.
    pub(crate) stays: bool,
}

/// The address of the page.
pub(crate) fn here() -> Address {
    let location = window().location();
    let address = [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat();
    #[cfg(feature = "studio")]
    let address = inside(&address);
    Address::read(&address)
}

/// Writes `address` into the address bar: as a new entry of the history, or in place of the present one.
pub(crate) fn write_address(address: &str, in_place: bool) {
    let Ok(history) = window().history() else {
        return;
    };
    #[cfg(feature = "studio")]
    let address: &str = &outside(address);
    // The browser refuses only addresses of another origin, and ours begin with a path.
    let _ = if in_place {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

/// Shows the top of the page, as at the first sight of one.
pub(crate) fn to_top() {
    let top = ScrollToOptions::new();
    top.set_top(0.0);
    // Where pages scroll smoothly, a new one would be seen to fly past.
    top.set_behavior(ScrollBehavior::Instant);
    window().scroll_to_with_scroll_to_options(&top);
}

/// Calls `moved` when the person went back or forward.
pub(crate) fn on_moved(moved: impl Fn() + 'static) {
    window_event_listener(ev::popstate, move |_| moved());
}

/// Asks `follow` about every link that is followed within this origin; if it takes it on, the
/// browser does not load it.
pub(crate) fn on_followed(follow: impl Fn(Followed) -> bool + 'static) {
    window_event_listener(ev::click, move |event| {
        if let Some(followed) = followed(&event)
            && follow(followed)
        {
            event.prevent_default();
        }
    });
}

/// The link that a click follows in this window; `None` where the person or the link asks for more
/// than that: a new tab, a file, another origin, a place within this page.
fn followed(event: &MouseEvent) -> Option<Followed> {
    let is_plain = event.button() == 0
        && !(event.meta_key() || event.alt_key() || event.ctrl_key() || event.shift_key());
    if !is_plain || event.default_prevented() {
        return None;
    }
    let clicked = event.target()?.dyn_into::<Element>().ok()?;
    let link = clicked.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_for_here = link.target().is_empty() && !link.has_attribute("download");
    let location = window().location();
    let is_within = location.origin().is_ok_and(|origin| origin == link.origin());
    let fragment = link.hash();
    let address = [link.pathname(), link.search()].concat();
    #[cfg(feature = "studio")]
    let address = inside(&address);
    let is_this_page = here() == Address::read(&address);
    (is_for_here && is_within && (fragment.is_empty() || !is_this_page))
        .then(|| Followed { address: address + &fragment, stays: link.has_attribute("data-noscroll") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_path_and_a_query() {
        let read = Address::read("/forgot-password/code?lang=en#top");
        assert_eq!((&*read.path, &*read.query), ("/forgot-password/code", "lang=en"));
        assert_eq!(Address::read("/"), Address { path: "/".to_owned(), query: String::new() });
    }
}
