//! A notice: something to know that is not about one field.

use leptos::prelude::*;

use crate::ui::{Drawn, Icon, Shape};

/// What kind of thing there is to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Good to know.
    Info,
    /// It worked.
    Success,
    /// Worth a look before going on.
    Warning,
    /// It did not work.
    Error,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Info => "c-notice c-notice--info",
            Self::Success => "c-notice c-notice--success",
            Self::Warning => "c-notice c-notice--warning",
            Self::Error => "c-notice c-notice--error",
        }
    }

    const fn shape(self) -> Shape {
        match self {
            Self::Info => Shape::Info,
            Self::Success => Shape::Check,
            Self::Warning | Self::Error => Shape::Alert,
        }
    }

    /// An error interrupts a screen reader; the rest waits its turn.
    const fn role(self) -> &'static str {
        match self {
            Self::Error => "alert",
            Self::Info | Self::Success | Self::Warning => "status",
        }
    }
}

/// A notice; it can take the focus.
#[component]
pub(crate) fn Notice(
    /// What kind.
    tone: Tone,
    /// Its `id`, for the focus.
    id: &'static str,
    /// What there is to know.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class() id=id tabindex="-1" role=tone.role()>
            <Icon shape=tone.shape()/>
            <div class="c-notice__text">{children()}</div>
        </div>
    }
    .drawn()
}
