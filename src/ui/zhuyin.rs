//! Text with its 注音 to the right of each character, as in a first reader. Only the characters are
//! read out: the sounds are hidden from screen readers, which know how to read.

use leptos::prelude::*;

use crate::ui::Drawn;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// What is read as it is: digits, Latin letters, signs, values.
    Plain(String),
    /// A character, the symbols of its sound, and the mark of its tone; the first tone has none.
    Read(char, &'static str, &'static str),
}

/// The text that `pieces` make.
pub(crate) fn zhuyin(pieces: Vec<Piece>) -> AnyView {
    let piece = |piece| match piece {
        Piece::Plain(text) => text.into_any(),
        Piece::Read(character, symbols, tone) => read(character, symbols, tone),
    };
    view! { <span class="c-zhuyin">{pieces.into_iter().map(piece).collect_view()}</span> }.drawn()
}

/// A character with its sound. The mark of the light tone stands above the symbols, the others beside
/// them. The `rt` itself stays inline, or what computes names takes it for the end of a word.
fn read(character: char, symbols: &'static str, tone: &'static str) -> AnyView {
    let class = if tone == "˙" { "c-zhuyin__sound c-zhuyin__sound--light" } else { "c-zhuyin__sound" };
    view! {
        <ruby class="c-zhuyin__character">
            {character.to_string()}
            <rt aria-hidden="true">
                <span class=class>
                    <span class="c-zhuyin__symbols">{symbols}</span>
                    <span class="c-zhuyin__tone">{tone}</span>
                </span>
            </rt>
        </ruby>
    }
    .drawn()
}
