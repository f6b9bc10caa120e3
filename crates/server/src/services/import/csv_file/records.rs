//! Cuts a stream into records with their real line numbers.
//!
//! The `csv` crate takes a record apart; where one ends is decided here, because a forgotten
//! quote must cost one row and not the rest of the file, and memory stays bounded.

use std::collections::VecDeque;
use std::io::{BufRead, Read as _};

use csv::{ReaderBuilder, StringRecord, Terminator};

use crate::services::import::problem::{FileProblem, RowProblem};

/// Longer than any row of a ministry, short enough to hold a few of them.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// How many lines one quoted cell may span before its quote counts as forgotten.
const LINES_PER_RECORD_MAX: usize = 20;

type Cells = Result<StringRecord, RowProblem>;

/// One record of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The line on which it begins.
    pub(super) line: u64,
    /// Its cells, or why it has none.
    pub(super) cells: Cells,
}

/// The records of a stream.
pub(super) struct Records<R> {
    input: R,
    /// Lines read while looking for a closing quote, and given back.
    ahead: VecDeque<Vec<u8>>,
    line: u64,
    /// Cells of the header: a record of several lines counts only if it has as many.
    width: Option<usize>,
    /// Takes records apart.
    csv: csv::Reader<Feed>,
}

impl<R: BufRead> Records<R> {
    /// Starts at the header, after a byte order mark.
    pub(super) fn open(mut input: R) -> Result<Self, FileProblem> {
        let start = input.fill_buf()?;
        match start {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(FileProblem::Utf16),
            [b'P', b'K', 3, 4, ..] => return Err(FileProblem::Workbook),
            [0xef, 0xbb, 0xbf, ..] => input.consume(3),
            _ => {}
        }
        Ok(Self { input, ahead: VecDeque::new(), line: 1, width: None, csv: reader() })
    }

    /// Says how many cells the header has.
    pub(super) fn set_width(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// The next record, or none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record>, FileProblem> {
        let line = self.line;
        let Some(first) = self.take_line()? else { return Ok(None) };
        self.line += 1;
        if first.len() > LINE_BYTES_MAX {
            return Ok(Some(Record { line, cells: Err(RowProblem::TooLong) }));
        }
        let cells = match quotes(&first) {
            Quotes::Closed => self.cells(&first, line),
            Quotes::Broken => Err(RowProblem::UnclosedQuote),
            Quotes::Open => self.several_lines(first, line)?,
        };
        Ok(Some(Record { line, cells }))
    }

    /// Joins lines until the quote closes; gives them back if that makes no sense.
    fn several_lines(&mut self, first: Vec<u8>, line: u64) -> Result<Cells, FileProblem> {
        let mut joined = first;
        let mut taken = Vec::new();
        let mut state = Quotes::Open;
        while state == Quotes::Open && taken.len() < LINES_PER_RECORD_MAX && joined.len() <= LINE_BYTES_MAX {
            let Some(next) = self.take_line()? else { break };
            joined.push(b'\n');
            joined.extend_from_slice(&next);
            taken.push(next);
            state = quotes(&joined);
        }
        if state == Quotes::Closed {
            let record = self.cells(&joined, line);
            if record.as_ref().map_or(true, |cells| self.width.is_none_or(|width| cells.len() == width)) {
                self.line += taken.len() as u64;
                return Ok(record);
            }
        }
        for given_back in taken.into_iter().rev() {
            self.ahead.push_front(given_back);
        }
        Ok(Err(RowProblem::UnclosedQuote))
    }

    fn cells(&mut self, record: &[u8], line: u64) -> Cells {
        std::str::from_utf8(record).map_err(|error| {
            let before = record.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
            RowProblem::NotUtf8 { line: line + before as u64 }
        })?;
        let mut cells = StringRecord::new();
        if record.is_empty() {
            return Ok(cells);
        }
        if self.csv.is_done() {
            self.csv = reader();
        }
        self.csv.get_mut().hold(record);
        self.csv.read_record(&mut cells).map_err(|_| RowProblem::UnclosedQuote)?;
        Ok(cells)
    }

    /// One line without its end. A line that is too long comes shortened, but over the limit.
    fn take_line(&mut self) -> Result<Option<Vec<u8>>, FileProblem> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let limit = LINE_BYTES_MAX as u64 + 2;
        if self.input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
            if line.last() == Some(&b'\r') {
                line.pop();
            }
        } else if line.len() as u64 == limit {
            self.input.skip_until(b'\n')?;
        }
        Ok(Some(line))
    }
}

/// How the quotes of a record stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Closed,
    /// The last cell goes on in the next line.
    Open,
    /// Text follows a closing quote: most likely it was meant to open.
    Broken,
}

