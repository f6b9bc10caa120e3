//! CSV files as ministries, schools and spreadsheets write them.
//!
//! The loop that every file goes through: record, checks, meaning, report.

pub mod cells;
pub mod header;
mod records;

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

use super::problem::{FileProblem, Problem, RowProblem};
use super::{Line, Report};
use cells::{Cells, Fault, is_blank};
use header::{Column, Header, missing};
use records::Records;

/// A kind of import file: its columns, and what a row means. Remembers what it must from earlier
/// rows to find contradictions.
pub trait Kind {
    /// Its columns.
    type Column: Column;
    /// A row that was understood.
    type Row;
    /// What can be wrong with one.
    type Problem: Problem + From<RowProblem>;

    /// Groups of columns of which the header must have at least one each.
    fn needed(&self) -> &'static [&'static [Self::Column]];

    /// Reads one row. Notices cost no row.
    ///
    /// # Errors
    /// The first reason to leave the row out.
    fn row(&mut self, cells: &Cells<'_, Self::Column>, notices: &mut Notices<Self>) -> Outcome<Self>;
}

/// What a kind has to say about rows that are fine.
pub type Notices<K> = Vec<Fault<<K as Kind>::Column, <K as Kind>::Problem>>;

/// A row, none where a notice says why it is skipped, or the reason to leave it out.
pub type Outcome<K> = Result<Option<<K as Kind>::Row>, Fault<<K as Kind>::Column, <K as Kind>::Problem>>;

/// Reads a file of one kind, row by row.
pub struct Reader<R, K: Kind> {
    records: Records<R>,
    header: Header<K::Column>,
    kind: K,
    waiting: VecDeque<Line<K::Row, K::Problem>>,
    failed: bool,
}

impl<R: Read, K: Kind> Reader<BufReader<R>, K> {
    /// Reads the header.
    ///
    /// # Errors
    /// When the file is no UTF-8 CSV, or its header lacks a column.
    pub fn open(input: R, kind: K) -> Result<Self, FileProblem> {
        let mut records = Records::open(BufReader::with_capacity(64 * 1024, input))?;
        let first = records.next()?.ok_or(FileProblem::Empty)?;
        let cells = first.cells.map_err(|problem| match problem {
            RowProblem::NotUtf8 { .. } => FileProblem::NotUtf8,
            _ => FileProblem::MissingColumns { columns: missing(kind.needed()) },
        })?;
        if is_blank(&cells) {
            return Err(FileProblem::Empty);
        }
        let (header, unknown) = Header::parse(&cells, kind.needed())?;
        records.set_width(header.width());
        let notice = |problem: RowProblem| {
            Line::Notice(Report { line: first.line, column: None, problem: problem.into() })
        };
        let waiting = unknown.into_iter().map(notice).collect();
        Ok(Self { records, header, kind, waiting, failed: false })
    }
}

impl<R: BufRead, K: Kind> Reader<R, K> {
    /// A report about a row that was handed on before, with the file's own name of the column.
    pub fn report(&self, line: u64, fault: Fault<K::Column, K::Problem>) -> Report<K::Problem> {
        self.header.report(line, fault)
    }

    /// Reads one record into what is waiting; false at the end.
    fn advance(&mut self) -> Result<bool, FileProblem> {
        let Some(record) = self.records.next()? else { return Ok(false) };
        let line = record.line;
        let cells = match record.cells {
            Ok(cells) => cells,
            Err(problem) => {
                self.waiting.push_back(Line::Bad(Report { line, column: None, problem: problem.into() }));
                return Ok(true);
            }
        };
        if is_blank(&cells) {
            let problem = RowProblem::Blank.into();
            self.waiting.push_back(Line::Notice(Report { line, column: None, problem }));
            return Ok(true);
        }
        understand(&mut self.kind, &self.header, &Cells::new(line, &self.header, &cells), &mut self.waiting);
        Ok(true)
    }
}

impl<R: BufRead, K: Kind> Iterator for Reader<R, K> {
    type Item = Result<Line<K::Row, K::Problem>, FileProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(line) = self.waiting.pop_front() {
                return Some(Ok(line));
            }
            if self.failed {
                return None;
            }
            match self.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(problem) => {
                    self.failed = true;
                    return Some(Err(problem));
                }
            }
        }
    }
}

fn understand<K: Kind>(
    kind: &mut K,
    header: &Header<K::Column>,
    cells: &Cells<'_, K::Column>,
    waiting: &mut VecDeque<Line<K::Row, K::Problem>>,
) {
    let mut notices = Vec::new();
    let outcome = cells
        .check()
        .map_err(|fault| Fault { column: fault.column, problem: fault.problem.into() })
        .and_then(|()| kind.row(cells, &mut notices));
    if let (Ok(Some(_)), Some(column)) = (&outcome, cells.private_character()) {
        notices.push(Fault::at(column, RowProblem::PrivateCharacter));
    }
    waiting.extend(notices.into_iter().map(|notice| Line::Notice(header.report(cells.line, notice))));
    match outcome {
        Ok(Some(row)) => waiting.push_back(Line::Good { line: cells.line, row }),
        Ok(None) => {}
        Err(fault) => waiting.push_back(Line::Bad(header.report(cells.line, fault))),
    }
}
