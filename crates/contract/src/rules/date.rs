//! A calendar day, without a clock or a time zone.

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The year before the first of the Republic's calendar: 民國 1 is 1912.
pub const ROC_OFFSET: u16 = 1911;

/// A real day of the Gregorian calendar, years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, if there is one.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let real = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        real.then_some(Self { year, month, day })
    }

    /// Reads exactly `2001-01-01` (ISO 8601), as configuration and the API write it.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return None;
        };
        let month = u8::try_from(number(&[m1, m2])?).ok()?;
        let day = u8::try_from(number(&[d1, d2])?).ok()?;
        Self::new(number(&[y1, y2, y3, y4])?, month, day)
    }

    /// The Gregorian year.
    #[must_use]
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The year of the Republic's calendar (民國), from 1912 on.
    #[must_use]
    pub const fn roc_year(self) -> Option<u16> {
        match self.year.checked_sub(ROC_OFFSET) {
            Some(0) | None => None,
            year => year,
        }
    }

    /// `2001-01-01`.
    #[must_use]
    pub fn to_iso(self) -> String {
        let mut text = String::with_capacity(10);
        push_padded(&mut text, self.year, 4);
        text.push('-');
        push_padded(&mut text, u16::from(self.month), 2);
        text.push('-');
        push_padded(&mut text, u16::from(self.day), 2);
        text
    }

    /// `2001/1/1`, the form that the ministry's own pages ask for.
    #[must_use]
    pub fn to_gregorian_text(self) -> String {
        self.joined(self.year)
    }

    /// `90/1/1` in the Republic's calendar, from 1912 on.
    #[must_use]
    pub fn to_roc_text(self) -> Option<String> {
        self.roc_year().map(|year| self.joined(year))
    }

    /// Completed years from this day to `today`; 0 before the first birthday.
    #[must_use]
    pub fn age_on(self, today: Self) -> u16 {
        let before_birthday = (today.month, today.day) < (self.month, self.day);
        let years = today.year.saturating_sub(self.year);
        years.saturating_sub(u16::from(before_birthday))
    }

    fn joined(self, year: u16) -> String {
        let mut text = String::with_capacity(10);
        push_padded(&mut text, year, 1);
        text.push('/');
        push_padded(&mut text, u16::from(self.month), 1);
        text.push('/');
        push_padded(&mut text, u16::from(self.day), 1);
        text
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_iso())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_iso())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_iso(&text).ok_or_else(|| de::Error::custom("not a date like 2001-01-01"))
    }
}

/// 0 for a month that is none.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

const fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// The value of ASCII digits, if all are digits and it fits.
pub(crate) fn number(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0_u16, |value, byte| {
        let digit = byte.is_ascii_digit().then(|| u16::from(byte - b'0'))?;
        value.checked_mul(10)?.checked_add(digit)
    })
}

/// By hand, because the formatting machinery weighs more than this whole file.
pub(crate) fn push_padded(text: &mut String, value: u16, width: u32) {
    let digits = value.checked_ilog10().map_or(1, |log| log + 1).max(width);
    for place in (0..digits).rev() {
        let digit = value / 10_u16.pow(place) % 10;
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}
