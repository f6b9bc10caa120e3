//! `rules::birthday`.

use contract::api::session::Role;
use contract::rules::birthday::{Birthday, BirthdayError, Calendar, Part, Parts, plausible_ages};
use contract::rules::date::Date;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, full_width, holds, text_of, vectors};

#[derive(Deserialize)]
struct Birthdays {
    today: Date,
    accepted: Vec<Case>,
    rejected: Vec<Case>,
    parts: Vec<Case>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Case {
    text: String,
    year: String,
    month: String,
    day: String,
    calendar: Calendar,
    role: Option<Role>,
    is: Option<Date>,
    error: Option<String>,
    part: Option<Part>,
    candidates: Vec<Date>,
}

fn birthdays() -> Birthdays {
    vectors(include_str!("../../../../tests/vectors/birthdays.json"))
}

fn role() -> impl Strategy<Value = Role> {
    prop::sample::select(Role::ALL.to_vec())
}

/// Any day of a year, and a few that do not exist.
fn parts(years: core::ops::RangeInclusive<u16>) -> impl Strategy<Value = (u16, u8, u8)> {
    (years, 0..=13_u8, 0..=32_u8)
}

/// What looks like a date from afar.
fn date_like() -> impl Strategy<Value = String> {
    let era = prop::sample::select(vec!["", "", "民國", "西元", "民前"]);
    let after_year = prop::sample::select(vec!["/", ".", "年", " ", ""]);
    let after_month = prop::sample::select(vec!["/", ".", "月", " ", ""]);
    let number = |lengths| text_of("01259", lengths);
    let parts = (era, number(0..5), after_year, number(0..3), after_month, number(0..3));
    parts
        .prop_map(|(era, year, first, month, second, day)| [era, &year, first, &month, second, &day].concat())
}

fn assert_as_expected(case: &Case, result: Result<Birthday, BirthdayError>) {
    match result {
        Ok(birthday) => assert_eq!(Some(birthday.date()), case.is, "{case:?}"),
        Err(error) => {
            let told = serde_json::to_value(&error).unwrap();
            assert_eq!(told["error"], json!(case.error), "{case:?}");
            assert_eq!(told["part"], json!(case.part), "{case:?}");
            let candidates = match &told["candidate"] {
                Value::Null => told["candidates"].as_array().cloned().unwrap_or_default(),
                only => vec![only.clone()],
            };
            assert_eq!(json!(candidates), json!(case.candidates), "{case:?}");
        }
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn reads_every_usual_form() {
    let all = birthdays();
    for case in all.accepted {
        let result = Birthday::parse(&case.text, case.role.unwrap(), all.today);
        assert_as_expected(&case, result);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn says_why_a_text_is_no_birthday() {
    let all = birthdays();
    for case in all.rejected {
        let result = Birthday::parse(&case.text, case.role.unwrap(), all.today);
        assert_as_expected(&case, result);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn reads_three_fields() {
    let all = birthdays();
    for case in all.parts {
        let parts = Parts { year: &case.year, month: &case.month, day: &case.day, calendar: case.calendar };
        let result = Birthday::parse_parts(parts, case.role.unwrap(), all.today);
        assert_as_expected(&case, result);
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn never_debugs_a_birthday() {
    let today = birthdays().today;
    let parsed = Birthday::parse("2001/1/1", Role::Pupil, today);
    assert!(!format!("{parsed:?}").contains("2001"));
    let implausible = Birthday::parse("2001/1/1", Role::Pupil, Date::new(2050, 1, 1).unwrap());
    assert!(!format!("{implausible:?}").contains("2001"));
}

#[wasm_bindgen_test(unsupported = test)]
fn never_panics_and_accepts_only_plausible_days() {
    let texts = prop_oneof![any_text(), date_like(), text_of("01259", 5..9)];
    holds((texts, role(), 1900..=2200_u16), |(text, role, year)| {
        let today = Date::new(year, 2, 28).unwrap();
        if let Ok(birthday) = Birthday::parse(&text, role, today) {
            let (youngest, oldest) = plausible_ages(role);
            assert!((youngest..=oldest).contains(&birthday.date().age_on(today)));
        }
    });
    holds((any_text(), any_text(), any_text(), role()), |(year, month, day, role)| {
        for calendar in [Calendar::Gregorian, Calendar::Roc, Calendar::Unknown] {
            let (year, month, day) = (&year, &month, &day);
            let parts = Parts { year, month, day, calendar };
            let _ = Birthday::parse_parts(parts, role, Date::new(2026, 9, 1).unwrap());
        }
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn clear_forms_agree_with_a_naive_calendar() {
    let today = Date::new(2026, 9, 1).unwrap();
    holds((parts(1912..=2030), role()), |((year, month, day), role)| {
        let expected = naive(&[year], month, day, role, today);
        let roc = year - 1911;
        for text in [
            format!("{year}/{month}/{day}"),
            format!("{year}-{month:02}-{day:02}"),
            format!("{year}{month:02}{day:02}"),
            format!("西元{year}年{month}月{day}日"),
            format!("民國{roc}年{month}月{day}日"),
            full_width(&format!("{year}/{month}/{day}")),
        ] {
            assert_eq!(Birthday::parse(&text, role, today).map_err(kind), expected, "{text}");
        }
        if roc <= 115 {
            for text in [format!("{roc:03}.{month}.{day}"), format!("{roc:03}{month:02}{day:02}")] {
                assert_eq!(Birthday::parse(&text, role, today).map_err(kind), expected, "{text}");
            }
        }
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn two_digit_years_agree_with_a_naive_ranking() {
    let days = (parts(1..=99), role(), 2012..=2100_u16, 1..=12_u8);
    holds(days, |((year, month, day), role, this_year, this_month)| {
        let today = Date::new(this_year, this_month, 15).unwrap();
        let expected = naive(&[year + 1911, year + 2000], month, day, role, today);
        let text = format!("{year:02}/{month}/{day}");
        assert_eq!(Birthday::parse(&text, role, today).map_err(kind), expected, "{text} {today}");
    });
}

#[wasm_bindgen_test(unsupported = test)]
fn a_birthday_reads_back_from_both_calendars() {
    let today = Date::new(2026, 9, 1).unwrap();
    holds((parts(1936..=2021), role()), |((year, month, day), role)| {
        let text = format!("{year}.{month}.{day}");
        let Ok(birthday) = Birthday::parse(&text, role, today) else {
            return;
        };
        let date = birthday.date();
        let roc = format!("民國{}", date.to_roc_text().unwrap());
        for text in [date.to_iso(), date.to_gregorian_text(), roc] {
            assert_eq!(Birthday::parse(&text, role, today), Ok(birthday), "{text}");
        }
    });
}

fn kind(error: BirthdayError) -> &'static str {
    match error {
        BirthdayError::NotADate { .. } => "not a date",
        BirthdayError::Future => "future",
        BirthdayError::Ambiguous { .. } => "ambiguous",
        BirthdayError::ImplausibleAge { .. } => "implausible",
        _ => "another",
    }
}

/// The rule told plainly: every reading that is a real past day, then the plausible ones.
fn naive(years: &[u16], month: u8, day: u8, role: Role, today: Date) -> Result<Birthday, &'static str> {
    let ages = if role == Role::Pupil { 5..=25 } else { 18..=90 };
    let now = (today.year(), today.month(), today.day());
    let age = |year: u16| now.0 - year - u16::from((now.1, now.2) < (month, day));
    let is_past = |year: u16| is_real(year, month, day) && (year, month, day) <= now && age(year) <= 120;
    let past: Vec<u16> = years.iter().copied().filter(|year| is_past(*year)).collect();
    let plausible: Vec<u16> = past.iter().copied().filter(|year| ages.contains(&age(*year))).collect();
    match (plausible.as_slice(), past.len()) {
        ([year], _) => Ok(Birthday::parse(&format!("西元{year}/{month}/{day}"), role, today).unwrap()),
        ([], 0) => Err(naive_reason(years[0], month, day, now)),
        ([], 1) => Err("implausible"),
        _ => Err("ambiguous"),
    }
}

fn naive_reason(year: u16, month: u8, day: u8, now: (u16, u8, u8)) -> &'static str {
    let exists_in_some_year = is_real(2000, month, day);
    if exists_in_some_year && (year > now.0 || is_real(year, month, day)) {
        return if (year, month, day) > now { "future" } else { "another" };
    }
    "not a date"
}

fn is_real(year: u16, month: u8, day: u8) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        // 1900 and 2100 are the only exceptions within reach.
        2 if year.is_multiple_of(4) && year != 1900 && year != 2100 => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}
