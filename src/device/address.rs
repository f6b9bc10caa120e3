//! The browser's own addresses, beyond those of the portal's pages.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlLinkElement, Url};

use crate::device::lifecycle::go;
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
    go();
    // The browser refuses only malformed addresses, and ours come from `routes` or the server.
    let _ = window().location().replace(address);
}

/// Leaves the portal for an address that the server built: Back comes here again.
pub(crate) fn leave_for(address: &str) {
    go();
    // The browser refuses only malformed addresses.
    let _ = window().location().assign(address);
}

/// The link to the later style, which lies beside the module in a release; in `cargo xtask dev`,
/// Trunk's own link to the glue.
const BESIDE_MODULE: &str = "link[href$=\"/later.css\"], link[rel=modulepreload]";

/// The address of a file that lies beside the module's glue, whichever folder a release has.
pub(crate) fn beside_module(file: &str) -> Option<String> {
    let neighbour = document().query_selector(BESIDE_MODULE).ok()??;
    let base = neighbour.dyn_into::<HtmlLinkElement>().ok()?.href();
    Url::new_with_base(file, &base).ok().map(|url| url.href())
}
