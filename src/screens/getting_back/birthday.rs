//! The birthday: read in whichever calendar, told in both while it is typed, corrected by one press.

use contract::api::session::Role;
use contract::error::FieldErrorKind as Kind;
use contract::rules::birthday::{Birthday, BirthdayError, Calendar, Part, Parts};
use contract::rules::date::Date;
use contract::rules::fold::fold;
use leptos::prelude::*;

use crate::api::use_whose;
use crate::device::today;
use crate::forms::around;
use crate::forms::spec::FieldProblem;
use crate::screens::getting_back::fields::{self, birthday as names};
use crate::screens::getting_back::walk::Walk;
use crate::ui::date_field::{Correction, DateField, DateText};
use crate::ui::radio_group::Pick;
use crate::ui::{Drawn, FieldText};
use crate::words::{BackWords, Words, fill};

const ROC: &str = "roc";
const GREGORIAN: &str = "gregorian";

impl Walk {
    /// The field.
    pub(super) fn birthday(self, words: &'static Words) -> AnyView {
        let say = &BackWords::of(words.language).person;
        let parts = self.typed.birthday;
        let read = Memo::new(move |_| self.read_birthday(true));
        let calendar = FieldText {
            label: say.calendar,
            hint: "",
            error: Signal::stored(String::new()),
            error_prefix: words.form.error_prefix,
        };
        let echo = Signal::derive(move || {
            read.with(|read| candidate(read).map_or_else(String::new, |it| echo(say, it.date())))
        });
        let read_in = Signal::derive(move || {
            parts.calendar.with(|chosen| {
                if chosen.is_empty() {
                    read.with(|read| inferred(read, &parts.year.get()))
                } else {
                    chosen.clone()
                }
            })
        });
        let says = DateText { year: say.year, month: say.month, day: say.day, calendar, echo, read_in };
        let corrections = Signal::derive(move || read.with(|read| corrections(say, read, &parts.year.get())));
        let calendars =
            vec![Pick { value: ROC, label: say.roc }, Pick { value: GREGORIAN, label: say.gregorian }];
        let text = around(self.desk.form, fields::BIRTHDAY, words);
        let name = fields::BIRTHDAY.name();
        let completes = use_whose().is_own();
        view! { <DateField name text says calendars corrections parts completes/> }.drawn()
    }

    /// The birthday as it is sent.
    pub(super) fn birthday_now(self) -> Option<String> {
        let read = self.read_birthday(false);
        candidate(&read).map(|birthday| birthday.date().to_gregorian_text())
    }

    /// The birthday in both calendars.
    pub(super) fn birthday_text(self, words: &'static Words) -> String {
        let say = &BackWords::of(words.language).person;
        let read = self.read_birthday(false);
        candidate(&read).map(|it| both(say, it.date(), say.both)).unwrap_or_default()
    }

    /// What keeps the birthday from being sent. An unlikely age does not: it has been shown, and some
    /// pupils are grown up.
    pub(super) fn birthday_problem(self) -> Option<FieldProblem> {
        let error = self.read_birthday(false).err()?;
        Some(match error {
            BirthdayError::Missing { part: Part::Year } => FieldProblem::Own(names::YEAR),
            BirthdayError::Missing { part: Part::Month } => FieldProblem::Own(names::MONTH),
            BirthdayError::Missing { part: Part::Day } => FieldProblem::Own(names::DAY),
            BirthdayError::Missing { part: Part::Date } => FieldProblem::Rule(Kind::Missing),
            BirthdayError::Malformed { .. } | BirthdayError::YearNeitherCalendar => {
                FieldProblem::Rule(Kind::Malformed)
            }
            BirthdayError::NotADate { .. } => FieldProblem::Rule(Kind::NotADate),
            BirthdayError::Future => FieldProblem::Rule(Kind::Future),
            BirthdayError::OutOfRange => FieldProblem::Rule(Kind::OutOfRange),
            BirthdayError::OtherCalendar { .. } => FieldProblem::Rule(Kind::OtherCalendar),
            BirthdayError::Ambiguous { .. } => FieldProblem::Rule(Kind::Ambiguous),
            BirthdayError::ImplausibleAge { .. } => return None,
        })
    }

