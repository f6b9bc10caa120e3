//! The bar at the foot of the window: 結束並清除 wherever others use the device next, and what is known
//! of a network that is gone.

use contract::api::site::Profile;
use leptos::prelude::*;

use crate::api::{use_site, use_whose};
use crate::app::attendant::guard::Guard;
use crate::app::attendant::leaving::Leaving;
use crate::app::attendant::network::Network;
use crate::device::{set_bar, when_painted};
use crate::flows::notice::Notice;
use crate::ui::{Button, Drawn, only_if};
use crate::words::{AttendantWords, Words, fill, in_words};

/// The bar; not there while it has nothing to say or to offer.
pub(super) fn bar(guard: Guard, leaving: Leaving, network: Network) -> AnyView {
    let whose = use_whose();
    let has_end = Memo::new(move |_| match whose.profile() {
        Profile::Personal => false,
        Profile::Shared => guard.has_begun.get(),
        Profile::Kiosk => true,
    });
    let is_there = Memo::new(move |_| has_end.get() || network.is_lost.get().is_some());
    // An effect, because the room that the bar takes is the page's: what has the focus moves above it.
    Effect::new(move || {
        let is_there = is_there.get();
        when_painted(move || set_bar(is_there));
    });
    in_words(move |words| {
        let say = &AttendantWords::of(words.language).bar;
        let finish = move |()| leaving.leave(Notice::Cleared);
        let button = only_if(has_end.get(), || view! { <Button press=finish>{say.finish}</Button> }.drawn());
        view! {
            <aside class="c-bar" aria-label=say.name hidden=!is_there.get()>
                <div class="c-bar__inner">
                    <div class="c-bar__network" role="status">{network_text(network, words)}</div>
                    {button}
                </div>
            </aside>
        }
        .drawn()
    })
    .into_any()
}

fn network_text(network: Network, words: &'static Words) -> AnyView {
    let say = &AttendantWords::of(words.language).network;
    match network.is_lost.get() {
        None => ().into_any(),
        Some(false) => view! { <p>{say.back}</p> }.drawn(),
        Some(true) => {
            let numbers = use_site().with(|site| site.hotlines.join("、"));
            view! {
                <p><strong>{say.lost}</strong> " " {say.lost_text}</p>
                <p>{fill(say.call, &numbers)}</p>
            }
            .into_any()
        }
    }
}
