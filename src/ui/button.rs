//! A button. While it is busy it keeps the focus and its name, and ignores being pressed.

use leptos::prelude::*;

use crate::ui::{Drawn, Spinner, changing, only_if};

/// How much a button asks to be pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Look {
    /// The one thing to do on the page.
    Primary,
    /// Something else that can be done.
    #[default]
    Secondary,
    /// A small thing beside a control.
    Quiet,
}

impl Look {
    /// The class of a button, or of a link that looks like one.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "c-button c-button--primary",
            Self::Secondary => "c-button c-button--secondary",
            Self::Quiet => "c-button c-button--quiet",
        }
    }
}

/// A button. Without `press` it sends the form that it stands in.
#[component]
pub(crate) fn Button(
    /// How much it asks to be pressed.
    #[prop(optional)]
    look: Look,
    /// Whether what it started is still going on.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does.
    #[prop(optional, into)]
    press: Option<Callback<()>>,
    /// Its name.
    children: Children,
) -> impl IntoView {
    let on_click = move |_| {
        if let Some(press) = press.filter(|_| !busy.get_untracked()) {
            press.run(());
        }
    };
    let is_disabled = Signal::derive(move || busy.get().to_string());
    let ring = changing(move || only_if(busy.get(), || view! { <Spinner/> }.drawn()));
    view! {
        <button
            class=look.class()
            type=if press.is_some() { "button" } else { "submit" }
            aria-disabled=is_disabled
            on:click=on_click
        >
            {ring}
            {children()}
        </button>
    }
    .drawn()
}
