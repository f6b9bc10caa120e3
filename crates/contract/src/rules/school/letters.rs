//! Characters with the Zhuyin that they can begin with.

use crate::api::school::ZhuyinInitial;
use crate::rules::fold::fold;

/// One character of a name, in the form that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) character: char,
    /// One bit for each Zhuyin symbol that a reading of it begins with.
    pub(super) sounds: u64,
}

/// Which characters can begin with which symbols.
#[derive(Debug, Clone)]
pub(super) struct Sounds(Vec<(char, u64)>);

impl Sounds {
    pub(super) fn new(initials: &[ZhuyinInitial]) -> Self {
        let mut sounds = Vec::new();
        for initial in initials {
            let bit = initial.symbol.chars().next().map_or(0, bit);
            sounds.extend(initial.characters.chars().map(|character| (plain(character), bit)));
        }
        sounds.sort_unstable();
        let mut merged: Vec<(char, u64)> = Vec::with_capacity(sounds.len());
        for (character, bit) in sounds {
            match merged.last_mut() {
                Some((last, bits)) if *last == character => *bits |= bit,
                _ => merged.push((character, bit)),
            }
        }
        Self(merged)
    }

    fn of(&self, character: char) -> u64 {
        let found = self.0.binary_search_by_key(&character, |(of, _)| *of).ok();
        found.and_then(|at| self.0.get(at)).map_or(0, |(_, bits)| *bits)
    }
}

/// The bit of a Zhuyin symbol; 0 for what is none.
pub(super) const fn bit(symbol: char) -> u64 {
    match symbol {
        'ㄅ'..='ㄩ' => 1 << (symbol as u32 - 'ㄅ' as u32),
        _ => 0,
    }
}

/// A text as it is compared: one form of 臺, no full-width forms, no capitals.
pub(super) fn letters(text: &str, sounds: &Sounds) -> Vec<Letter> {
    let characters = fold(text);
    let characters = characters.chars().map(plain);
    characters.map(|character| Letter { character, sounds: sounds.of(character) }).collect()
}

/// The form of a character that is compared.
pub(super) const fn plain(character: char) -> char {
    match character {
        '臺' => '台',
        _ => character.to_ascii_lowercase(),
    }
}

/// How names are shortened, and what the end stands for. The short form's characters are in the long
/// one in the same order, so that either is found by the other.
const SHORT: [(&str, &str); 11] = [
    ("國小", "國民小學"),
    ("國中", "國民中學"),
    ("高中", "高級中等學校"),
    ("高工", "高級工業職業學校"),
    ("高商", "高級商業職業學校"),
    ("高農", "高級農業職業學校"),
    ("高職", "高級職業學校"),
    ("農工", "高級農工職業學校"),
    ("工商", "高級工商職業學校"),
    ("商工", "高級商工職業學校"),
    ("家商", "高級家事商業職業學校"),
];

/// A name in full: 國立北門農工 is 國立北門高級農工職業學校.
pub(super) fn expanded(name: &str) -> String {
    let end = SHORT.iter().find_map(|(short, long)| Some((name.strip_suffix(short)?, long)));
    end.map_or_else(|| name.to_owned(), |(start, long)| [start, long].concat())
}