/// Looks at quotes as the `csv` crate does (RFC 4180 §2), but refuses text after a closing one.
fn quotes(record: &[u8]) -> Quotes {
    enum At {
        CellStart,
        Plain,
        Quoted,
        AfterQuote,
    }
    let mut at = At::CellStart;
    for byte in record {
        at = match (at, byte) {
            (At::Quoted, b'"') => At::AfterQuote,
            (At::Quoted, _) | (At::CellStart | At::AfterQuote, b'"') => At::Quoted,
            (_, b',') => At::CellStart,
            (At::AfterQuote, b' ' | b'\r') => At::AfterQuote,
            (At::AfterQuote, _) => return Quotes::Broken,
            (At::CellStart | At::Plain, _) => At::Plain,
        };
    }
    if matches!(at, At::Quoted) { Quotes::Open } else { Quotes::Closed }
}

/// The bytes of one record at a time, for a reader that is made once.
#[derive(Default)]
struct Feed {
    bytes: Vec<u8>,
    given: usize,
}

impl Feed {
    fn hold(&mut self, record: &[u8]) {
        self.bytes.clear();
        self.bytes.extend_from_slice(record);
        self.bytes.push(b'\n');
        self.given = 0;
    }
}

impl std::io::Read for Feed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let given = self.bytes.get(self.given..).unwrap_or_default().read(buffer)?;
        self.given += given;
        Ok(given)
    }
}

fn reader() -> csv::Reader<Feed> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        // A lone CR is part of a cell here, and reported as a control character.
        .terminator(Terminator::Any(b'\n'))
        .from_reader(Feed::default())
}

#[cfg(test)]
mod tests {

    use super::*;

    fn all(bytes: &[u8], width: usize) -> Vec<(u64, Result<Vec<String>, RowProblem>)> {
        let mut records = Records::open(bytes).unwrap();
        records.set_width(width);
        let mut found = Vec::new();
        while let Some(record) = records.next().unwrap() {
            found.push((record.line, record.cells.map(|cells| cells.iter().map(String::from).collect())));
        }
        found
    }

    fn good(cells: &[&str]) -> Result<Vec<String>, RowProblem> {
        Ok(cells.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn counts_lines_across_quoted_line_breaks() {
        let found = all(b"\xef\xbb\xbfa,b\r\n\"x\r\ny\",2\r\n\r\nc,d", 2);
        assert_eq!(
            found,
            [(1, good(&["a", "b"])), (2, good(&["x\ny", "2"])), (4, good(&[])), (5, good(&["c", "d"]))]
        );
    }

    #[test]
    fn a_forgotten_quote_costs_one_row() {
        let found = all(b"a,b\n\"x,1\nc,d\n\"e\",f\n", 2);
        assert_eq!(
            found,
            [
                (1, good(&["a", "b"])),
                (2, Err(RowProblem::UnclosedQuote)),
                (3, good(&["c", "d"])),
                (4, good(&["e", "f"])),
            ]
        );
    }

    #[test]
    fn names_the_line_that_is_not_utf8() {
        let found = all(b"a,b\n1,2\n\"x\n\xa5\x40\",2\n", 2);
        assert_eq!(found[2], (3, Err(RowProblem::NotUtf8 { line: 4 })));
    }

    #[test]
    fn a_huge_line_is_one_report_and_bounded() {
        let mut bytes = b"a,b\n".to_vec();
        bytes.resize(10_000_000, b'x');
        bytes.extend_from_slice(b"\nc,d\n");
        let found = all(&bytes, 2);
        assert_eq!(found[1..], [(2, Err(RowProblem::TooLong)), (3, good(&["c", "d"]))]);
    }

    #[test]
    fn refuses_workbooks_and_utf16() {
        assert!(matches!(Records::open(&b"PK\x03\x04rest"[..]), Err(FileProblem::Workbook)));
        assert!(matches!(Records::open(&b"\xff\xfea\0"[..]), Err(FileProblem::Utf16)));
    }

    #[test]
    fn agrees_with_the_csv_crate_where_quotes_close() {
        for text in ["\"a\"\"b\",c", "a\"b,c", "\"\",\"\"", "\"a\" ,b", "\"a\nb\",\"c\""] {
            assert_eq!(quotes(text.as_bytes()), Quotes::Closed, "{text}");
            let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            assert_eq!(reader.records().count(), 1, "{text}");
        }
        assert_eq!(quotes(b"\"a\"b,c"), Quotes::Broken);
        assert_eq!(quotes(b"a,\"b"), Quotes::Open);
    }
}
