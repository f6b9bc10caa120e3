//! The browser's own addresses, beyond those of the portal's pages.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlLinkElement, Url};

use crate::device::write_address;

/// Takes the fragment out of the address, so that it stands neither in the history nor on the screen.
pub(crate) fn take_fragment() -> String {
    let location = window().location();
    let fragment = location.hash().unwrap_or_default();
    if !fragment.is_empty() {
        let rest = [location.pathname().unwrap_or_default(), location.search().unwrap_or_default()].concat();
        write_address(&rest, true);
    }
    fragment.trim_start_matches('#').to_owned()
}

/// Loads `address` anew in place of this page, so that Back does not come here again.
pub(crate) fn replace_page(address: &str) {
    // The browser refuses only malformed addresses, and ours come from `routes` or the server.
    let _ = window().location().replace(address);
}

/// The address of a file that lies beside the module's glue, whichever folder a release has.
pub(crate) fn beside_module(file: &str) -> Option<String> {
    let glue = document().query_selector("link[rel=modulepreload]").ok()??;
    let base = glue.dyn_into::<HtmlLinkElement>().ok()?.href();
    Url::new_with_base(file, &base).ok().map(|url| url.href())
}
