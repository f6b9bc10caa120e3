//! The language of the page, and text that follows it.

use contract::language::Language;
use leptos::prelude::*;

use crate::ui::Text;
use crate::words::Words;

/// The language that the address asks for.
#[derive(Clone, Copy)]
pub(crate) struct Speech(Memo<Language>);

impl Speech {
    /// Follows `language`.
    pub(crate) const fn new(language: Memo<Language>) -> Self {
        Self(language)
    }

    /// The language now; what reads it follows the switch.
    pub(crate) fn language(self) -> Language {
        self.0.get()
    }

    /// The language now, for what happens once.
    pub(crate) fn language_now(self) -> Language {
        self.0.get_untracked()
    }

    /// The words of the language now; what reads them follows the switch.
    pub(crate) fn words(self) -> &'static Words {
        Words::of(self.0.get())
    }

    /// A sentence that follows the switch.
    pub(crate) fn text(self, pick: fn(&'static Words) -> &'static str) -> Text {
        Signal::derive(move || pick(self.words()).to_owned())
    }
}

/// The speech that `<App>` provides.
pub(crate) fn use_speech() -> Speech {
    expect_context() // invariant: every component stands below `<App>`
}

/// A sentence that follows the switch, where nothing else is needed.
pub(crate) fn t(pick: fn(&'static Words) -> &'static str) -> Text {
    use_speech().text(pick)
}
