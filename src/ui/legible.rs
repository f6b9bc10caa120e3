//! Text to be read, as it is or with help for those who are learning to read. The help is code that is
//! fetched when somebody asks for it; a control only says which of its text is meant for the eye. Names
//! and descriptions for screen readers stay plain text.

use std::sync::OnceLock;

use leptos::prelude::*;

use crate::ui::{Changing, changing};

/// Draws a text with help beside it.
pub(crate) type Help = fn(&str) -> AnyView;

/// The help, once it has been fetched: code, which stays for as long as the page.
static HELP: OnceLock<Help> = OnceLock::new();

/// Whether text is drawn with help; `<App>` provides it.
#[derive(Clone, Copy)]
pub(crate) struct Readings(pub(crate) RwSignal<bool>);

impl Readings {
    /// Draws all text with `help` from now on; what is on show is drawn again in its place.
    pub(crate) fn take(self, help: Help) {
        HELP.get_or_init(|| help);
        self.turn(true);
    }

    /// Draws all text as it is.
    pub(crate) fn put_away(self) {
        self.turn(false);
    }

    fn turn(self, is_on: bool) {
        if self.0.get_untracked() != is_on {
            self.0.set(is_on);
        }
    }
}

/// A text that stays as it is while the control is on show. Whoever draws the control draws it again when
/// the help is switched on or off.
pub(crate) fn legible(text: &str) -> AnyView {
    let is_helped = use_context::<Readings>().is_some_and(|readings| readings.0.get_untracked());
    match HELP.get().filter(|_| is_helped) {
        Some(help) => help(text),
        None => text.to_owned().into_any(),
    }
}

/// A text that changes while the control is on show.
pub(crate) fn legibly(text: Signal<String>) -> Changing {
    changing(move || text.with(|text| legible(text)))
}
