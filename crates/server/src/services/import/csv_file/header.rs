//! The header row: which column stands where, by name and in any order.

use csv::StringRecord;

use super::cells::Fault;
use crate::services::import::Report;
use crate::services::import::problem::{FileProblem, RowProblem};

/// The columns of one kind of file.
pub trait Column: Copy + Eq + std::fmt::Debug + 'static {
    /// Every column.
    const ALL: &'static [Self];

    /// The accepted names; the first is the documented one. Compared without case or spaces.
    fn names(self) -> &'static [&'static str];
}

/// Where each column stands in this file.
#[derive(Debug)]
pub struct Header<C> {
    written: Vec<String>,
    places: Vec<(C, usize)>,
}

impl<C: Column> Header<C> {
    /// Reads the header row, which must have a column of each group. Columns nobody knows are
    /// kept apart, for a notice each.
    pub(super) fn parse(
        cells: &StringRecord,
        needed: &[&[C]],
    ) -> Result<(Self, Vec<RowProblem>), FileProblem> {
        let written: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        let mut places = Vec::new();
        let mut unknown = Vec::new();
        for (place, name) in written.iter().enumerate() {
            match find::<C>(name) {
                Some(column) if places.iter().any(|(known, _)| *known == column) => {
                    return Err(FileProblem::DoubleColumn { name: name.clone() });
                }
                Some(column) => places.push((column, place)),
                None if name.is_empty() => {}
                None => unknown.push(RowProblem::UnknownColumn { name: name.clone() }),
            }
        }
        let lacks =
            |group: &&&[C]| !group.iter().any(|column| places.iter().any(|(known, _)| known == column));
        let lacking: Vec<&[C]> = needed.iter().filter(lacks).copied().collect();
        if !lacking.is_empty() {
            return Err(FileProblem::MissingColumns { columns: missing(&lacking) });
        }
        Ok((Self { written, places }, unknown))
    }

    /// How many cells a row has.
    pub(super) fn width(&self) -> usize {
        self.written.len()
    }

    /// The column's place in a row.
    pub(super) fn place(&self, column: C) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, place)| *place)
    }

    /// The columns of this file, from left to right.
    pub(super) fn places(&self) -> &[(C, usize)] {
        &self.places
    }

    /// A report with the column's name as the file writes it.
    pub(super) fn report<P>(&self, line: u64, fault: Fault<C, P>) -> Report<P> {
        let place = fault.column.and_then(|column| self.place(column));
        let column = place.and_then(|place| self.written.get(place)).cloned();
        Report { line, column, problem: fault.problem }
    }
}

fn find<C: Column>(written: &str) -> Option<C> {
    let name = folded(written);
    C::ALL.iter().copied().find(|column| column.names().iter().any(|known| folded(known) == name))
}

/// Names compare without case, spaces, underscores and full-width signs.
fn folded(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | '\u{feff}'))
        .map(|c| match c {
            '／' => '/',
            '（' => '(',
            '）' => ')',
            _ => c.to_ascii_lowercase(),
        })
        .collect()
}

/// The accepted names of each group, for a message.
pub(super) fn missing<C: Column>(groups: &[&[C]]) -> String {
    let names =
        |group: &&[C]| group.iter().flat_map(|column| column.names()).copied().collect::<Vec<_>>().join("/");
    groups.iter().map(names).collect::<Vec<_>>().join(", ")
}
