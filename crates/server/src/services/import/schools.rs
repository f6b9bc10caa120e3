//! Files of schools: the ministry's directory (名錄), its statistics by school (校別), and the
//! project's own `code,name,county,district,level,source_year`.
//!
//! The three differ in the names of their columns only, so one reader takes them all.

mod cells;
mod problem;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufReader, Read};

pub use problem::SchoolProblem;

use super::csv_file::cells::{Cells, Fault};
use super::csv_file::header::Column;
use super::csv_file::{Kind, Notices, Outcome, Reader};
use super::level::Level;
use super::problem::FileProblem;
use SchoolColumn as C;

/// One school, or one department of a school. Its key is code and level.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SchoolRow {
    /// The ministry's code: 6 characters, 4 for 大專.
    pub code: String,
    /// Its level.
    pub level: Level,
    /// Its name.
    pub name: String,
    /// Its county, by its official name.
    pub county: &'static str,
    /// Its district, by its official name; 大專 may have none.
    pub district: Option<&'static str>,
    /// 公立 or 私立, as the file writes it.
    pub ownership: Option<String>,
    /// Its address without the postal code.
    pub address: Option<String>,
    /// Its phone number as the file writes it.
    pub phone: Option<String>,
    /// Its home page.
    pub website: Option<String>,
    /// The school year that the file speaks of, in the Republic's calendar.
    pub year: Option<u16>,
}

/// The columns of a file of schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolColumn {
    /// The ministry's code.
    Code,
    /// The name.
    Name,
    /// The county, with or without `[33]` before it.
    County,
    /// The county's code in a column of its own.
    CountyCode,
    /// The district.
    District,
    /// The level.
    Level,
    /// The school year.
    Year,
    /// Public or private.
    Ownership,
    /// The address, from which the district is read if it has no column.
    Address,
    /// The phone number.
    Phone,
    /// The home page.
    Website,
    /// Remarks, not read.
    Remark,
}

impl Column for SchoolColumn {
    const ALL: &'static [Self] = &[
        C::Code,
        C::Name,
        C::County,
        C::CountyCode,
        C::District,
        C::Level,
        C::Year,
        C::Ownership,
        C::Address,
        C::Phone,
        C::Website,
        C::Remark,
    ];

    fn names(self) -> &'static [&'static str] {
        match self {
            C::Code => &["code", "代碼", "學校代碼"],
            C::Name => &["name", "學校名稱"],
            C::County => &["county", "縣市名稱", "縣市", "縣市別"],
            C::CountyCode => &["county_code", "縣市代碼"],
            C::District => &["district", "鄉鎮市區", "鄉鎮市區名稱"],
            C::Level => &["level", "學制"],
            C::Year => &["source_year", "學年度", "year"],
            C::Ownership => &["ownership", "公/私立", "公私立"],
            C::Address => &["address", "地址"],
            C::Phone => &["phone", "電話"],
            C::Website => &["website", "網址"],
            C::Remark => &["remark", "備註"],
        }
    }
}

/// What a file of schools is read with, and what was read so far.
#[derive(Debug)]
pub struct Schools {
    level: Option<Level>,
    seen: HashMap<(String, Level), Seen>,
}

#[derive(Debug)]
struct Seen {
    line: u64,
    year: Option<u16>,
    content: u64,
}

/// Reads a file of schools. `level` is for files whose schools are all of one level.
///
/// # Errors
/// When the file is no UTF-8 CSV, or its header lacks a column.
pub fn read<R: Read>(input: R, level: Option<Level>) -> Result<Reader<BufReader<R>, Schools>, FileProblem> {
    Reader::open(input, Schools { level, seen: HashMap::new() })
}

impl Kind for Schools {
    type Column = SchoolColumn;
    type Row = SchoolRow;
    type Problem = SchoolProblem;

    fn needed(&self) -> &'static [&'static [C]] {
        &[&[C::Code], &[C::Name], &[C::County], &[C::District, C::Address]]
    }

    fn row(&mut self, cells: &Cells<'_, C>, notices: &mut Notices<Self>) -> Outcome<Self> {
        let code = cells::code(cells)?;
        let name = cells::name(cells)?;
        let county = cells::county(cells, &code)?;
        let level = cells::level(cells, self.level, &name, &code)?;
        let address = cells::address(cells, county)?;
        let district = cells::district(cells, county, address.as_deref(), level)?;
        let row = SchoolRow {
            year: cells::year(cells)?,
            county: &county.name,
            district: district.map(|district| district.name.as_str()),
            ownership: cells::optional(cells, C::Ownership),
            phone: cells::phone(cells).unwrap_or_else(|fault| note(fault, notices)),
            website: cells::website(cells).unwrap_or_else(|fault| note(fault, notices)),
            code,
            level,
            name,
            address,
        };
        self.compare(cells.line, row, notices)
    }
}

impl Schools {
    /// Compares with an earlier row of the same key: the later school year counts.
    fn compare(&mut self, line: u64, row: SchoolRow, notices: &mut Notices<Self>) -> Outcome<Self> {
        let mut hasher = DefaultHasher::new();
        row.hash(&mut hasher);
        let now = Seen { line, year: row.year, content: hasher.finish() };
        match self.seen.entry((row.code.clone(), row.level)) {
            Entry::Vacant(place) => {
                place.insert(now);
                Ok(Some(row))
            }
            Entry::Occupied(mut earlier) => {
                let seen = earlier.get();
                let first = seen.line;
                if seen.content == now.content {
                    Ok(note(Fault::at(C::Code, SchoolProblem::Repeated { first }), notices))
                } else if now.year < seen.year {
                    Ok(note(Fault::at(C::Year, SchoolProblem::OlderYear { first }), notices))
                } else if now.year == seen.year {
                    Err(Fault::at(C::Code, SchoolProblem::Contradiction { first }))
                } else {
                    earlier.insert(now);
                    Ok(Some(row))
                }
            }
        }
    }
}

/// Something that costs a value or a repeated row, and not the school.
fn note<T>(fault: Fault<C, SchoolProblem>, notices: &mut Notices<Schools>) -> Option<T> {
    notices.push(fault);
    None
}

#[cfg(test)]
mod tests;
