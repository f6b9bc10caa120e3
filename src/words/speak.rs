//! The language of the page, and views that are drawn in it.

use contract::language::Language;
use leptos::prelude::*;

use crate::ui::{Changing, changing};
use crate::words::Words;

/// The language that the address asks for.
#[derive(Clone, Copy)]
pub(crate) struct Speech(Memo<Language>);

impl Speech {
    /// Follows `language`.
    pub(crate) const fn new(language: Memo<Language>) -> Self {
        Self(language)
    }

    /// The words of the language now; what reads them follows the switch.
    pub(crate) fn words(self) -> &'static Words {
        Words::of(self.0.get())
    }

    /// The words of the language now, for what happens once.
    pub(crate) fn words_now(self) -> &'static Words {
        Words::of(self.0.get_untracked())
    }
}

/// The speech that `<App>` provides.
pub(crate) fn use_speech() -> Speech {
    expect_context() // invariant: every component stands below `<App>`
}

/// A view that is drawn again, in place, when the language is switched: Leptos changes the texts
/// of the elements that are there, so what is typed in them and the focus stay. What a view has
/// to remember stands outside `draw`; and since Leptos replaces what is `changing`, a field that
/// comes and goes has the attribute `hidden`.
pub(crate) fn in_words(draw: impl Fn(&'static Words) -> AnyView + Send + 'static) -> Changing {
    let speech = use_speech();
    changing(move || draw(speech.words()))
}
