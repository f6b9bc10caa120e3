//! What the drawer says. It is for designers and is in no release, so it is in English alone.

use leptos::prelude::Signal;

use crate::ui::FieldText;

pub(super) const STUDIO: &str = "Studio";
pub(super) const STATES: &str = "States";
pub(super) const SEARCH: &str = "Look for a state";
pub(super) const SEARCH_HINT: &str = "By page, name or sentence.";
pub(super) const NONE: &str = "No state has all of these words.";
pub(super) const SURROUNDINGS: &str = "Around the page";
pub(super) const AS_IT_IS: &str = "as it is by itself";
pub(super) const SERVER: &str = "Server and clock";
pub(super) const LATENCY: &str = "Latency of each answer";
pub(super) const LATENCY_HINT: &str = "From 0 to 5 seconds.";
pub(super) const FAIL: &str = "The next call fails";
pub(super) const FAIL_NOT: &str = "it does not";
pub(super) const OVERLAYS: &str = "Overlays";

/// The text around one of the drawer's fields.
pub(super) fn text(label: &'static str, hint: &'static str) -> FieldText {
    FieldText { label, hint, error: Signal::stored(String::new()), error_prefix: "" }
}
