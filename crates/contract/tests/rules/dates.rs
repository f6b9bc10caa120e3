//! `rules::date`.

use contract::rules::date::Date;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{any_text, holds};

#[wasm_bindgen_test(unsupported = test)]
fn counts_every_real_day_of_four_centuries_once() {
    // 146,097 days make the 400 years after which the Gregorian calendar repeats itself.
    let days = (1900..2300).flat_map(|year| (0..=13).map(move |month| (year, month)));
    let real = days.flat_map(|(year, month)| (0..=32).map(move |day| Date::new(year, month, day)));
    let real: Vec<Date> = real.flatten().collect();
    assert_eq!(real.len(), 146_097);
    assert!(real.is_sorted());
}

#[wasm_bindgen_test(unsupported = test)]
fn leap_days_are_where_the_calendar_has_them() {
    for (year, is_leap) in
        [(1900, false), (1912, true), (2000, true), (2001, false), (2100, false), (2400, true), (2500, false)]
    {
        assert_eq!(Date::new(year, 2, 29).is_some(), is_leap, "{year}");
    }
    assert_eq!(Date::new(0, 1, 1), None);
    assert_eq!(Date::new(10_000, 1, 1), None);
}

#[wasm_bindgen_test(unsupported = test)]
fn is_written_in_both_calendars() {
    let date = Date::new(2001, 1, 1).unwrap();
    assert_eq!(date.to_gregorian_text(), "2001/1/1");
    assert_eq!(date.to_roc_text().unwrap(), "90/1/1");
    assert_eq!(date.to_iso(), "2001-01-01");
    assert_eq!(Date::new(1911, 12, 31).unwrap().to_roc_text(), None);
    assert_eq!(Date::new(1912, 12, 31).unwrap().to_roc_text().unwrap(), "1/12/31");
    assert_eq!(serde_json::to_string(&date).unwrap(), "\"2001-01-01\"");
    assert_eq!(serde_json::from_str::<Date>("\"2001-01-01\"").unwrap(), date);
}

#[wasm_bindgen_test(unsupported = test)]
fn age_grows_on_the_birthday() {
    let born = Date::new(2004, 2, 29).unwrap();
    for (today, age) in [
        ((2004, 2, 29), 0),
        ((2005, 2, 28), 0),
        ((2005, 3, 1), 1),
        ((2024, 2, 28), 19),
        ((2024, 2, 29), 20),
        ((2003, 1, 1), 0),
    ] {
        let (year, month, day) = today;
        assert_eq!(born.age_on(Date::new(year, month, day).unwrap()), age, "{today:?}");
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn iso_text_reads_back_and_nothing_else_does() {
    holds((1..=9999_u16, 1..=12_u8, 1..=31_u8), |(year, month, day)| {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let date = Date::new(year, month, day);
        assert_eq!(Date::from_iso(&text), date);
        assert!(date.is_none_or(|date| date.to_iso() == text && date.to_string() == text));
    });
    holds(any_text(), |text| {
        assert!(Date::from_iso(&text).is_none_or(|date| date.to_iso() == text));
    });
    for text in ["2001-1-1", "2001/01/01", "2001-01/01", "+001-01-01", "2001-01-01 ", "2001-02-30", ""] {
        assert_eq!(Date::from_iso(text), None, "{text:?}");
    }
}
