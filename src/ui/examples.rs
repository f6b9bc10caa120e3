//! Every control in every state, for the studio: designers look at it, tests walk through it.

mod choices;
mod fields;
mod messages;

use leptos::prelude::*;

use crate::ui::FieldText;

/// A control in one of its states.
pub(crate) struct Example {
    /// The control and its state.
    pub(crate) name: &'static str,
    /// Draws it.
    pub(crate) draw: fn() -> AnyView,
}

/// Every example, control by control.
pub(crate) fn all() -> impl Iterator<Item = &'static Example> {
    [fields::EXAMPLES, choices::EXAMPLES, messages::EXAMPLES].into_iter().flatten()
}

/// The text around a field; no error where it is empty.
fn around(label: &'static str, hint: &'static str, error: &'static str) -> FieldText {
    FieldText { label, hint, error: Signal::stored(error.to_owned()), error_prefix: "錯誤：" }
}
