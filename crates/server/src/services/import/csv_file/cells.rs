//! The cells of one row, by column, tidied as people type and spreadsheets export them.

use csv::StringRecord;

use super::header::{Column, Header};
use crate::services::import::problem::RowProblem;

/// Why a row is left out, and which of its columns says so.
#[derive(Debug)]
pub struct Fault<C, P> {
    /// The column, if one is to blame.
    pub column: Option<C>,
    /// The reason.
    pub problem: P,
}

impl<C, P> Fault<C, P> {
    /// A fault in one column.
    pub fn at(column: C, problem: impl Into<P>) -> Self {
        Self { column: Some(column), problem: problem.into() }
    }
}

/// One row with its header.
pub struct Cells<'a, C> {
    /// The line on which the row begins.
    pub line: u64,
    header: &'a Header<C>,
    record: &'a StringRecord,
}

impl<'a, C: Column> Cells<'a, C> {
    pub(super) fn new(line: u64, header: &'a Header<C>, record: &'a StringRecord) -> Self {
        Self { line, header, record }
    }

    /// The cell without the space and quotes around it; empty if the file lacks the column.
    #[must_use]
    pub fn get(&self, column: C) -> &'a str {
        self.header.place(column).and_then(|place| self.record.get(place)).map_or("", tidied)
    }

    /// The cell exactly as written: for passwords.
    #[must_use]
    pub fn exact(&self, column: C) -> &'a str {
        self.header.place(column).and_then(|place| self.record.get(place)).unwrap_or_default()
    }

    /// What can be said before knowing what the cells mean: number of cells and odd characters.
    pub(super) fn check(&self) -> Result<(), Fault<C, RowProblem>> {
        let (wanted, found) = (self.header.width(), self.record.len());
        if found < wanted {
            return Err(Fault { column: None, problem: RowProblem::TooFewCells { wanted, found } });
        }
        if self.record.iter().skip(wanted).any(|cell| !tidied(cell).is_empty()) {
            return Err(Fault { column: None, problem: RowProblem::TooManyCells { wanted, found } });
        }
        for (column, place) in self.header.places() {
            let cell = self.record.get(*place).map_or("", tidied);
            if cell.chars().any(char::is_control) {
                return Err(Fault::at(*column, RowProblem::ControlCharacter));
            }
            if cell.contains(char::REPLACEMENT_CHARACTER) {
                return Err(Fault::at(*column, RowProblem::LostCharacter));
            }
        }
        Ok(())
    }

    /// The first column with a character of a private font.
    pub(super) fn private_character(&self) -> Option<C> {
        let mut places = self.header.places().iter();
        places.find(|(column, _)| self.get(*column).chars().any(is_private)).map(|(column, _)| *column)
    }
}

/// Whether nothing at all stands in a row.
pub(super) fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| tidied(cell).is_empty())
}

/// Trims space of every width, and what spreadsheets put around text that looks like a number:
/// `="010301"` and a leading apostrophe.
fn tidied(cell: &str) -> &str {
    let cell = cell.trim_matches(is_space);
    let formula = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.or_else(|| cell.strip_prefix('\'')).map_or(cell, |inner| inner.trim_matches(is_space))
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Whether text has the mark that a lost character leaves where no question is asked.
#[must_use]
pub fn lost_a_character(text: &str) -> bool {
    text.contains(['?', char::REPLACEMENT_CHARACTER])
}
