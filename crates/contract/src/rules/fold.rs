//! What every field that holds plain ASCII forgives: full-width forms and stray spaces.
//!
//! Chinese input methods produce full-width letters and digits, and text copied from chat or a
//! spreadsheet brings invisible characters along. Passwords are never folded.

/// The distance between a full-width form (U+FF01 to U+FF5E) and its ASCII character.
const FULL_WIDTH_OFFSET: u32 = 0xFEE0;

/// Turns full-width forms and every kind of space into ASCII, drops what cannot be seen, and
/// trims both ends.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)).map(fold_char) {
        if c != ' ' || !folded.is_empty() {
            folded.push(c);
        }
    }
    folded.truncate(folded.trim_end_matches(' ').len());
    folded
}

/// As [`fold`], without any space or dash: for numbers that people write in groups.
#[must_use]
pub fn fold_compact(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(fold_char).filter(|c| *c != ' ' && !is_dash(*c)).collect()
}

/// Whether this is a hyphen, a dash or a minus sign, in the forms that keyboards and word
/// processors put in its place.
#[must_use]
pub const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}')
}

const fn fold_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(c as u32 - FULL_WIDTH_OFFSET) {
            Some(plain) => plain,
            None => c,
        },
        '\t'..='\r' | '\u{85}' | '\u{A0}' | '\u{2000}'..='\u{200A}' => ' ',
        '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        _ => c,
    }
}

/// Zero-width characters, joiners, direction marks and the byte order mark.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
