//! `rules::id_number`.

use contract::rules::id_number::{IdKind, IdNumber, IdNumberError};
use proptest::prelude::*;
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds, text_of, vectors};

#[derive(Deserialize)]
struct IdNumbers {
    national: Vec<String>,
    resident_new: Vec<String>,
    resident_old: Vec<String>,
    folded: Vec<(String, String)>,
    check_digit: Vec<String>,
    other: Vec<(String, String)>,
    rejected: Vec<(String, IdNumberError)>,
    masked: Vec<(String, String)>,
}

fn id_numbers() -> IdNumbers {
    vectors(include_str!("../../../../tests/vectors/id_numbers.json"))
}

#[wasm_bindgen_test(unsupported = test)]
fn accepts_numbers_whose_check_digit_holds() {
    let all = id_numbers();
    for (kind, numbers) in [
        (IdKind::National, all.national),
        (IdKind::ResidentNew, all.resident_new),
        (IdKind::ResidentOld, all.resident_old),
    ] {
        for number in numbers {
            let parsed = IdNumber::parse(&number).unwrap();
            assert_eq!((parsed.as_str(), parsed.kind()), (number.as_str(), kind));
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn forgives_case_width_spaces_and_hyphens() {
    for (text, number) in id_numbers().folded {
        let parsed = IdNumber::parse(&text).unwrap();
        assert_eq!(parsed.as_str(), number, "{text:?}");
        assert_ne!(parsed.kind(), IdKind::Other, "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_slip_is_told_and_can_be_overruled() {
    for text in id_numbers().check_digit {
        assert_eq!(IdNumber::parse(&text), Err(IdNumberError::CheckDigit), "{text:?}");
        let overruled = IdNumber::parse_overruled(&text).unwrap();
        assert_eq!(overruled.kind(), IdKind::Other, "{text:?}");
        assert_eq!(overruled.as_str().len(), 10, "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn takes_other_numbers_as_they_are() {
    for (text, number) in id_numbers().other {
        let parsed = IdNumber::parse(&text).unwrap();
        assert_eq!((parsed.as_str(), parsed.kind()), (number.as_str(), IdKind::Other));
        assert_eq!(IdNumber::parse_overruled(&text), Ok(parsed));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn says_why_a_text_is_no_number() {
    for (text, error) in id_numbers().rejected {
        assert_eq!(IdNumber::parse(&text), Err(error), "{text:?}");
        assert_eq!(IdNumber::parse_overruled(&text), Err(error), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn hides_the_middle_and_never_debugs_it() {
    for (text, masked) in id_numbers().masked {
        let parsed = IdNumber::parse(&text).unwrap();
        assert_eq!(parsed.masked(), masked);
        assert!(!format!("{parsed:?}").contains(&text));
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn agrees_with_a_naive_check_digit() {
    let second = prop::sample::select("0123456789ABCDE".chars().collect::<Vec<_>>());
    let numbers = (prop::char::range('A', 'Z'), second, text_of("0123456789", 8..9));
    holds(numbers, |(letter, second, digits)| {
        let number = [String::from(letter), String::from(second), digits].concat();
        let checked = matches!(second, '1' | '2' | '8' | '9' | 'A'..='D') && naive_sum_holds(&number);
        let parsed = IdNumber::parse(&number);
        let is_checked = parsed.as_ref().is_ok_and(|id| id.kind() != IdKind::Other);
        assert_eq!(is_checked, checked, "{number}");
        assert_eq!(parsed == Err(IdNumberError::CheckDigit), !checked && second != 'E');
        assert_eq!(IdNumber::parse(&full_width(&number).to_lowercase()), parsed);
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn exactly_one_check_digit_fits() {
    let numbers = (
        prop::char::range('A', 'Z'),
        prop::sample::select(vec!['1', '2', '8', '9', 'A', 'D']),
        0..10_000_000_u32,
    );
    holds(numbers, |(letter, second, digits)| {
        let fits = (0..10).filter(|check| {
            let number = format!("{letter}{second}{digits:07}{check}");
            IdNumber::parse(&number).is_ok()
        });
        assert_eq!(fits.count(), 1);
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_accepted_reads_back_as_itself() {
    let texts = prop_oneof![any_text(), text_of("aA9-\u{2013} ", 0..24)];
    holds(texts, |text| {
        if let Ok(id) = IdNumber::parse_overruled(&text) {
            assert!((4..=20).contains(&id.as_str().len()));
            assert_eq!(IdNumber::parse_overruled(id.as_str()), Ok(id));
        }
    });
}

/// The rule as it is usually told: write the letters as numbers, weigh, sum, divide by ten.
fn naive_sum_holds(number: &str) -> bool {
    const ORDER: &str = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let letter = |c: char| ORDER.find(c).map(|place| place as u32 + 10);
    let mut characters = number.chars();
    let first = letter(characters.next().unwrap()).unwrap();
    let mut digits = vec![first / 10, first % 10];
    digits.extend(characters.map(|c| letter(c).or(c.to_digit(10)).unwrap() % 10));
    let weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
    let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    sum.is_multiple_of(10)
}
