//! The challenge of a form: digits to read or to hear, or work for the browser instead.
//!
//! Everything here is pure: randomness comes in; digits, a picture, a sound or a verdict come
//! out. Who is challenged, and how often, is decided by `services::challenges`.

mod canvas;
mod glyphs;
pub mod picture;
pub mod proof;
pub mod speech;

use rand::Rng;

/// The fewest digits: two are guessed too often.
pub const DIGITS_MIN: u8 = 3;
/// The most digits: more are misread, and do not fit the picture and the sound.
pub const DIGITS_MAX: u8 = 6;

/// Draws digits, `least` to `most` of them; outside [`DIGITS_MIN`] to [`DIGITS_MAX`] the nearest
/// of these is taken.
#[must_use]
pub fn digits(rng: &mut impl Rng, least: u8, most: u8) -> String {
    let least = least.clamp(DIGITS_MIN, DIGITS_MAX);
    let most = most.clamp(least, DIGITS_MAX);
    let length = rng.random_range(least..=most);
    (0..length).map(|_| char::from(b'0' + rng.random_range(0..10))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    proptest! {
        #[test]
        fn draws_as_many_digits_as_asked(seed: u64, least in 3_u8..=6, more in 0_u8..=3) {
            let most = (least + more).min(DIGITS_MAX);
            let drawn = digits(&mut StdRng::seed_from_u64(seed), least, most);
            prop_assert!((usize::from(least)..=usize::from(most)).contains(&drawn.len()));
            prop_assert!(drawn.bytes().all(|digit| digit.is_ascii_digit()));
        }

        #[test]
        fn never_draws_fewer_or_more_than_fit(seed: u64, least: u8, most: u8) {
            let drawn = digits(&mut StdRng::seed_from_u64(seed), least, most);
            prop_assert!((3..=6).contains(&drawn.len()));
        }
    }

    #[test]
    fn draws_every_digit_about_as_often() {
        let mut rng = StdRng::seed_from_u64(11);
        let drawn: String = (0..1_000).map(|_| digits(&mut rng, 6, 6)).collect();
        for digit in '0'..='9' {
            let count = drawn.matches(digit).count();
            assert!((500..700).contains(&count), "{digit} came {count} times in 6,000");
        }
    }
}