    fn read_birthday(self, is_followed: bool) -> Result<Birthday, BirthdayError> {
        let parts = self.typed.birthday;
        let [year, month, day, calendar] = [parts.year, parts.month, parts.day, parts.calendar]
            .map(|part| if is_followed { part.get() } else { part.get_untracked() });
        let calendar = match calendar.as_str() {
            ROC => Calendar::Roc,
            GREGORIAN => Calendar::Gregorian,
            _ => Calendar::Unknown,
        };
        let parts = Parts { year: &year, month: &month, day: &day, calendar };
        Birthday::parse_parts(parts, Role::Pupil, today())
    }
}

/// The one day that was read.
const fn candidate(read: &Result<Birthday, BirthdayError>) -> Option<Birthday> {
    match read {
        Ok(birthday) | Err(BirthdayError::ImplausibleAge { candidate: birthday }) => Some(*birthday),
        Err(_) => None,
    }
}

/// The calendar in which an unmarked year was read.
fn inferred(read: &Result<Birthday, BirthdayError>, year: &str) -> String {
    let is_roc = candidate(read).map(|it| typed_as_roc(it.date(), year));
    is_roc.map_or("", |is_roc| if is_roc { ROC } else { GREGORIAN }).to_owned()
}

/// Whether the year field has this date's year of the Republic's calendar.
fn typed_as_roc(date: Date, year: &str) -> bool {
    let digits: String =
        fold(year).chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    match digits.parse::<u32>() {
        Ok(number) if digits.len() > 4 => number < 2_000_000,
        Ok(number) => date.roc_year().is_some_and(|roc| u32::from(roc) == number),
        Err(_) => false,
    }
}

/// 民國90年1月1日（西元2001年1月1日），現在 25 歲.
fn echo(say: &crate::words::Person, date: Date) -> String {
    fill(&both(say, date, say.echo), &date.age_on(today()).to_string())
}

fn both(say: &crate::words::Person, date: Date, sentence: &str) -> String {
    let in_year = |year: u16| {
        let year = fill(say.date, &year.to_string());
        fill(&fill(&year, &date.month().to_string()), &date.day().to_string())
    };
    let roc = date.roc_year().map_or_else(String::new, in_year);
    fill(&fill(sentence, &roc), &in_year(date.year()))
}

/// What may have been meant.
fn corrections(
    say: &crate::words::Person,
    read: &Result<Birthday, BirthdayError>,
    year: &str,
) -> Vec<Correction> {
    let Err(BirthdayError::OtherCalendar { candidates } | BirthdayError::Ambiguous { candidates }) = read
    else {
        return Vec::new();
    };
    let correction = |birthday: &Birthday| {
        let date = birthday.date();
        let roc = date.roc_year().filter(|_| typed_as_roc(date, year));
        let (year, calendar) = roc.map_or((date.year(), GREGORIAN), |roc| (roc, ROC));
        let [year, month, day] =
            [year, date.month().into(), date.day().into()].map(|part: u16| part.to_string());
        Correction { label: both(say, date, say.correct), parts: [year, month, day, calendar.to_owned()] }
    };
    candidates.iter().map(correction).collect()
}

#[cfg(test)]
mod tests {
    use contract::language::Language;

    use super::*;

    fn person() -> &'static crate::words::Person {
        &BackWords::of(Language::ZhTw).person
    }

    #[test]
    fn a_day_is_told_in_both_calendars() {
        let date = Date::new(2001, 1, 1).expect("a day");
        assert_eq!(both(person(), date, person().correct), "改成民國90年1月1日（西元2001年1月1日）");
    }

    #[test]
    fn the_year_field_says_which_calendar_was_meant() {
        let date = Date::new(2015, 10, 3).expect("a day");
        assert!(
            typed_as_roc(date, "104") && typed_as_roc(date, "１０４/10/3") && typed_as_roc(date, "民國104年")
        );
        assert!(!typed_as_roc(date, "2015"));
    }

    #[test]
    fn another_calendar_is_one_press_away() {
        let today = Date::new(2026, 11, 22).expect("a day");
        let parts = Parts { year: "104", month: "10", day: "3", calendar: Calendar::Gregorian };
        let read = Birthday::parse_parts(parts, Role::Pupil, today);
        let offered = corrections(person(), &read, "104");
        assert_eq!(offered.len(), 1);
        assert_eq!(offered[0].parts, ["104", "10", "3", ROC].map(str::to_owned));
    }
}
