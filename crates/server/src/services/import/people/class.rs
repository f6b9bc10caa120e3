//! Where in a school a person is: year, semester, grade, class, seat, and what is taught.

use contract::api::session::Role;
use contract::rules::fold::{fold, is_dash};
use serde::{Deserialize, Serialize};

use super::cells::{Outcome, fault, items};
use super::{PersonColumn as C, PersonProblem as P};
use crate::services::import::csv_file::cells::{Cells, Fault};
use crate::services::import::school_year::{self, SchoolYearError};

const CLASS_CHARACTERS_MAX: usize = 8;
const SUBJECT_CHARACTERS_MAX: usize = 20;
const LESSONS_MAX: usize = 100;
const GRADES: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const KINDERGARTEN_GRADES: [&str; 4] = ["大", "中", "小", "幼幼"];

/// A class and a seat in it, as services get them: every value is text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ClassPlace {
    /// The school year, e.g. `114`.
    pub year: Option<String>,
    /// The semester, `01` or `02`.
    pub semester: Option<String>,
    /// The grade, `1` to `12`.
    pub grade: Option<String>,
    /// The class: two digits, or a name.
    pub class: Option<String>,
    /// The seat number, two digits.
    pub seat: Option<String>,
}

impl ClassPlace {
    /// Whether everything is there that learning services ask of a pupil (domain.md §1.11).
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.grade.is_some() && self.class.is_some() && self.seat.is_some()
    }
}

/// One subject taught to one class.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Lesson {
    /// The grade.
    pub grade: String,
    /// The class.
    pub class: String,
    /// The subject.
    pub subject: String,
}

/// Reads the columns of class and seat.
pub(super) fn place(cells: &Cells<'_, C>) -> Outcome<ClassPlace> {
    let year = school_year::parse(cells.get(C::Year)).map_err(|error| {
        let problem = match error {
            SchoolYearError::NotNumber => P::YearNotNumber,
            SchoolYearError::Implausible => P::YearImplausible,
        };
        Fault::at(C::Year, problem)
    })?;
    let semester = match fold(cells.get(C::Semester)).trim_start_matches('0') {
        "" if cells.get(C::Semester).is_empty() => None,
        "1" | "上" => Some("01".to_owned()),
        "2" | "下" => Some("02".to_owned()),
        _ => return fault(C::Semester, P::SemesterUnknown),
    };
    let grade = optional(cells, C::Grade, grade, P::GradeUnknown)?;
    let class = optional(cells, C::Class, class, P::ClassUnreadable)?;
    let seat = optional(cells, C::Seat, seat, P::SeatUnreadable)?;
    let separate = ClassPlace { year: year.map(|year| year.to_string()), semester, grade, class, seat };
    let place = joined(cells, separate)?;
    if place.class.is_some() && place.grade.is_none() {
        return fault(if cells.get(C::Grade).is_empty() { C::Class } else { C::Grade }, P::GradeMissing);
    }
    Ok(place)
}

/// What is taught: `5-04-數學;5-05-數學`.
pub(super) fn teaching(cells: &Cells<'_, C>, role: Role) -> Outcome<Vec<Lesson>> {
    let mut lessons = Vec::new();
    for (index, item) in items(cells.get(C::Teaching)).enumerate() {
        let lesson = (index < LESSONS_MAX).then(|| lesson(item)).flatten();
        let Some(lesson) = lesson else {
            return fault(C::Teaching, P::TeachingUnreadable { item: index + 1 });
        };
        if !lessons.contains(&lesson) {
            lessons.push(lesson);
        }
    }
    if role == Role::Pupil && !lessons.is_empty() {
        return fault(C::Teaching, P::TeachingByPupil);
    }
    Ok(lessons)
}

fn lesson(item: &str) -> Option<Lesson> {
    let mut parts = item.splitn(3, |c| is_dash(c) || c == '－').map(str::trim);
    let grade = grade(parts.next()?)?;
    let class = class(parts.next()?)?;
    let subject = parts.next().filter(|subject| !subject.is_empty())?;
    let is_fine = subject.chars().count() <= SUBJECT_CHARACTERS_MAX && !subject.contains('?');
    is_fine.then(|| Lesson { grade, class, subject: subject.to_owned() })
}

/// Adds the joint column 年班座號: six digits, two each.
fn joined(cells: &Cells<'_, C>, separate: ClassPlace) -> Outcome<ClassPlace> {
    let written = fold(cells.get(C::ClassSeat));
    if written.is_empty() {
        return Ok(separate);
    }
    let part = |range: std::ops::Range<usize>| {
        written.get(range).filter(|_| written.len() == 6 && written.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let read = (part(0..2).and_then(grade), part(2..4).and_then(class), part(4..6).and_then(seat));
    let (Some(grade), Some(class), Some(seat)) = read else {
        return fault(C::ClassSeat, P::ClassSeatUnreadable);
    };
    let differs = |known: &Option<String>, joint: &str| known.as_deref().is_some_and(|known| known != joint);
    if differs(&separate.grade, &grade) || differs(&separate.class, &class) || differs(&separate.seat, &seat)
    {
        return fault(C::ClassSeat, P::ClassSeatConflict);
    }
    Ok(ClassPlace { grade: Some(grade), class: Some(class), seat: Some(seat), ..separate })
}

fn optional(
    cells: &Cells<'_, C>,
    column: C,
    read: impl Fn(&str) -> Option<String>,
    problem: P,
) -> Outcome<Option<String>> {
    match cells.get(column) {
        "" => Ok(None),
        written => read(written).map(Some).ok_or(Fault::at(column, problem)),
    }
}

/// `1` to `12` without leading zeros, whatever numerals it is written in.
fn grade(written: &str) -> Option<String> {
    let folded = fold(written);
    let bare = folded.trim_end_matches('級').trim_end_matches('年').trim_end_matches('班');
    if let Ok(number @ 1..=12) = bare.parse::<u8>() {
        return Some(number.to_string());
    }
    if KINDERGARTEN_GRADES.contains(&bare) {
        return Some(bare.to_owned());
    }
    let position = GRADES.iter().position(|numeral| *numeral == bare)?;
    Some((position + 1).to_string())
}

/// Two digits at least, or a name such as 甲.
fn class(written: &str) -> Option<String> {
    let folded = fold(written);
    let bare = folded.strip_suffix('班').filter(|rest| !rest.is_empty()).unwrap_or(&folded);
    if bare.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(bare);
    }
    let is_name = bare.chars().all(char::is_alphanumeric) && bare.chars().count() <= CLASS_CHARACTERS_MAX;
    is_name.then(|| bare.to_owned())
}

fn seat(written: &str) -> Option<String> {
    let folded = fold(written);
    number(folded.strip_suffix('號').unwrap_or(&folded))
}

fn number(digits: &str) -> Option<String> {
    let number: u16 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    (1..=999).contains(&number).then(|| format!("{number:02}"))
}
