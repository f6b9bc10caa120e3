//! `rules::challenge`.

use contract::rules::challenge::{ChallengeDigits, ChallengeDigitsError};
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds, text_of, vectors};

#[derive(Deserialize)]
struct Answers {
    accepted: Vec<(String, String)>,
    rejected: Vec<(String, ChallengeDigitsError)>,
}

fn answers() -> Answers {
    vectors(include_str!("../../../../tests/vectors/challenge_answers.json"))
}

#[wasm_bindgen_test(unsupported = test)]
fn accepts_digits_as_people_type_them() {
    for (text, digits) in answers().accepted {
        let parsed = ChallengeDigits::parse(&text).unwrap();
        assert_eq!(parsed.as_str(), digits, "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn says_why_a_text_is_no_answer() {
    for (text, error) in answers().rejected {
        assert_eq!(ChallengeDigits::parse(&text), Err(error), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn accepts_three_to_six_digits_and_nothing_else() {
    holds(any_text(), |text| {
        if let Ok(digits) = ChallengeDigits::parse(&text) {
            assert!((3..=6).contains(&digits.as_str().len()));
            assert!(digits.as_str().parse::<u32>().is_ok());
        }
    });
    holds(text_of("0123456789", 3..7), |digits| {
        let spaced = full_width(&digits).replace('\u{FF10}', " \u{FF10}-");
        assert_eq!(ChallengeDigits::parse(&spaced).unwrap().as_str(), digits);
    });
}
