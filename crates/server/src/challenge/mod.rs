//! The challenge of a form: digits to read or to hear, or work for the browser instead.
//!
//! Everything here is pure: randomness comes in, a picture, a sound or a verdict comes out.
//! Who is challenged, and how often, is decided by the services.

mod canvas;
mod glyphs;
pub mod picture;
pub mod proof;
pub mod speech;

use std::ops::RangeInclusive;

use contract::language::Language;
use rand::Rng;
use subtle::ConstantTimeEq;

use self::picture::Picture;

/// How many digits a challenge may have: fewer are guessed, more are misread.
pub const COUNT: RangeInclusive<usize> = 3..=6;

/// The digits of one challenge. They are a secret until answered, so `Debug` hides them.
#[derive(Clone, PartialEq, Eq)]
pub struct Digits(String);

impl Digits {
    /// Draws digits, as many as `count` allows; outside [`COUNT`] the nearest of it is taken.
    #[must_use]
    pub fn draw(rng: &mut impl Rng, count: RangeInclusive<usize>) -> Self {
        let least = *count.start().clamp(COUNT.start(), COUNT.end());
        let most = *count.end().clamp(&least, COUNT.end());
        let length = rng.random_range(least..=most);
        Self((0..length).map(|_| char::from(b'0' + rng.random_range(0..10))).collect())
    }

    /// Takes digits back from where they were kept; anything else is `None`.
    #[must_use]
    pub fn restore(kept: &str) -> Option<Self> {
        let is_ours = COUNT.contains(&kept.len()) && kept.bytes().all(|byte| byte.is_ascii_digit());
        is_ours.then(|| Self(kept.to_owned()))
    }

    /// The digits, to be kept.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Draws them; two pictures of the same digits differ.
    #[must_use]
    pub fn picture(&self, rng: &mut impl Rng) -> Picture {
        picture::draw(&self.0, rng)
    }

    /// Speaks them, as a WAV file.
    #[must_use]
    pub fn speech(&self, language: Language, rng: &mut impl Rng) -> Vec<u8> {
        speech::speak(&self.0, language, rng)
    }

    /// Whether these digits were typed, in constant time. Full-width digits and spaces are the
    /// contract's business: it folds them before.
    #[must_use]
    pub fn matches(&self, typed: &str) -> bool {
        self.0.as_bytes().ct_eq(typed.as_bytes()).into()
    }
}

impl std::fmt::Debug for Digits {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Digits(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    proptest! {
        #[test]
        fn draws_as_many_digits_as_asked(seed: u64, least in 0_usize..9, more in 0_usize..4) {
            let digits = Digits::draw(&mut StdRng::seed_from_u64(seed), least..=least + more);
            prop_assert!(COUNT.contains(&digits.as_str().len()));
            prop_assert!(digits.as_str().len() <= (least + more).max(3));
            prop_assert_eq!(Digits::restore(digits.as_str()), Some(digits));
        }
    }

    #[test]
    fn matches_only_the_same_digits() {
        let digits = Digits::restore("0471").expect("four digits");
        assert!(digits.matches("0471"));
        for wrong in ["", "047", "04711", "0472", "０４７１", " 0471"] {
            assert!(!digits.matches(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn restores_nothing_but_digits() {
        for wrong in ["", "12", "1234567", "12a4", "１２３"] {
            assert_eq!(Digits::restore(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn debug_hides_the_digits() {
        let digits = Digits::restore("123456").expect("six digits");
        assert!(!format!("{digits:?}").contains("123456"));
    }
}
