//! The browser's own addresses, beyond what the router does.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlLinkElement, Url};

/// The path of this page.
pub(crate) fn path() -> String {
    window().location().pathname().unwrap_or_default()
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
