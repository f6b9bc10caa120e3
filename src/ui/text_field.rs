//! A field for one line of text. The browser keeps what is typed; this only names it, explains
//! it, and turns full-width characters into ASCII once a composition is over.

use contract::rules::fold::fold;
use leptos::ev::{CompositionEvent, Event};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::ui::field::uncorrected;
use crate::ui::{Drawn, Field, FieldText, Keyboard, KeyboardNote, only_if};

/// What a text field is for: its keyboard, its completion, and whether it holds ASCII only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextKind {
    /// An account name.
    Account,
    /// A few digits.
    Digits,
    /// A person's name: any character there is.
    Name,
    /// The same on a device that others use: the browser offers and keeps none (experience.md K10).
    StrangersName,
    /// A code that was sent.
    Code,
    /// Letters and digits from a printed slip.
    Printed,
}

impl TextKind {
    const fn keyboard(self) -> &'static str {
        match self {
            Self::Account => "email",
            Self::Digits | Self::Code => "numeric",
            Self::Name | Self::StrangersName | Self::Printed => "text",
        }
    }

    const fn completion(self) -> &'static str {
        match self {
            Self::Account => "username",
            Self::Digits | Self::Printed | Self::StrangersName => "off",
            Self::Name => "name",
            Self::Code => "one-time-code",
        }
    }

    const fn is_ascii(self) -> bool {
        !matches!(self, Self::Name | Self::StrangersName)
    }
}

/// One line of text.
#[component]
pub(crate) fn TextField(
    /// The input's `name` and `id`.
    name: &'static str,
    /// The text around it.
    text: FieldText,
    /// What it is for.
    kind: TextKind,
    /// What always follows the text, shown behind the input.
    #[prop(optional)]
    suffix: &'static str,
    /// Said when a Chinese input method is on.
    chinese: &'static str,
) -> impl IntoView {
    let keyboard = Keyboard::default();
    let suffix_id = if suffix.is_empty() { String::new() } else { [name, "-suffix"].concat() };
    let described_by = text.described_by(name, suffix_id.clone());
    let suffix = only_if(!suffix.is_empty(), || {
        view! { <span class="c-text-field__suffix" id=suffix_id>{suffix}</span> }.drawn()
    });
    let settle = move |input: String| {
        keyboard.read(&input);
        kind.is_ascii().then(|| half_width(&input)).flatten()
    };
    let on_input = move |event: Event| settle_unless_composing(&event, keyboard, settle);
    let on_compositionend = move |event: CompositionEvent| replace_value(&event, settle);
    view! {
        <Field name text>
            <div class="c-text-field">
                <input
                    class="c-text-field__input"
                    id=name
                    name=name
                    type="text"
                    inputmode=kind.keyboard()
                    autocomplete=kind.completion()
                    autocapitalize="none"
                    {uncorrected()}
                    spellcheck="false"
                    aria-describedby=described_by
                    aria-invalid=text.invalid()
                    on:input=on_input
                    on:compositionend=on_compositionend
                />
                {suffix}
            </div>
            <KeyboardNote keyboard chinese/>
        </Field>
    }
    .drawn()
}

/// Never touches a field that is composing: the composition would start again.
fn settle_unless_composing(event: &Event, keyboard: Keyboard, settle: impl Fn(String) -> Option<String>) {
    if event.unchecked_ref::<leptos::ev::InputEvent>().is_composing() {
        keyboard.read(&event_target_value(event));
    } else {
        replace_value(event, settle);
    }
}

/// Replaces the value where `settle` has a better one, and keeps the caret where it was.
fn replace_value(event: &Event, settle: impl Fn(String) -> Option<String>) {
    let input: web_sys::HtmlInputElement = event_target(event);
    let Some(better) = settle(input.value()) else {
        return;
    };
    let caret = input.selection_start().ok().flatten();
    input.set_value(&better);
    if let Some(at) = caret {
        // The caret stays within the value: it has as many characters as before.
        let _ = input.set_selection_range(at, at);
    }
}

/// The text with every full-width form as ASCII, one for one; `None` where there is none.
fn half_width(text: &str) -> Option<String> {
    let is_full = |c: char| ('\u{FF01}'..='\u{FF5E}').contains(&c);
    if !text.chars().any(is_full) {
        return None;
    }
    let mut narrow = String::with_capacity(text.len());
    for c in text.chars() {
        if is_full(c) {
            narrow += &fold(c.encode_utf8(&mut [0; 4]));
        } else {
            narrow.push(c);
        }
    }
    Some(narrow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_become_ascii_one_for_one() {
        assert_eq!(half_width("Ａｂ１２ ３＠").as_deref(), Some("Ab12 3@"));
        assert_eq!(half_width("amy01"), None);
        assert_eq!(half_width("ㄊㄞ"), None);
    }
}
