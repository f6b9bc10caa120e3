//! Questions before something ends: whether somebody is still there, and whether they want to leave.

use leptos::prelude::*;

use crate::api::use_whose;
use crate::app::attendant::guard::Guard;
use crate::app::attendant::leaving::Leaving;
use crate::device::spoken;
use crate::flows::notice::Notice;
use crate::ui::dialog::Dialog;
use crate::ui::{Button, Drawn, Look};
use crate::words::{AttendantWords, fill, in_words};

/// The warning before the time is up (WCAG 2.2 SC 2.2.1): any key or tap continues.
pub(super) fn warning(guard: Guard) -> AnyView {
    let whose = use_whose();
    in_words(move |words| {
        let say = &AttendantWords::of(words.language).warning;
        let text = Signal::derive(move || {
            let is_own = whose.lasting().is_some_and(|session| session.is_own) && !whose.is_kiosk();
            if is_own { say.text_own } else { say.text }.to_owned()
        });
        let left = move || guard.left.get().unwrap_or_default();
        let seconds = Signal::derive(move || fill(say.left, &left().to_string()));
        let step = Memo::new(move |_| spoken(left()));
        let said = Signal::derive(move || fill(say.said, &step.get().to_string()));
        let (id, title, is_open, close) = ("still-there", say.title, guard.is_warned, say.stay);
        view! {
            <Dialog id title is_open close>
                <p>{text}</p>
                <p class="c-dialog__count" role="timer">{seconds}</p>
                <p>{say.hint}</p>
                <p class="u-unseen" role="status">{said}</p>
            </Dialog>
        }
        .drawn()
    })
    .into_any()
}

/// In a kiosk, Back out of a journey asks first (experience.md K8).
pub(super) fn confirmation(leaving: Leaving) -> AnyView {
    in_words(move |words| {
        let say = &AttendantWords::of(words.language).leave;
        let go = move |()| leaving.leave(Notice::Cleared);
        let (id, title, is_open, close) = ("leaving", say.title, leaving.place().is_leaving(), say.stay);
        view! {
            <Dialog id title is_open close>
                <p>{say.text}</p>
                <Button look=Look::Primary press=go>{say.go}</Button>
            </Dialog>
        }
        .drawn()
    })
    .into_any()
}
