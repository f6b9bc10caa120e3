//! How fast people are imported, into a database of their own.

use std::time::Instant;

use serde::Serialize;

use crate::Failure;
use crate::options::Options;
use crate::people::{self, Password};
use crate::server::Folder;

/// The rate of one import.
#[derive(Debug, Serialize)]
pub(crate) struct Import {
    /// People in the file.
    pub(crate) rows: usize,
    /// From the command's start to its end.
    pub(crate) seconds: f64,
    /// Rows each second.
    pub(crate) rows_per_second: f64,
}

/// Imports generated people without passwords; nothing if no rows are asked for.
pub(crate) fn measure(options: &Options) -> Result<Option<Import>, Failure> {
    let rows = options.rows();
    if rows == 0 {
        return Ok(None);
    }
    let folder = Folder::new("import")?;
    people::prepare(options, &folder, rows, Password::None)?;
    let began = Instant::now();
    people::run_import(options, &folder)?;
    let seconds = began.elapsed().as_secs_f64();
    Ok(Some(Import { rows, seconds, rows_per_second: rows as f64 / seconds }))
}
