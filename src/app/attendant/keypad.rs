//! Keys on the screen for fields of digits, where a kiosk has no keyboard (experience.md K12). A part
//! of its own: only a site that asks for it fetches it.

use leptos::prelude::*;

use crate::device::{DigitField, erase_digit, on_digit_field, type_digit, uncover_focus, when_painted};
use crate::screens::part;
use crate::ui::Drawn;
use crate::ui::keypad::{Keypad, KeypadText, Press};
use crate::words::{AttendantWords, in_words};

part! {
    /// Keys for digits.
    keypad drawn by draw
}

fn draw() -> AnyView {
    let (field, is_hidden) = (StoredValue::new_local(None::<DigitField>), RwSignal::new(true));
    on_digit_field(move |found| {
        is_hidden.set(found.is_none());
        if found.is_some() {
            when_painted(uncover_focus);
        }
        field.set_value(found);
    });
    let press = move |press: Press| {
        field.with_value(|field| match (field, press) {
            (Some(field), Press::Digit(digit)) => type_digit(field, digit),
            (Some(field), Press::Erase) => erase_digit(field),
            (None, _) => {}
        });
    };
    in_words(move |words| {
        let say = &AttendantWords::of(words.language).keypad;
        let says = KeypadText { name: say.name, erase: say.erase };
        view! { <Keypad says is_hidden press=Callback::new(press)/> }.drawn()
    })
    .into_any()
}
