//! The network as the device sees it, and keys that make a repeated write safe.

use leptos::prelude::window;

/// Whether the device has a network at all.
pub(crate) fn is_online() -> bool {
    window().navigator().on_line()
}

/// A fresh random key (UUID version 4). Without a secure context, where browsers have none, it is
/// empty: sign-in does not work there either.
pub(crate) fn new_key() -> String {
    window().crypto().map(|crypto| crypto.random_uuid()).unwrap_or_default()
}
