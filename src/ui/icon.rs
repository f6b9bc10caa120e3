//! Small pictures beside words. They say nothing that the words do not, so they are hidden from
//! screen readers.

use leptos::prelude::*;

use crate::ui::Drawn;

/// Which picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// An exclamation mark.
    Alert,
    /// A tick.
    Check,
    /// An eye.
    Eye,
    /// A closed eye.
    EyeOff,
    /// A letter i.
    Info,
    /// Away from here.
    Away,
    /// Another one.
    Renew,
    /// Sound.
    Sound,
}

impl Shape {
    /// The outline on a grid of 24 by 24, drawn with a round pen.
    const fn outline(self) -> &'static str {
        match self {
            Self::Alert => "M12 3.5 2.8 19.5h18.4L12 3.5Zm0 6v5m0 2.6v.1",
            Self::Check => "M4.5 12.5l5 5 10-11",
            Self::Eye => {
                "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"
            }
            Self::EyeOff => {
                "M3 10.5c2.2 3 5.3 4.5 9 4.500s6.8-1.5 9-4.500M12 15v3.500M6.5 13.700l-2 3M17.5 13.700l2 3"
            }
            Self::Info => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5.500m0-9v.1",
            Self::Away => "M7 17 17 7m0 0H8.500M17 7v8.5",
            Self::Renew => "M19.5 12a7.5 7.5 0 1 1-2.2-5.300M19.5 3.500v4h-4",
            Self::Sound => {
                "M4 9.500v5h3.500L12 18.500v-13L7.5 9.500H4Zm11.5-.5a4.2 4.2 0 0 1 0 6m2.5-8.500a7.8 7.8 0 0 1 0 11"
            }
        }
    }
}

/// A small picture.
#[component]
pub(crate) fn Icon(
    /// Which one.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg class="c-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=shape.outline()></path>
        </svg>
    }
    .drawn()
}
