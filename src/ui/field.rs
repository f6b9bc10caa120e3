//! What stands around every input: its label, its hint and what is wrong with it.

use leptos::attr::custom::{CustomAttr, custom_attribute};
use leptos::prelude::*;

use crate::ui::{Icon, Shape, Text};

/// The text around an input.
#[derive(Clone, Copy)]
pub(crate) struct FieldText {
    /// The label.
    pub(crate) label: Text,
    /// What helps before typing.
    pub(crate) hint: Option<Text>,
    /// What is wrong; empty while nothing is.
    pub(crate) error: Text,
    /// What stands, unseen, before what is wrong.
    pub(crate) error_prefix: Text,
}

impl FieldText {
    /// The value of `aria-invalid`, present from the start.
    pub(crate) fn invalid(self) -> &'static str {
        if self.error.with(String::is_empty) { "false" } else { "true" }
    }

    /// The value of `aria-describedby` for the input `name`; `also` names what else explains it.
    pub(crate) fn described_by(self, name: &str, also: &str) -> String {
        let mut ids = also.to_owned();
        if self.hint.is_some() {
            ids += &[" ", name, "-hint"].concat();
        }
        if !self.error.with(String::is_empty) {
            ids += &[" ", name, "-error"].concat();
        }
        ids.trim_start().to_owned()
    }
}

/// Keeps a phone from correcting what is no sentence; Leptos has no method for this attribute.
pub(super) fn uncorrected() -> CustomAttr<&'static str, &'static str> {
    custom_attribute("autocorrect", "off")
}

/// A labelled field; the input itself comes as its child.
#[component]
pub(crate) fn Field(
    /// The input's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// The input.
    children: Children,
) -> impl IntoView {
    let FieldText { label, hint, error, error_prefix } = text;
    let hint = hint.map(|hint| {
        view! { <p class="c-field__hint" id=[name, "-hint"].concat()>{hint}</p> }
    });
    let is_right = move || error.with(String::is_empty);
    view! {
        <div class="c-field" data-wrong=move || (!is_right()).then_some("")>
            <label class="c-field__label" for=name>{label}</label>
            {hint}
            <p class="c-field__error" id=[name, "-error"].concat() hidden=is_right>
                <Icon shape=Shape::Alert/>
                <span><span class="u-unseen">{error_prefix}</span>{error}</span>
            </p>
            {children()}
        </div>
    }
}
