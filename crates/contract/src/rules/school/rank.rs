//! How well a school fits what was typed.

use crate::rules::fold::fold;
use crate::rules::school::Trace;
use crate::rules::school::letters::{Letter, Sounds, bit, letters};

/// The words that were typed; each of them has to fit.
pub(super) struct Words(Vec<Word>);

struct Word {
    /// As typed in ASCII, for codes and English names; empty where it is Chinese.
    ascii: String,
    letters: Vec<Wanted>,
}

/// A character that is looked for, by itself or by its sound.
#[derive(Clone, Copy)]
struct Wanted {
    character: char,
    sound: u64,
}

/// What stands before a name: left out as often as not.
const OPTIONAL: usize = 2;

impl Words {
    /// Reads what was typed.
    pub(super) fn read(text: &str, sounds: &Sounds) -> Self {
        let text = fold(text);
        let words = text.split([' ', ',', '，', '、']).filter(|word| !word.is_empty());
        Self(words.map(|word| Word::read(word, sounds)).filter(|word| !word.letters.is_empty()).collect())
    }

    /// Whether nothing was typed that could be looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rank of a school, 0 the best; `None` where a word does not fit.
    pub(super) fn rank(&self, trace: &Trace) -> Option<usize> {
        self.0.iter().try_fold(0, |sum, word| Some(sum + word.rank(trace)?))
    }
}

impl Word {
    fn read(word: &str, sounds: &Sounds) -> Self {
        let ascii = if word.is_ascii() { word.to_ascii_lowercase() } else { String::new() };
        // The tones of Zhuyin say nothing about how a syllable begins.
        let spoken = letters(word, sounds).into_iter().filter(|it| !"ˊˇˋ˙".contains(it.character));
        let wanted = |letter: Letter| Wanted { character: letter.character, sound: bit(letter.character) };
        Self { ascii, letters: spoken.map(wanted).collect() }
    }

    fn rank(&self, trace: &Trace) -> Option<usize> {
        if !self.ascii.is_empty()
            && (trace.code.starts_with(&self.ascii) || trace.english.contains(&self.ascii))
        {
            return Some(usize::from(trace.code != self.ascii));
        }
        if let Some(at) = self.position(&trace.name) {
            return Some(if at <= OPTIONAL { 1 } else { 2 });
        }
        if self.position(&trace.whole).is_some() {
            return Some(3);
        }
        self.gaps(&trace.whole).map(|gaps| 4 + gaps)
    }

    /// Where the word stands in one piece.
    fn position(&self, letters: &[Letter]) -> Option<usize> {
        let fits = |window: &[Letter]| self.letters.iter().zip(window).all(|(wanted, it)| wanted.is(*it));
        letters.windows(self.letters.len()).position(fits)
    }

    /// How many pieces the word is in where its characters stand in order.
    fn gaps(&self, letters: &[Letter]) -> Option<usize> {
        let (mut rest, mut gaps) = (letters, 0);
        for wanted in &self.letters {
            let at = rest.iter().position(|letter| wanted.is(*letter))?;
            gaps += usize::from(at > 0);
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        Some(gaps)
    }
}

impl Wanted {
    const fn is(self, letter: Letter) -> bool {
        self.character == letter.character || self.sound & letter.sounds != 0
    }
}
