//! Fields of digits, for keys on the screen: which one has the focus, and typing into it. A field that
//! is composing is left alone.

use leptos::prelude::{document, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, HtmlInputElement};

use crate::device::shell::is_composing;

/// A field of digits that has the focus.
#[derive(Clone)]
pub(crate) struct DigitField(HtmlInputElement);

/// Calls `found` with the field of digits that gets the focus, and with none when the focus is
/// elsewhere.
pub(crate) fn on_digit_field(found: impl Fn(Option<DigitField>) + Clone + 'static) {
    for name in ["focusin", "focusout"] {
        let found = found.clone();
        window_event_listener_untyped(name, move |event| {
            // While the focus is leaving, it is nowhere; where it goes to says so itself.
            let is_leaving = event.type_() == "focusout";
            found(if is_leaving { None } else { here() });
        });
    }
    found(here());
}

/// Types a digit where the caret is, in place of what is marked.
pub(crate) fn type_digit(field: &DigitField, digit: &str) {
    if is_composing() {
        return;
    }
    let (from, to) = caret(&field.0);
    put(&field.0, from, to, digit);
}

/// Takes away what is marked, or the character before the caret.
pub(crate) fn erase_digit(field: &DigitField) {
    if is_composing() {
        return;
    }
    let (from, to) = caret(&field.0);
    let from = if from == to { from.saturating_sub(1) } else { from };
    put(&field.0, from, to, "");
}

fn here() -> Option<DigitField> {
    let input = document().active_element()?.dyn_into::<HtmlInputElement>().ok()?;
    let is_of_digits = input.get_attribute("inputmode").as_deref() == Some("numeric");
    is_of_digits.then_some(DigitField(input))
}

fn caret(input: &HtmlInputElement) -> (u32, u32) {
    let end = u32::try_from(input.value().encode_utf16().count()).unwrap_or_default();
    let at = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or(end);
    (at(input.selection_start()), at(input.selection_end()))
}

/// As a key would: the value, the caret, and the event that whoever follows the field waits for.
fn put(input: &HtmlInputElement, from: u32, to: u32, text: &str) {
    let units: Vec<u16> = input.value().encode_utf16().collect();
    let (from, to) = (from as usize, (to as usize).min(units.len()));
    let [before, after] = [&units[..from.min(to)], &units[to..]].map(String::from_utf16_lossy);
    input.set_value(&[&before, text, &after].concat());
    let caret = u32::try_from(before.encode_utf16().count() + text.len()).unwrap_or_default();
    // Refused only by fields that have no caret, and fields of digits have one.
    let _ = input.set_selection_range(caret, caret);
    let bubbles = EventInit::new();
    bubbles.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &bubbles) {
        // Dispatching fails only for an event that is being dispatched already.
        let _ = input.dispatch_event(&event);
    }
}
