//! An address outside the portal that somebody asked for in a kiosk, which does not open it.

use leptos::prelude::*;

/// The address that was asked for; `<App>` provides it, and the attendant shows it.
#[derive(Clone, Copy)]
pub(crate) struct Outward(pub(crate) RwSignal<Option<To>>);

/// Where somebody wants to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct To {
    /// What it is called.
    pub(crate) name: String,
    /// Its address.
    pub(crate) address: String,
}

/// What `<App>` provides.
pub(crate) fn use_outward() -> Outward {
    expect_context() // invariant: every component stands below `<App>`
}
