//! Takes a written birthday apart: which digits are the year, the month and the day.

use crate::rules::birthday::{BirthdayError, Calendar, Part, Parts};
use crate::rules::date::number;
use crate::rules::fold::{fold, is_dash};

/// Year, month and day as written, before anybody asks whether there is such a day.
#[derive(Clone, Copy)]
pub(crate) struct Written {
    pub(crate) year: Year,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) calendar: Calendar,
}

/// A year as written: `05` and `005` are not the same, only the first can be 2005.
#[derive(Clone, Copy)]
pub(crate) struct Year {
    pub(crate) value: u16,
    pub(crate) digits: usize,
}

/// How people name the calendar, the longer names first.
const ERAS: [(&str, Calendar); 5] = [
    ("中華民國", Calendar::Roc),
    ("民國", Calendar::Roc),
    ("民", Calendar::Roc),
    ("西元", Calendar::Gregorian),
    ("公元", Calendar::Gregorian),
];

/// Reads a date in one piece. More than one result means that the order is not clear.
pub(crate) fn read(text: &str, calendar: Calendar) -> Result<Vec<Written>, BirthdayError> {
    let folded = fold(text);
    if folded.is_empty() {
        return Err(BirthdayError::Missing { part: Part::Date });
    }
    let (calendar, rest) = split_era(&folded, calendar)?;
    let rest = spell_first_year(rest, calendar);
    match groups(&rest)?.as_slice() {
        [] => Err(BirthdayError::Missing { part: Part::Year }),
        [one] => Ok(vec![compact(one, calendar)?]),
        [_, _] => Err(BirthdayError::Missing { part: Part::Day }),
        [first, second, year] if year.len() == 4 && first.len() <= 2 => {
            let day_first = written(year, second, first, calendar)?;
            let month_first = written(year, first, second, calendar)?;
            Ok(vec![day_first, month_first])
        }
        [year, month, day] => Ok(vec![written(year, month, day, calendar)?]),
        _ => Err(malformed(Part::Date)),
    }
}

/// Reads three fields. A whole date in the year's field counts as one piece.
pub(crate) fn read_parts(parts: Parts<'_>) -> Result<Vec<Written>, BirthdayError> {
    let (year, month, day) = (fold(parts.year), fold(parts.month), fold(parts.day));
    if month.is_empty() && day.is_empty() {
        return read(&year, parts.calendar);
    }
    let (calendar, year) = split_era(&year, parts.calendar)?;
    let year = spell_first_year(year, calendar);
    let year = without_unit(&year, &['年']);
    let month = without_unit(&month, &['月']);
    let day = without_unit(&day, &['日', '號']);
    for (text, part) in [(year, Part::Year), (month, Part::Month), (day, Part::Day)] {
        if text.is_empty() {
            return Err(BirthdayError::Missing { part });
        }
    }
    Ok(vec![written(year, month, day, calendar)?])
}

/// The calendar that is written before the year, and what follows it.
fn split_era(text: &str, calendar: Calendar) -> Result<(Calendar, &str), BirthdayError> {
    for (name, named) in ERAS {
        if let Some(rest) = text.strip_prefix(name) {
            // 民國前 counts backwards from 1911: nobody alive is that old.
            if rest.starts_with('前') {
                return Err(BirthdayError::OutOfRange);
            }
            return Ok((named, rest.trim_start_matches(' ')));
        }
    }
    Ok((calendar, text))
}

/// 民國元年 is 民國 1.
fn spell_first_year(text: &str, calendar: Calendar) -> String {
    match text.strip_prefix('元') {
        Some(rest) if calendar == Calendar::Roc => ["1", rest].concat(),
        _ => text.to_owned(),
    }
}

/// Runs of digits, parted by spaces, by one sign, or by 年, 月 and 日 in their places.
fn groups(text: &str) -> Result<Vec<&str>, BirthdayError> {
    let mut groups = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (group, after) = split_where(rest, |c| !c.is_ascii_digit());
        let (gap, next) = split_where(after, |c| c.is_ascii_digit());
        groups.push(group);
        let is_gap = is_separator(gap.trim_matches(' '), groups.len());
        if group.is_empty() || groups.len() > 3 || !is_gap {
            return Err(malformed(Part::Date));
        }
        rest = next;
    }
    Ok(groups)
}

fn split_where(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

fn is_separator(gap: &str, place: usize) -> bool {
    let mut signs = gap.chars();
    let sign = signs.next();
    let is_known = match sign {
        None | Some('/' | '.' | ',' | '、' | '。' | '·' | '‧') => true,
        Some('年') => place == 1,
        Some('月') => place == 2,
        Some('日' | '號') => place == 3,
        Some(other) => is_dash(other),
    };
    is_known && signs.next().is_none()
}

/// A date without separators: `20010101`, `0900101` or `900101`.
fn compact(digits: &str, calendar: Calendar) -> Result<Written, BirthdayError> {
    let year_digits = match digits.len() {
        1..=4 => return Err(BirthdayError::Missing { part: Part::Month }),
        6 if calendar != Calendar::Roc && is_year_and_month(digits) => {
            return Err(BirthdayError::Missing { part: Part::Day });
        }
        length @ 6..=8 => length - 4,
        _ => return Err(malformed(Part::Date)),
    };
    let (year, rest) = digits.split_at(year_digits);
    let (month, day) = rest.split_at(2);
    written(year, month, day, calendar)
}

/// `200101` is the beginning of `20010101` more often than it is a day in 民國 20.
fn is_year_and_month(digits: &str) -> bool {
    let starts_century = digits.starts_with("19") || digits.starts_with("20");
    let month = digits.get(4..).and_then(|month| number(month.as_bytes()));
    starts_century && month.is_some_and(|month| (1..=12).contains(&month))
}

fn written(year: &str, month: &str, day: &str, calendar: Calendar) -> Result<Written, BirthdayError> {
    let year = Year { value: part(year, 4, Part::Year)?, digits: year.len() };
    if year.digits == 4 && year.value < 1000 {
        return Err(malformed(Part::Year));
    }
    let small = |text, name| u8::try_from(part(text, 2, name)?).map_err(|_| malformed(name));
    Ok(Written { year, month: small(month, Part::Month)?, day: small(day, Part::Day)?, calendar })
}

fn part(text: &str, digits_max: usize, name: Part) -> Result<u16, BirthdayError> {
    if text.is_empty() || text.len() > digits_max {
        return Err(malformed(name));
    }
    number(text.as_bytes()).ok_or(malformed(name))
}

fn without_unit<'a>(text: &'a str, units: &[char]) -> &'a str {
    let text = text.strip_suffix(units).unwrap_or(text);
    text.trim_end_matches(' ')
}

const fn malformed(part: Part) -> BirthdayError {
    BirthdayError::Malformed { part }
}
