//! The language of the page, and views that are drawn in it.

use contract::language::Language;
use leptos::prelude::*;

use crate::routes::{is_read, query_value};
use crate::ui::{Changing, Readings, changing};
use crate::words::Words;

/// The address's query, which says the language. It is nowhere else.
#[derive(Clone, Copy)]
pub(crate) struct Speech(Memo<String>);

impl Speech {
    /// Follows `search`, the query of the address.
    pub(crate) const fn new(search: Memo<String>) -> Self {
        Self(search)
    }

    /// The words of the language now; what reads them follows the switch.
    pub(crate) fn words(self) -> &'static Words {
        self.0.with(|search| words_in(search))
    }

    /// The words of the language now, for what happens once.
    pub(crate) fn words_now(self) -> &'static Words {
        self.0.with_untracked(|search| words_in(search))
    }

    /// Whether the words have their sounds beside them: where the address asks for it, in Chinese.
    pub(crate) fn has_readings(self) -> bool {
        self.0.with(|search| has_readings(search))
    }

    /// Whether the words have their sounds beside them, for what happens once.
    pub(crate) fn has_readings_now(self) -> bool {
        self.0.with_untracked(|search| has_readings(search))
    }

    /// The query now.
    pub(crate) fn search_now(self) -> String {
        self.0.get_untracked()
    }
}

fn words_in(search: &str) -> &'static Words {
    Words::of(query_value(search, "lang").map_or_else(Language::default, Language::from_tag))
}

fn has_readings(search: &str) -> bool {
    is_read(search) && words_in(search).language == Language::ZhTw
}

/// The speech that `<App>` provides.
pub(crate) fn use_speech() -> Speech {
    expect_context() // invariant: every component stands below `<App>`
}

/// A view that is drawn again, in place, when the language or its sounds are switched: Leptos changes the texts
/// of the elements that are there, so what is typed in them and the focus stay. What a view has
/// to remember stands outside `draw`; and since Leptos replaces what is `changing`, a field that
/// comes and goes has the attribute `hidden`.
pub(crate) fn in_words(draw: impl Fn(&'static Words) -> AnyView + Send + 'static) -> Changing {
    let speech = use_speech();
    let Readings(is_read) = expect_context(); // invariant: every component stands below `<App>`
    changing(move || {
        is_read.track();
        draw(speech.words())
    })
}
