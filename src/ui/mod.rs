//! Controls with their states and their accessibility inside. They know no routes, no API and no
//! words: text comes in. A text that changes while a control is on show comes as a [`Signal`], one
//! that does not as it is; the whole control is drawn again when the language is switched.

mod button;
mod challenge;
mod checkbox;
mod error_summary;
mod field;
mod icon;
mod keyboard_note;
mod legible;
mod mark;
mod notice;
mod page;
mod password_field;
mod service_tile;
mod spinner;
mod text_field;

#[cfg(feature = "studio")]
pub(crate) mod examples;

pub(crate) mod checklist;
pub(crate) mod combobox;
pub(crate) mod date_field;
pub(crate) mod dialog;
pub(crate) mod id_field;
pub(crate) mod keypad;
pub(crate) mod qr_code;
pub(crate) mod radio_group;
pub(crate) mod select;
pub(crate) mod step_indicator;
pub(crate) mod text_area;
pub(crate) mod zhuyin;

use leptos::prelude::{AnyView, IntoAny, View};

pub(crate) use button::{Button, Look};
pub(crate) use challenge::Challenge;
pub(crate) use checkbox::Checkbox;
pub(crate) use error_summary::{ErrorSummary, SummaryItem};
pub(crate) use field::{Field, FieldText};
pub(crate) use icon::{Icon, Shape};
pub(crate) use keyboard_note::{Keyboard, KeyboardNote};
pub(crate) use legible::{Help, Readings, legible, legibly};
pub(crate) use mark::Mark;
pub(crate) use notice::{Notice, Tone};
pub(crate) use page::Page;
pub(crate) use password_field::{PasswordField, PasswordText};
pub(crate) use service_tile::ServiceTile;
pub(crate) use spinner::Spinner;
pub(crate) use text_field::{TextField, TextKind};

/// A part of a view that changes. All such parts have this one type, which keeps the module small:
/// the compiler makes the code around a changing part once, not for each of them.
pub(crate) type Changing = Box<dyn FnMut() -> AnyView + Send>;

/// A part of a view that `draw` draws again whenever a signal in it changes.
pub(crate) fn changing(draw: impl FnMut() -> AnyView + Send + 'static) -> Changing {
    Box::new(draw)
}

/// A view that is there only if `is_there`.
pub(crate) fn only_if(is_there: bool, view: impl FnOnce() -> AnyView) -> AnyView {
    if is_there { view() } else { ().into_any() }
}

/// How a `view!` ends.
pub(crate) trait Drawn {
    /// As `into_any`, without the wrapper that `view!` puts around its root: with it, the compiler
    /// makes everything about an element twice, once as a root and once as a child.
    fn drawn(self) -> AnyView;
}

impl<T: IntoAny> Drawn for View<T> {
    fn drawn(self) -> AnyView {
        self.into_inner().into_any()
    }
}
