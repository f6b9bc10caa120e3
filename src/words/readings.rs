//! How the words are read aloud in Taiwan: `zhuyin.txt` has each sentence once more, with its sound
//! behind every Chinese character. It is a file of its own, so that nobody downloads it who does not
//! ask for it.
//!
//! The tones are the dictionary's: 一 is ㄧ and 不 is ㄅㄨˋ, wherever they stand, as first readers print
//! them. Where standards differ, Taiwan's counts (和 ㄏㄢˋ, 期 ㄑㄧˊ, 垃圾 ㄌㄜˋ ㄙㄜˋ).

use crate::ui::zhuyin::Piece;

const SENTENCES: &str = include_str!("zhuyin.txt");

/// Stands in a sentence where a value goes in.
const PLACE: &str = "{}";

/// The text with its sounds; as one plain piece where it is no sentence of ours. Values in a sentence
/// are read only where they are sentences themselves: a name keeps to itself how it is read.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    read(text, &mut pieces);
    pieces
}

fn read(text: &str, pieces: &mut Vec<Piece>) {
    let lines = |is_open: bool| SENTENCES.lines().filter(move |line| line.starts_with(PLACE) == is_open);
    // A sentence that begins with a value fits much, so it comes last.
    match lines(false).chain(lines(true)).find_map(|line| fit(line, text)) {
        Some(found) => found.into_iter().for_each(|piece| match piece {
            Piece::Plain(text) => push_plain(pieces, &text),
            Piece::Read(..) => pieces.push(piece),
        }),
        None => push_plain(pieces, text),
    }
}

/// The text by the sounds of `line`, if it is the sentence there.
fn fit(mut line: &'static str, mut text: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    while let Some(next) = line.chars().next() {
        if let Some(rest) = line.strip_prefix(PLACE) {
            let end = end_of_value(rest, text)?;
            read(&text[..end], &mut pieces);
            (line, text) = (rest, &text[end..]);
            continue;
        }
        text = text.strip_prefix(next)?;
        line = &line[next.len_utf8()..];
        let (sound, rest) = if is_han(next) { line.split_at(sound_length(line)) } else { ("", line) };
        line = rest;
        if sound.is_empty() {
            push_plain(&mut pieces, next.encode_utf8(&mut [0; 4]));
        } else {
            let (symbols, tone) = parted(sound);
            pieces.push(Piece::Read(next, symbols, tone));
        }
    }
    text.is_empty().then_some(pieces)
}

/// What is read as it is stands in one piece, spaces and all.
fn push_plain(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Plain(plain)) => plain.push_str(text),
        _ if text.is_empty() => {}
        _ => pieces.push(Piece::Plain(text.to_owned())),
    }
}

/// Where a value ends: before what follows it in the sentence.
fn end_of_value(rest: &str, text: &str) -> Option<usize> {
    let following = sentence(rest.split(PLACE).next().unwrap_or_default());
    if rest.contains(PLACE) { text.find(&following) } else { text.len().checked_sub(following.len()) }
        .filter(|end| text.is_char_boundary(*end))
}

/// A line without its sounds.
fn sentence(line: &str) -> String {
    let mut after_han = false;
    let is_kept = |c: &char| {
        let is_sound = after_han && is_sound(*c);
        after_han = is_han(*c) || is_sound;
        !is_sound
    };
    line.chars().filter(is_kept).collect()
}

/// The symbols of a sound and the mark of its tone.
fn parted(sound: &'static str) -> (&'static str, &'static str) {
    match sound.strip_prefix('˙') {
        Some(symbols) => (symbols, "˙"),
        None => sound.split_at(sound.find(['ˊ', 'ˇ', 'ˋ']).unwrap_or(sound.len())),
    }
}

/// How many bytes of the line belong to the sound at its start.
fn sound_length(line: &str) -> usize {
    line.find(|c| !is_sound(c)).unwrap_or(line.len())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

fn is_sound(c: char) -> bool {
    matches!(c, 'ㄅ'..='ㄩ' | '˙' | 'ˊ' | 'ˇ' | 'ˋ')
}

#[cfg(test)]
mod tests;
