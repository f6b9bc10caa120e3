//! Controls with their states and their accessibility inside. They know no router, no API and no
//! words: text comes in as [`Text`], which follows the language.

mod button;
mod challenge;
mod checkbox;
mod error_summary;
mod field;
mod icon;
mod keyboard_note;
mod mark;
mod notice;
mod page;
mod password_field;
mod service_tile;
mod spinner;
mod text_field;

#[cfg(any(test, feature = "gallery"))]
pub(crate) mod examples;

#[cfg(any(test, feature = "gallery"))]
mod checklist;
#[cfg(any(test, feature = "gallery"))]
mod date_field;
#[cfg(any(test, feature = "gallery"))]
mod dialog;
#[cfg(any(test, feature = "gallery"))]
mod radio_group;
#[cfg(any(test, feature = "gallery"))]
mod select;
#[cfg(any(test, feature = "gallery"))]
mod step_indicator;

use leptos::prelude::Signal;

pub(crate) use button::{Button, Look};
pub(crate) use challenge::{Challenge, Picture};
pub(crate) use checkbox::Checkbox;
pub(crate) use error_summary::{ErrorSummary, SummaryItem};
pub(crate) use field::{Field, FieldText};
pub(crate) use icon::{Icon, Shape};
pub(crate) use keyboard_note::{Keyboard, KeyboardNote};
pub(crate) use mark::Mark;
pub(crate) use notice::{Notice, Tone};
pub(crate) use page::Page;
pub(crate) use password_field::{PasswordField, PasswordText};
pub(crate) use service_tile::ServiceTile;
pub(crate) use spinner::Spinner;
pub(crate) use text_field::{TextField, TextKind};

/// Text that follows the language.
pub(crate) type Text = Signal<String>;
