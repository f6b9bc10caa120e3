//! `rules::account`.

use contract::error::FieldErrorKind;
use contract::rules::account::{AccountName, AccountNameError, SUFFIX};
use proptest::prelude::*;
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds, text_of, vectors};

#[derive(Deserialize)]
struct Accounts {
    accepted: Vec<(String, String)>,
    rejected: Vec<(String, AccountNameError)>,
}

fn accounts() -> Accounts {
    vectors(include_str!("../../../../tests/vectors/accounts.json"))
}

#[wasm_bindgen_test(unsupported = test)]
fn accepts_names_as_typed_or_pasted() {
    for (text, name) in accounts().accepted {
        let parsed = AccountName::parse(&text).unwrap();
        assert_eq!(parsed.as_str(), name, "{text:?}");
        assert_eq!(parsed.address(), [&name, SUFFIX].concat());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn says_why_a_text_is_no_name() {
    for (text, error) in accounts().rejected {
        assert_eq!(AccountName::parse(&text), Err(error), "{text:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn errors_have_their_kind_on_the_wire() {
    let kind = |text: &str| FieldErrorKind::from(AccountName::parse(text).unwrap_err());
    assert_eq!(kind(""), FieldErrorKind::Missing);
    assert_eq!(kind("a@gmail.com"), FieldErrorKind::OtherDomain);
    assert_eq!(kind("a b"), FieldErrorKind::Characters);
    assert_eq!(kind("-ab"), FieldErrorKind::Malformed);
    assert_eq!(kind("a"), FieldErrorKind::Malformed);
    assert_eq!(kind(&"a".repeat(65)), FieldErrorKind::TooLong);
}

#[wasm_bindgen_test(unsupported = test)]
fn what_is_accepted_has_the_form_of_a_name() {
    let texts = prop_oneof![any_text(), text_of("aZ9._-@ ", 0..80), text_of("aZ9._-", 0..80)];
    holds(texts, |text| {
        let Ok(name) = AccountName::parse(&text) else {
            return;
        };
        let name = name.as_str();
        let edges = [name.chars().next(), name.chars().last()];
        assert!((2..=64).contains(&name.len()));
        assert!(name.chars().all(|c| "abcdefghijklmnopqrstuvwxyz0123456789._-".contains(c)));
        assert!(edges.iter().flatten().all(|c| c.is_ascii_alphanumeric()));
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn every_way_of_typing_a_name_is_the_same_name() {
    holds(text_of("abcxyz019", 2..65), |name| {
        let upper = name.to_uppercase();
        let pasted = ["  ", &upper, "@Mail.Edu.TW "].concat();
        for typed in [&name, &upper, &pasted, &full_width(&pasted)] {
            assert_eq!(AccountName::parse(typed).unwrap().as_str(), name, "{typed:?}");
        }
    });
}
