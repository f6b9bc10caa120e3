//! A field for a few lines of text.

use leptos::prelude::*;

use crate::ui::{Drawn, Field, FieldText};

/// A few lines of text; the browser keeps what is typed.
#[component]
pub(crate) fn TextArea(
    /// The control's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
) -> impl IntoView {
    view! {
        <Field name text>
            <textarea
                class="c-text-field__input c-text-area"
                id=name
                name=name
                rows="5"
                aria-describedby=text.described_by(name, String::new())
                aria-invalid=text.invalid()
            ></textarea>
        </Field>
    }
    .drawn()
}
