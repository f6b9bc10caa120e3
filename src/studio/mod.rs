//! The studio: every screen and every control in every state, without a server. Only built with the
//! feature `studio` (`cargo xtask studio`); a release has nothing of it.
//!
//! The scenarios (`tests/scenarios`) are answered by the page's own script, the stage
//! (`crates/xtask/js/studio/stage.js`), which the portal asks behind the [`Transport`] of its client.
//! The drawer beside the page leads to every state and changes what is around it.
//!
//! [`Transport`]: crate::api::Transport

pub(crate) mod address;
pub(crate) mod controls;
mod drawer;
mod knobs;
mod list;
mod played;
mod says;
mod stage;

use leptos::prelude::document;
use wasm_bindgen::JsCast;

pub(crate) use played::Played;

/// The `id` of the element in which the drawer stands, outside the portal.
const PLACE: &str = "studio";

/// Draws the drawer, where the page has a place for it.
pub(crate) fn open() {
    let place = document().get_element_by_id(PLACE).and_then(|place| place.dyn_into().ok());
    if let Some(place) = place.filter(|_| stage::has_drawer()) {
        leptos::mount::mount_to(place, drawer::draw).forget();
    }
}
