//! Birthdays, typed in the Gregorian or the Republic's calendar (民國).
//!
//! Two-digit years can be read in two ways. The age that a pupil or a teacher can have decides;
//! where it does not, the person is asked and nothing is guessed.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::api::session::Role;
use crate::rules::birthday_text::{self, Written, Year};
use crate::rules::date::{Date, ROC_OFFSET};

/// The oldest age of anybody alive, and then some.
pub const AGE_MAX: u16 = 120;

/// Which calendar a year belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// 西元.
    Gregorian,
    /// 民國.
    Roc,
    /// The person has not said.
    #[default]
    Unknown,
}

/// A part of a birthday, for the error to point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it, where it was typed in one piece.
    Date,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
}

/// The three fields of the date control, and its choice of calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The year, or a whole date that was pasted there.
    pub year: &'a str,
    /// The month.
    pub month: &'a str,
    /// The day of the month.
    pub day: &'a str,
    /// What the person chose. A calendar written beside the year counts more.
    pub calendar: Calendar,
}

/// A day on which somebody alive may have been born. Its `Debug` is masked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Birthday(Date);

/// Why a text is no birthday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum BirthdayError {
    /// This part was left out; `Date` where nothing was typed at all.
    Missing {
        /// The first part that is not there.
        part: Part,
    },
    /// This part cannot be read.
    Malformed {
        /// The first part that cannot be read.
        part: Part,
    },
    /// There is no such day, like 30 February or the year 0.
    NotADate {
        /// The first part that is too small or too large.
        part: Part,
    },
    /// The day has not come yet.
    Future,
    /// More than [`AGE_MAX`] years ago.
    OutOfRange,
    /// The year is too large for 民國 and too small for 西元.
    YearNeitherCalendar,
    /// The calendar that was chosen does not fit the year; the other one does.
    OtherCalendar {
        /// What was meant, most likely.
        candidates: Vec<Birthday>,
    },
    /// More than one reading is possible; the person has to choose.
    Ambiguous {
        /// Every reading, 民國 first.
        candidates: Vec<Birthday>,
    },
    /// Nobody of this role is so young or so old. A slip, or a person to be believed.
    ImplausibleAge {
        /// What was typed.
        candidate: Birthday,
    },
}

impl Birthday {
    /// Reads a date in one piece: `2001/1/1`, `90.1.1`, `0900101`, `民國90年1月1日`.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str, role: Role, today: Date) -> Result<Self, BirthdayError> {
        judge(&birthday_text::read(text, Calendar::Unknown)?, role, today)
    }

    /// Reads the three fields of a date control.
    ///
    /// # Errors
    /// The first rule that a field breaks.
    pub fn parse_parts(parts: Parts<'_>, role: Role, today: Date) -> Result<Self, BirthdayError> {
        judge(&birthday_text::read_parts(parts)?, role, today)
    }

    /// The day itself.
    #[must_use]
    pub const fn date(self) -> Date {
        self.0
    }
}

impl fmt::Debug for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Birthday(•)")
    }
}

/// The first and the last age at which people have this role.
#[must_use]
pub const fn plausible_ages(role: Role) -> (u16, u16) {
    match role {
        Role::Pupil => (5, 25),
        Role::Teacher | Role::Staff => (18, 90),
    }
}

/// Decides between the ways in which a date can be read.
fn judge(readings: &[Written], role: Role, today: Date) -> Result<Birthday, BirthdayError> {
    let mut possible = Vec::new();
    let mut first_error = None;
    for written in readings {
        for year in years(written, role, today)? {
            match born(year, written, today) {
                Ok(birthday) => possible.push(birthday),
                Err(error) => first_error = first_error.or(Some(error)),
            }
        }
    }
    possible.dedup();
    let (youngest, oldest) = plausible_ages(role);
    let is_plausible = |birthday: &&Birthday| (youngest..=oldest).contains(&birthday.date().age_on(today));
    let plausible: Vec<Birthday> = possible.iter().filter(is_plausible).copied().collect();
    match (plausible.as_slice(), possible.as_slice()) {
        ([only], _) => Ok(*only),
        ([], []) => Err(first_error.unwrap_or(BirthdayError::Malformed { part: Part::Date })),
        ([], [only]) => Err(BirthdayError::ImplausibleAge { candidate: *only }),
        ([], _) => Err(BirthdayError::Ambiguous { candidates: possible }),
        _ => Err(BirthdayError::Ambiguous { candidates: plausible }),
    }
}

/// The Gregorian years that the written year can mean.
fn years(written: &Written, role: Role, today: Date) -> Result<Vec<u16>, BirthdayError> {
    let Year { value, digits } = written.year;
    let roc_today = today.roc_year().unwrap_or_default();
    let is_roc = (1..=roc_today).contains(&value);
    match written.calendar {
        Calendar::Gregorian if is_roc => Err(other_calendar(written, role, today)),
        Calendar::Roc if (ROC_OFFSET + 1..=today.year()).contains(&value) => {
            Err(other_calendar(written, role, today))
        }
        Calendar::Gregorian => Ok(vec![value]),
        Calendar::Roc if value > 0 => Ok(vec![value + ROC_OFFSET]),
        // '05 may be 2005: children are born in it, and few alive are of 民國 5.
        Calendar::Unknown if is_roc && digits == 2 => Ok(vec![value + ROC_OFFSET, value + 2000]),
        Calendar::Unknown if is_roc => Ok(vec![value + ROC_OFFSET]),
        Calendar::Unknown if value == 0 && digits == 2 => Ok(vec![2000]),
        Calendar::Unknown if value > ROC_OFFSET => Ok(vec![value]),
        Calendar::Unknown if value > 0 => Err(BirthdayError::YearNeitherCalendar),
        Calendar::Roc | Calendar::Unknown => Err(BirthdayError::NotADate { part: Part::Year }),
    }
}

/// A year of the other calendar, or the error that it would be there too.
fn other_calendar(written: &Written, role: Role, today: Date) -> BirthdayError {
    let unmarked = Written { calendar: Calendar::Unknown, ..*written };
    let candidates = match judge(&[unmarked], role, today) {
        Ok(candidate) | Err(BirthdayError::ImplausibleAge { candidate }) => vec![candidate],
        Err(BirthdayError::Ambiguous { candidates }) => candidates,
        Err(error) => return error,
    };
    BirthdayError::OtherCalendar { candidates }
}

fn born(year: u16, written: &Written, today: Date) -> Result<Birthday, BirthdayError> {
    let Written { month, day, .. } = *written;
    // 2000 is a leap year: it tells 29 February, which some years lack, from a day that none has.
    if Date::new(2000, month, 1).is_none() {
        return Err(BirthdayError::NotADate { part: Part::Month });
    }
    if Date::new(2000, month, day).is_none() {
        return Err(BirthdayError::NotADate { part: Part::Day });
    }
    if year == 0 {
        return Err(BirthdayError::NotADate { part: Part::Year });
    }
    if year > today.year() {
        return Err(BirthdayError::Future);
    }
    let date = Date::new(year, month, day).ok_or(BirthdayError::NotADate { part: Part::Day })?;
    if date > today {
        return Err(BirthdayError::Future);
    }
    if date.age_on(today) > AGE_MAX {
        return Err(BirthdayError::OutOfRange);
    }
    Ok(Birthday(date))
}
