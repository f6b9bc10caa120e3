//! 注音 for those who are learning to read: fetched when the address asks for it, then drawn beside
//! every word that a control shows.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::device;
use crate::ui::zhuyin::zhuyin;
use crate::ui::{Help, Readings};
use crate::words::Speech;
use crate::words::readings::pieces;

/// The sounds of all words, and what draws them: a part of its own.
#[cfg(not(debug_assertions))]
#[leptos::lazy]
fn readings() -> Help {
    draw
}

#[cfg(debug_assertions)]
async fn readings() -> Help {
    draw
}

fn draw(text: &str) -> AnyView {
    zhuyin(pieces(text))
}

/// Draws the words with their sounds whenever the address asks for it.
pub(super) fn follow_readings(speech: Speech, readings_on: Readings) {
    // An effect, because the part and the document are outside.
    Effect::new(move || {
        if !speech.has_readings() {
            return show(readings_on, None);
        }
        spawn_local(async move {
            let help = readings().await;
            if speech.has_readings_now() {
                show(readings_on, Some(help));
            }
        });
    });
}

fn show(readings_on: Readings, help: Option<Help>) {
    if help.is_none() && !readings_on.0.get_untracked() {
        return;
    }
    device::set_readings(help.is_some());
    match help {
        Some(help) => readings_on.take(help),
        None => readings_on.put_away(),
    }
}
