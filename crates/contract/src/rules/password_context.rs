//! Words that a classmate or a colleague would try first: account, ID number, birthday, name.
//!
//! A password is compared without its symbols and in lower case, so that `2001-01-01` counts as
//! `20010101`. Long words may not occur at all. Short ones that many know of a person (the year of
//! birth, the month and day, four digits of the ID number) may not be half of the password or more.

use crate::rules::account::SUFFIX;
use crate::rules::date::{Date, push_padded};
use crate::rules::password::Context;

/// From this length on a word may not occur at all; shorter ones are fragments.
const WORD_LENGTH_MIN: usize = 5;

/// Shorter words occur in too many good passwords by chance.
const FRAGMENT_LENGTH_MIN: usize = 3;

/// Whether the password tells something about the person.
pub(crate) fn tells(password: &str, context: &Context<'_>) -> bool {
    let squashed = squash(password);
    let length = password.chars().count();
    let has = |word: &str| occurs(&squashed, length, word);
    has(&squash(SUFFIX))
        || parts(context.account).any(|part| has(&part))
        || parts(context.name).any(|part| has(&part))
        || tells_han_name(&squashed, context.name)
        || context.words.iter().any(|word| has(&squash(word)))
        || tells_id_number(&squashed, length, context.id_number)
        || context.birthday.is_some_and(|day| tells_birthday(day, has))
}

/// Lower-case letters, digits, and whatever is not ASCII.
fn squash(text: &str) -> String {
    let kept = text.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii());
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

fn occurs(squashed: &str, password_length: usize, word: &str) -> bool {
    let length = word.chars().count();
    let counts =
        length >= WORD_LENGTH_MIN || (length >= FRAGMENT_LENGTH_MIN && length * 2 >= password_length);
    counts && squashed.contains(word)
}

/// The whole, and the pieces between signs: `wang.xiaoming` is also `wang` and `xiaoming`.
fn parts(text: &str) -> impl Iterator<Item = String> {
    let pieces = text.split(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric());
    core::iter::once(text).chain(pieces).map(squash)
}

/// A Chinese name has two or three characters, and each of them says as much as a word.
fn tells_han_name(squashed: &str, name: &str) -> bool {
    let name = squash(name);
    let mut characters = name.chars();
    let is_han = characters.next().is_some_and(|first| !first.is_ascii());
    let given = characters.as_str();
    let has = |word: &str| word.chars().count() >= 2 && squashed.contains(word);
    is_han && (has(&name) || has(given))
}

/// Any five characters in a row of the ID number, or four that are half of the password.
fn tells_id_number(squashed: &str, length: usize, id_number: &str) -> bool {
    let id_number = squash(id_number);
    let windows = |size: usize| {
        let count = (id_number.len() + 1).saturating_sub(size);
        (0..count).map(move |start| (start, start + size))
    };
    windows(WORD_LENGTH_MIN)
        .chain(windows(WORD_LENGTH_MIN - 1))
        .filter_map(|(start, end)| id_number.get(start..end))
        .any(|window| occurs(squashed, length, window))
}

/// The birthday in every order and in both calendars, with and without leading zeros.
fn tells_birthday(day: Date, has: impl Fn(&str) -> bool) -> bool {
    let year = spell(day.year(), 4);
    let [month, date] = [day.month(), day.day()].map(|part| spell(part.into(), 2));
    let [bare_month, bare_date] = [day.month(), day.day()].map(|part| spell(part.into(), 1));
    let year_short = &year[2..];
    let roc = day.roc_year().map_or_else(|| year.clone(), |year| spell(year, 2));
    let orders: [&[&str]; 9] = [
        &[&year],
        &[&month, &date],
        &[&year, &bare_month, &bare_date],
        &[&roc, &month, &date],
        &[&roc, &bare_month, &bare_date],
        &[year_short, &month, &date],
        &[&month, &date, &year],
        &[&date, &month, &year],
        &[&year, &month, &date],
    ];
    orders.iter().any(|order| has(&order.concat()))
}

fn spell(value: u16, width: u32) -> String {
    let mut text = String::with_capacity(4);
    push_padded(&mut text, value, width);
    text
}
