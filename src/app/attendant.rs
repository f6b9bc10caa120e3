//! What looks after a page beside the page itself: the warning before everything ends, 結束並清除, the
//! network that is gone. Fetched when there is something to look after, so that the first paint waits
//! for none of it.

mod bar;
mod guard;
mod keypad;
mod leaving;
mod network;
mod outward;
mod warning;

use contract::api::site::Profile;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{use_site, use_whose};
use crate::app::attendant::bar::bar;
use crate::app::attendant::guard::Guard;
use crate::app::attendant::leaving::Leaving;
use crate::app::attendant::network::Network;
use crate::app::attendant::warning::{confirmation, warning};
use crate::device;
use crate::routes::{Draw, Screen, use_place};
use crate::screens::outward::use_outward;
use crate::screens::part;
use crate::ui::{Drawn, changing};
use crate::words::{AttendantWords, in_words};

part! {
    /// What looks after the page.
    attendant drawn by draw
}

/// Calls the attendant as soon as there is something to look after: in a kiosk, on the page of a person and
/// where somebody is signed in at once, else at the first sign of life.
pub(super) fn call() {
    let whose = use_whose();
    let is_resting = use_place().screen_now().is_none_or(Screen::is_resting);
    let owner = Owner::current();
    let come = move || {
        spawn_local(async move {
            let draw = part().await;
            if let Some(owner) = owner {
                owner.with(|| device::draw_beside(draw));
            }
        });
    };
    let is_signed_in = use_site().with_untracked(|site| site.signed_in);
    whose.learn_when(move || is_signed_in && is_resting);
    if whose.is_kiosk() || !is_resting || is_signed_in {
        come();
    } else {
        device::on_first_life(come);
    }
}

fn draw() -> AnyView {
    let leaving = Leaving::new();
    let guard = Guard::new(leaving);
    let network = Network::new();
    let outward = use_outward();
    guard.begin();
    let keypad = use_site().with_untracked(|site| site.device.keypad);
    view! {
        {bar(guard, leaving, network)}
        {warning(guard)}
        {confirmation(leaving)}
        {leaving.curtain()}
        {when(move || outward.0.with(Option::is_some), || Box::pin(outward::part()))}
        {when(move || keypad, || Box::pin(keypad::part()))}
        {print_note()}
    }
    .into_any()
}

/// A part of this part, fetched once it is wanted.
fn when(
    is_wanted: impl Fn() -> bool + 'static,
    fetch: fn() -> std::pin::Pin<Box<dyn Future<Output = Draw>>>,
) -> AnyView {
    let drawn: RwSignal<Option<Draw>> = RwSignal::new(None);
    let is_asked_for = StoredValue::new(false);
    // An effect, because what is fetched is outside.
    Effect::new(move || {
        if is_wanted() && !is_asked_for.get_value() {
            is_asked_for.set_value(true);
            spawn_local(async move {
                let draw = fetch().await;
                drawn.try_set(Some(draw));
            });
        }
    });
    changing(move || drawn.get().map_or_else(|| ().into_any(), |draw| untrack(draw))).into_any()
}

/// What comes out of a printer that others use too (experience.md K11).
fn print_note() -> AnyView {
    let whose = use_whose();
    in_words(move |words| {
        let say = &AttendantWords::of(words.language).print;
        let is_own = whose.profile() == Profile::Personal;
        view! { <p class="c-print-note" hidden=is_own>{say.note}</p> }.drawn()
    })
    .into_any()
}
