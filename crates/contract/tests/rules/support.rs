//! Vectors and random input for all tests.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use serde::de::DeserializeOwned;

/// Cases of each property. Wasm runs the same ones, so that both agree on all of them.
const CASES: u32 = 2000;

/// Reads a vector file.
pub(crate) fn vectors<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap()
}

/// Checks that a property holds for seeded random values, and shows the smallest that breaks it.
pub(crate) fn holds<S: Strategy>(strategy: S, check: impl Fn(S::Value)) {
    let config =
        Config { cases: CASES, max_shrink_iters: 10_000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let result = TestRunner::new_with_rng(config, rng).run(&strategy, |value| {
        check(value);
        Ok(())
    });
    if let Err(TestError::Fail(why, smallest)) = result {
        panic!("{why} with {smallest:?}");
    }
}

/// Any text at all.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    let characters = prop_oneof![
        4 => any::<char>(),
        4 => prop::char::range(' ', '~'),
        2 => prop::char::range('\u{FF01}', '\u{FF5E}'),
        1 => prop::sample::select(vec!['\u{3000}', '\u{200B}', '\u{FEFF}', '\u{A0}', '年', '月', '日']),
    ];
    prop::collection::vec(characters, 0..30).prop_map(String::from_iter)
}

/// A text of these characters.
pub(crate) fn text_of(characters: &str, lengths: core::ops::Range<usize>) -> impl Strategy<Value = String> {
    let characters: Vec<char> = characters.chars().collect();
    prop::collection::vec(prop::sample::select(characters), lengths).prop_map(String::from_iter)
}

/// The text in full-width forms, as an input method in Chinese mode types it.
pub(crate) fn full_width(text: &str) -> String {
    let widen = |c: char| match c {
        ' ' => '\u{3000}',
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        other => other,
    };
    text.chars().map(widen).collect()
}
