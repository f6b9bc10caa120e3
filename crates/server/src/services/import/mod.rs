//! Imports: files of schools and people, read row by row into good rows and reports.
//!
//! Reading is pure and streams: a row is checked, handed on and forgotten. What the file's rows
//! mean is in `schools` and `people`; what becomes of them in the database is in `apply`.

pub mod apply;
pub mod areas;
pub mod csv_file;
pub mod level;
pub mod people;
pub mod personal;
pub mod problem;
pub mod school_code;
pub mod school_year;
pub mod schools;

use contract::language::Language;

use problem::Problem;

/// One thing to tell the operator about one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<P> {
    /// The line of the file on which the row begins, the header being line 1.
    pub line: u64,
    /// The column, as the file's header writes it.
    pub column: Option<String>,
    /// What it is.
    pub problem: P,
}

impl<P: Problem> Report<P> {
    /// The report as one line of text.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let words = self.problem.words();
        let (line, code, words) = (self.line, self.problem.code(), words.get(language));
        match (language, &self.column) {
            (Language::ZhTw, Some(column)) => format!("第 {line} 列，欄位「{column}」：{words} [{code}]"),
            (Language::ZhTw, None) => format!("第 {line} 列：{words} [{code}]"),
            (Language::En, Some(column)) => format!("line {line}, column \"{column}\": {words} [{code}]"),
            (Language::En, None) => format!("line {line}: {words} [{code}]"),
        }
    }
}

/// What a reader found next in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<T, P> {
    /// A row to import.
    Good {
        /// The line on which the row begins.
        line: u64,
        /// What it says.
        row: T,
    },
    /// A row that is left out, and the first reason found.
    Bad(Report<P>),
    /// Something to know that costs no row.
    Notice(Report<P>),
}

/// Calls `tell` with the number of items so far, after every `every` items.
pub fn with_progress<I: Iterator>(
    items: I,
    every: u64,
    mut tell: impl FnMut(u64),
) -> impl Iterator<Item = I::Item> {
    let mut count = 0_u64;
    items.inspect(move |_| {
        count += 1;
        if count.is_multiple_of(every.max(1)) {
            tell(count);
        }
    })
}

#[cfg(test)]
mod tests;
