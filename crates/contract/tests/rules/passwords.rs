//! `rules::password`.

use contract::api::session::Role;
use contract::rules::date::Date;
use contract::rules::password::{
    Context, PasswordPolicy, PasswordProfile, RuleId, RuleResult, accepts, check,
};
use proptest::prelude::*;
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds, text_of, vectors};

#[derive(Deserialize)]
struct Passwords {
    person: Person,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Person {
    account: String,
    id_number: String,
    birthday: Date,
    name: String,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Case {
    profile: PasswordProfile,
    role: Role,
    password: String,
    unmet: Vec<RuleId>,
}

fn passwords() -> Passwords {
    vectors(include_str!("../../../../tests/vectors/passwords.json"))
}

fn unmet(results: &[RuleResult]) -> Vec<RuleId> {
    let unmet = results.iter().filter(|result| !result.met);
    unmet.map(|result| result.rule).collect()
}

#[wasm_bindgen_test(unsupported = test)]
fn agrees_with_every_vector() {
    let Passwords { person, cases } = passwords();
    let words: Vec<&str> = person.words.iter().map(String::as_str).collect();
    let context = Context {
        account: &person.account,
        id_number: &person.id_number,
        birthday: Some(person.birthday),
        name: &person.name,
        words: &words,
        is_listed: None,
    };
    for case in cases {
        let policy = PasswordPolicy::of(case.profile);
        let results = check(&policy, case.role, &case.password, &context);
        assert_eq!(unmet(&results), case.unmet, "{case:?}");
        let accepted = accepts(&policy, case.role, &case.password, &context);
        assert_eq!(accepted, case.unmet.is_empty());
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn the_policy_is_the_one_that_is_published() {
    let moe = serde_json::to_value(PasswordPolicy::MOE).unwrap();
    let expected = serde_json::json!({
        "length_min": 8, "length_max": 20, "characters": "printable_ascii",
        "composition_pupil": "letters_and_digits", "composition_others": "three_of_four",
        "age_hours_min": 24, "history": 3,
    });
    assert_eq!(moe, expected);
    assert_eq!(PasswordPolicy::NIST_SECOND_FACTOR.length_min, 8);
    let nist = check(&PasswordPolicy::NIST, Role::Pupil, "", &Context::default());
    assert!(nist.iter().all(|result| result.rule != RuleId::Composition));
}

#[wasm_bindgen_test(unsupported = test)]
fn a_longer_list_can_be_added() {
    let is_listed = |password: &str| password == "river7stone";
    let context = Context { is_listed: Some(&is_listed), ..Context::default() };
    let results = |password| check(&PasswordPolicy::MOE, Role::Pupil, password, &context);
    assert_eq!(unmet(&results("river7stone")), [RuleId::Blocklist]);
    assert_eq!(unmet(&results("river7stones")), []);
}

#[wasm_bindgen_test(unsupported = test)]
fn knows_nothing_about_a_person_without_context() {
    let context = Context::default();
    for password in ["xiaoming77river", "b20010101kite", "F131104093river"] {
        assert!(accepts(&PasswordPolicy::MOE, Role::Pupil, password, &context), "{password}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn telling_a_short_roman_name_or_id_does_not_panic() {
    holds((any_text(), any_text(), any_text(), any_text()), |(password, account, id_number, name)| {
        let context = Context {
            account: &account,
            id_number: &id_number,
            name: &name,
            birthday: Date::new(9, 1, 1),
            ..Context::default()
        };
        for policy in [PasswordPolicy::MOE, PasswordPolicy::NIST] {
            assert!(check(&policy, Role::Staff, &password, &context).len() >= 5);
        }
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn length_characters_and_kinds_agree_with_a_naive_model() {
    let passwords = prop_oneof![any_text(), text_of("aZ9! ", 0..24), text_of("az09", 6..23)];
    let roles = prop::sample::select(Role::ALL.to_vec());
    holds((passwords, roles), |(password, role)| {
        let results = check(&PasswordPolicy::MOE, role, &password, &Context::default());
        let met = |rule| results.iter().any(|result| result.rule == rule && result.met);
        let characters: Vec<char> = password.chars().collect();
        let has = |kind: fn(&char) -> bool| characters.iter().any(kind);
        let upper = has(|c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ".contains(*c));
        let lower = has(|c| "abcdefghijklmnopqrstuvwxyz".contains(*c));
        let digit = has(|c| "0123456789".contains(*c));
        let symbol = has(|c| "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".contains(*c));
        let kinds = u8::from(upper) + u8::from(lower) + u8::from(digit) + u8::from(symbol);
        let composed = match role {
            Role::Pupil => digit && (upper || lower),
            Role::Teacher | Role::Staff => kinds >= 3,
        };
        assert_eq!(met(RuleId::LengthMin), characters.len() >= 8);
        assert_eq!(met(RuleId::LengthMax), characters.len() <= 20);
        assert_eq!(met(RuleId::Characters), password.bytes().all(|byte| (32..127).contains(&byte)));
        assert_eq!(met(RuleId::Composition), composed);
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn every_single_walk_repetition_and_common_word_is_blocked() {
    let blocked = |password: &str| {
        let results = check(&PasswordPolicy::MOE, Role::Pupil, password, &Context::default());
        unmet(&results).contains(&RuleId::Blocklist)
    };
    for (row, length) in [("1234567890", 10), ("qwertyuiop", 10), ("abcdefghijklmnopqrstuvwxyz", 26)] {
        for start in 0..length - 7 {
            let walk = &row[start..start + 8];
            let back: String = walk.chars().rev().collect();
            for password in [walk, &back, &walk.to_uppercase(), &[walk, "9"].concat()] {
                assert!(blocked(password), "{password}");
            }
        }
    }
    holds((text_of("abcxyz079", 1..5), 2..8_usize), |(unit, times)| {
        assert!(blocked(&unit.repeat(times)));
    });
    for word in include_str!("../../src/rules/password_common.txt").lines() {
        for password in [word.to_owned(), word.to_uppercase(), [word, "7!"].concat()] {
            assert!(blocked(&password), "{password}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn every_spelling_of_a_birthday_is_told() {
    let days = (1936..=2021_u16, 1..=12_u8, 1..=28_u8);
    holds(days, |(year, month, day)| {
        let context = Context { birthday: Date::new(year, month, day), ..Context::default() };
        let roc = year - 1911;
        for spelling in [
            format!("{year}{month:02}{day:02}"),
            format!("{year}-{month}-{day}"),
            format!("{roc:03}{month:02}{day:02}"),
            format!("{roc}{month:02}{day:02}"),
            format!("{day:02}/{month:02}/{year}"),
        ] {
            let password = ["vk", &spelling, "zt"].concat();
            let results = check(&PasswordPolicy::MOE, Role::Pupil, &password, &context);
            assert!(unmet(&results).contains(&RuleId::Context), "{password}");
        }
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn a_password_is_never_folded() {
    let results = |password: &str| check(&PasswordPolicy::MOE, Role::Pupil, password, &Context::default());
    holds(text_of("abcxyz079", 8..20), |password| {
        assert!(unmet(&results(&full_width(&password))).contains(&RuleId::Characters));
    });
    let spaced = unmet(&results("river 7  "));
    assert_eq!(spaced, []);
    assert_eq!(unmet(&results("river 7")), [RuleId::LengthMin]);
}
