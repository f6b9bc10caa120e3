//! What stands around every input: its label, its hint and what is wrong with it.

use leptos::attr::custom::{CustomAttr, custom_attribute};
use leptos::prelude::*;

use crate::ui::{Drawn, Icon, Shape, legible, legibly, only_if};

/// The text around an input.
#[derive(Clone, Copy)]
pub(crate) struct FieldText {
    /// The label.
    pub(crate) label: &'static str,
    /// What helps before typing; may be empty.
    pub(crate) hint: &'static str,
    /// What is wrong; empty while nothing is.
    pub(crate) error: Signal<String>,
    /// What stands, unseen, before what is wrong.
    pub(crate) error_prefix: &'static str,
}

impl FieldText {
    /// The value of `aria-invalid`, present from the start.
    pub(crate) fn invalid(self) -> Signal<String> {
        let Self { error, .. } = self;
        Signal::derive(move || (!error.with(String::is_empty)).to_string())
    }

    /// The value of `aria-describedby` for the input `name`; `also` names what else explains it.
    pub(crate) fn described_by(self, name: &'static str, also: String) -> Signal<String> {
        Signal::derive(move || {
            let mut ids = also.clone();
            if !self.hint.is_empty() {
                ids += &[" ", name, "-hint"].concat();
            }
            if !self.error.with(String::is_empty) {
                ids += &[" ", name, "-error"].concat();
            }
            ids.trim_start().to_owned()
        })
    }

    /// The hint and the error of the field `name`, as they stand below its label.
    pub(crate) fn notes(self, name: &'static str) -> AnyView {
        let Self { hint, error, error_prefix, .. } = self;
        let is_right = Signal::derive(move || error.with(String::is_empty));
        let hint = only_if(!hint.is_empty(), || {
            view! { <p class="c-field__hint" id=[name, "-hint"].concat()>{legible(hint)}</p> }.drawn()
        });
        view! {
            {hint}
            <p class="c-field__error" id=[name, "-error"].concat() hidden=is_right>
                <Icon shape=Shape::Alert/>
                <span><span class="u-unseen">{error_prefix}</span>{legibly(error)}</span>
            </p>
        }
        .drawn()
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
    view! {
        <div class="c-field">
            <label class="c-field__label" for=name>{legible(text.label)}</label>
            {text.notes(name)}
            {children()}
        </div>
    }
    .drawn()
}
