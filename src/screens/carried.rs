//! What one page hands on to the next, in memory only.

use contract::api::school::SchoolKey;
use leptos::prelude::*;

use crate::device::on_leave;

/// What is handed on; `<App>` provides it. Nothing is asked twice (WCAG 2.2 SC 3.3.7).
#[derive(Clone, Copy)]
pub(crate) struct Carried {
    /// What stands before the page's title while it is at one of its steps.
    pub(crate) step_title: RwSignal<String>,
    things: StoredValue<Things>,
}

/// The things themselves.
#[derive(Clone, Default)]
pub(crate) struct Things {
    /// The account that was typed at sign-in.
    pub(crate) account: String,
    /// The school that was chosen, and its name.
    pub(crate) school: Option<(SchoolKey, String)>,
    /// The authorization request of the service that somebody came from.
    pub(crate) authorization: Option<String>,
    /// The page from which a problem is reported.
    pub(crate) page: String,
}

impl Carried {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        let things = StoredValue::new(Things::default());
        on_leave(move || things.set_value(Things::default()));
        Self { step_title: RwSignal::new(String::new()), things }
    }

    /// What is there.
    pub(crate) fn get(self) -> Things {
        self.things.get_value()
    }

    /// Hands something on.
    pub(crate) fn put(self, put: impl FnOnce(&mut Things)) {
        self.things.update_value(put);
    }
}
