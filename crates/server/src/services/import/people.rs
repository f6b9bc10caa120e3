//! Files of people: pupils, teachers and staff, one row for each place at a school.
//!
//! Rows with the same ID number are one person. `docs/import.md` describes the columns.

mod cells;
mod class;
mod columns;
mod password;
mod problem;
mod seen;

use std::hash::{Hash, Hasher};
use std::io::{BufReader, Read};

use contract::api::session::Role;
use contract::rules::account::AccountName;
use contract::rules::birthday::Birthday;
use contract::rules::date::Date;
use contract::rules::id_number::IdNumber;
use contract::rules::password::PasswordPolicy;
use zeroize::Zeroizing;

pub use class::{ClassPlace, Lesson};
pub use columns::PersonColumn;
pub use problem::PersonProblem;

use super::csv_file::cells::{Cells, Fault};
use super::csv_file::{Kind, Notices, Outcome, Reader};
use super::level::Level;
use super::problem::FileProblem;
use PersonColumn as C;
use seen::Seen;

/// One person at one school. It has no `Debug`: nothing of it belongs into a log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonRow {
    /// The name.
    pub name: String,
    /// The ID number.
    pub id: IdNumber,
    /// The birthday.
    pub birthday: Birthday,
    /// What the person is; as in the first row where a teacher is also staff elsewhere.
    pub role: Role,
    /// The school's code.
    pub school_code: String,
    /// The school's level, if the row says it.
    pub school_level: Option<Level>,
    /// How many rows of this file put the person at this school before.
    pub position: u16,
    /// Titles, the kind (學生, 教師, 職員) first.
    pub titles: Vec<String>,
    /// Year, class and seat.
    pub place: ClassPlace,
    /// What the person teaches there.
    pub teaching: Vec<Lesson>,
    /// What is the person's own and not of the place.
    pub own: Own,
    /// Whether this is the first row of the person in this file, whose `own` counts.
    pub is_first: bool,
}

/// Account and contacts.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Own {
    /// The account, for moving existing accounts here.
    pub account: Option<AccountName>,
    /// The first password of a new account.
    pub password: Option<NewPassword>,
    /// Whether the account may be used; as it is if the row does not say.
    pub is_active: Option<bool>,
    /// A mailbox for getting back in.
    pub backup_mail: Option<String>,
    /// A mobile number for getting back in, as 09 and eight digits.
    pub backup_mobile: Option<String>,
}

/// A password, or what another system made of it.
#[derive(Clone, PartialEq, Eq)]
pub enum NewPassword {
    /// The password itself.
    Plain(Zeroizing<String>),
    /// A PHC string of Argon2id.
    Hash(String),
}

impl Hash for NewPassword {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Plain(password) => password.as_str().hash(state),
            Self::Hash(hash) => hash.hash(state),
        }
    }
}

/// What a file of people is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Today, in Taiwan: ages depend on it.
    pub today: Date,
    /// What a first password must be.
    pub policy: PasswordPolicy,
}

/// What a file of people is read with, and what was read so far.
pub struct People {
    rules: Rules,
    seen: Seen,
}

/// Reads a file of people.
///
/// # Errors
/// When the file is no UTF-8 CSV, or its header lacks a column.
pub fn read<R: Read>(input: R, rules: Rules) -> Result<Reader<BufReader<R>, People>, FileProblem> {
    Reader::open(input, People { rules, seen: Seen::default() })
}

impl Kind for People {
    type Column = PersonColumn;
    type Row = PersonRow;
    type Problem = PersonProblem;

    fn needed(&self) -> &'static [&'static [C]] {
        &[&[C::Name], &[C::IdNumber], &[C::Birthday], &[C::Role], &[C::SchoolCode]]
    }

    fn row(&mut self, cells: &Cells<'_, C>, notices: &mut Notices<Self>) -> Outcome<Self> {
        let row = self.understand(cells)?;
        let mut told = Vec::new();
        let known = self.seen.place(cells.line, row, &mut told)?;
        notices.append(&mut told);
        if let Some(row) = &known
            && row.role == Role::Pupil
            && !row.place.is_complete()
        {
            notices.push(Fault { column: None, problem: PersonProblem::ClassIncomplete });
        }
        Ok(known)
    }
}

impl People {
    fn understand(&self, cells: &Cells<'_, C>) -> Result<PersonRow, Fault<C, PersonProblem>> {
        let name = cells::name(cells)?;
        let id = cells::id_number(cells)?;
        let role = cells::role(cells)?;
        let birthday = cells::birthday(cells, role, self.rules.today)?;
        let school_code = cells::school_code(cells)?;
        let school_level = cells::school_level(cells)?;
        let titles = cells::titles(cells, role)?;
        let place = class::place(cells)?;
        let teaching = class::teaching(cells, role)?;
        let account = cells::account(cells)?;
        let mut row = PersonRow {
            name,
            id,
            birthday,
            role,
            school_code,
            school_level,
            position: 0,
            titles,
            place,
            teaching,
            own: Own {
                account,
                password: None,
                is_active: cells::is_active(cells)?,
                backup_mail: cells::backup_mail(cells)?,
                backup_mobile: cells::backup_mobile(cells)?,
            },
            is_first: true,
        };
        row.own.password = password::read(cells, &row, &self.rules.policy)?;
        Ok(row)
    }
}

#[cfg(test)]
mod tests;
