//! A number to call or an address to write to: a link, but in a kiosk, which has no telephone and no
//! mail of the person's (experience.md K11).

use leptos::prelude::*;

use crate::ui::Drawn;

/// What stands before a number to call.
pub(crate) const TEL: &str = "tel:";
/// What stands before an address to write to.
pub(crate) const MAIL: &str = "mailto:";

/// The number or address.
pub(crate) fn reach(scheme: &str, to: String, is_kiosk: bool) -> AnyView {
    if is_kiosk {
        return to.into_any();
    }
    let href = [scheme, &to].concat();
    view! { <a href=href>{to}</a> }.drawn()
}
