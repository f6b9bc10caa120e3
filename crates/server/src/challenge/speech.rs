//! Speaks the digits of a challenge: recorded clips with gaps, pace and noise of their own.
//!
//! For people who cannot see the picture. The clips are made by `assets/speech/make.sh`.

use contract::language::Language;
use rand::Rng;

use super::DIGITS_MAX;

/// Samples each second: a telephone's quality, and a small file.
pub const RATE_HZ: u32 = 8_000;
/// No file is larger, however many zeros are drawn: a slow school line has to carry it.
pub const FILE_BYTES_MAX: usize = 40_000;

const HEADER_BYTES: usize = 44;
/// The level of silence in unsigned samples of eight bits.
const SILENCE: u8 = 128;
const EDGE_MS: usize = 120;
const GAP_MS_MIN: usize = 250;
const GAP_MS_MAX: usize = 550;
/// Steps of 1/128 of full volume: a hiss that hides where a clip begins, not what it says.
const NOISE: i16 = 3;

macro_rules! clips {
    ($language:literal: $($digit:literal)*) => {
        [$(include_bytes!(
            concat!("../../assets/speech/", $language, "/", $digit, ".u8")
        )),*]
    };
}

static MANDARIN: [&[u8]; 10] = clips!("zh": 0 1 2 3 4 5 6 7 8 9);
static ENGLISH: [&[u8]; 10] = clips!("en": 0 1 2 3 4 5 6 7 8 9);

/// Speaks up to [`DIGITS_MAX`] digits; the result is a WAV file of 8 kHz, 8 bits, one channel.
#[must_use]
pub fn speak(digits: &str, language: Language, rng: &mut impl Rng) -> Vec<u8> {
    let words: Vec<Vec<u8>> = digits
        .chars()
        .filter_map(|digit| clip(digit, language))
        .take(DIGITS_MAX.into())
        .map(|clip| at_pace(clip, rng.random_range(0.94..=1.06)))
        .collect();
    let gap_max = gap_samples_max(words.iter().map(Vec::len).sum(), words.len());
    let mut samples = vec![SILENCE; milliseconds(EDGE_MS)];
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            let gap = rng.random_range(milliseconds(GAP_MS_MIN)..=gap_max);
            samples.resize(samples.len() + gap, SILENCE);
        }
        samples.extend_from_slice(word);
    }
    samples.resize(samples.len() + milliseconds(EDGE_MS), SILENCE);
    hiss(&mut samples, rng);
    wav(&samples)
}

/// The recording of one digit.
fn clip(digit: char, language: Language) -> Option<&'static [u8]> {
    let clips = match language {
        Language::ZhTw => &MANDARIN,
        Language::En => &ENGLISH,
    };
    clips.get(digit.to_digit(10)? as usize).copied()
}

const fn milliseconds(count: usize) -> usize {
    count * RATE_HZ as usize / 1_000
}

/// The longest gap that keeps the file within [`FILE_BYTES_MAX`].
fn gap_samples_max(spoken: usize, words: usize) -> usize {
    let taken = HEADER_BYTES + 2 * milliseconds(EDGE_MS) + spoken;
    let room = FILE_BYTES_MAX.saturating_sub(taken) / words.saturating_sub(1).max(1);
    room.clamp(milliseconds(GAP_MS_MIN), milliseconds(GAP_MS_MAX))
}

/// Plays a clip faster (above 1) and higher, or slower and lower.
fn at_pace(clip: &[u8], pace: f32) -> Vec<u8> {
    let length = (clip.len() as f32 / pace) as usize;
    (0..length)
        .map(|index| {
            let place = index as f32 * pace;
            let before = place as usize;
            let sample = |at: usize| f32::from(clip[at.min(clip.len() - 1)]);
            let part = place - before as f32;
            (sample(before) * (1.0 - part) + sample(before + 1) * part).round() as u8
        })
        .collect()
}

fn hiss(samples: &mut [u8], rng: &mut impl Rng) {
    for sample in samples {
        let louder = i16::from(*sample) + rng.random_range(-NOISE..=NOISE);
        *sample = louder.clamp(0, 255) as u8;
    }
}

/// Puts the header of a WAV file in front of unsigned samples of eight bits.
fn wav(samples: &[u8]) -> Vec<u8> {
    let length = samples.len() as u32;
    let mut file = Vec::with_capacity(HEADER_BYTES + samples.len());
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(length + HEADER_BYTES as u32 - 8).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    // Plain samples, one channel.
    file.extend_from_slice(&[1, 0, 1, 0]);
    file.extend_from_slice(&RATE_HZ.to_le_bytes());
    // Bytes each second; bytes and bits of one sample.
    file.extend_from_slice(&RATE_HZ.to_le_bytes());
    file.extend_from_slice(&[1, 0, 8, 0]);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(samples);
    file
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    fn word(file: &[u8], at: usize) -> u32 {
        u32::from_le_bytes([file[at], file[at + 1], file[at + 2], file[at + 3]])
    }

    proptest! {
        #[test]
        fn file_is_a_wav_within_bounds(digits in "[0-9]{3,6}", seed: u64, english: bool) {
            let language = if english { Language::En } else { Language::ZhTw };
            let file = speak(&digits, language, &mut StdRng::seed_from_u64(seed));
            prop_assert_eq!(&file[..4], b"RIFF");
            prop_assert_eq!(&file[8..16], b"WAVEfmt ");
            prop_assert_eq!(word(&file, 4) as usize, file.len() - 8);
            prop_assert_eq!(word(&file, 24), RATE_HZ);
            prop_assert_eq!(word(&file, 40) as usize, file.len() - HEADER_BYTES);
            let seconds = (file.len() - HEADER_BYTES) as f32 / RATE_HZ as f32;
            let count = digits.len() as f32;
            prop_assert!(seconds > 0.45 * count && seconds < 1.1 * count + 0.3, "{} s", seconds);
            prop_assert!(file.len() <= FILE_BYTES_MAX, "{} bytes", file.len());
        }
    }

    #[test]
    fn longest_digits_fit() {
        for (language, digits) in [(Language::ZhTw, "000000"), (Language::En, "777777")] {
            for seed in 0..200 {
                let file = speak(digits, language, &mut StdRng::seed_from_u64(seed));
                assert!(file.len() <= FILE_BYTES_MAX, "{} bytes", file.len());
            }
        }
    }

    #[test]
    fn every_digit_sounds_different_in_both_languages() {
        let clips: Vec<_> = Language::ALL
            .into_iter()
            .flat_map(|language| ('0'..='9').map(move |digit| clip(digit, language)))
            .collect();
        for (index, one) in clips.iter().enumerate() {
            assert!(one.is_some_and(|samples| samples.len() > 1_500));
            assert!(clips[index + 1..].iter().all(|other| other != one));
        }
    }

    #[test]
    fn same_digits_never_sound_the_same_twice() {
        let mut rng = StdRng::seed_from_u64(1);
        let first = speak("123", Language::ZhTw, &mut rng);
        assert_ne!(first, speak("123", Language::ZhTw, &mut rng));
    }
}
