//! 注音 for those who are learning to read: fetched when the address asks for it, then drawn beside
//! every word that a control shows.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::device;
use crate::ui::zhuyin::{Piece, zhuyin};
use crate::ui::{Help, Readings};
use crate::words::Speech;
use crate::words::readings::pieces;

/// The sounds of all words, and what draws them: a part of its own.
#[cfg(not(any(debug_assertions, feature = "studio")))]
#[leptos::lazy]
fn readings() -> Help {
    draw
}

#[cfg(any(debug_assertions, feature = "studio"))]
async fn readings() -> Help {
    draw
}

/// A text that has no sounds is drawn as it is.
fn draw(text: &str) -> AnyView {
    let pieces = pieces(text);
    let has_sounds = pieces.iter().any(|piece| matches!(piece, Piece::Read(..)));
    if has_sounds { zhuyin(pieces) } else { text.to_owned().into_any() }
}

/// Draws the words with their sounds if the address asks for it, from when they are here.
pub(super) fn follow_address(speech: Speech, readings_on: Readings) {
    let is_asked = speech.has_readings();
    if is_asked == readings_on.0.get_untracked() {
        return;
    }
    if !is_asked {
        device::set_readings(false);
        return readings_on.put_away();
    }
    spawn_local(async move {
        let help = readings().await;
        if speech.has_readings_now() {
            device::set_readings(true);
            readings_on.take(help);
        }
    });
}
