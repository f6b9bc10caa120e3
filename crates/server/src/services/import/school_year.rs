//! School years (學年度) in the Republic's calendar.

use contract::rules::date::ROC_OFFSET;
use contract::rules::fold::fold;

/// The school years that a file may speak of.
const YEARS: std::ops::RangeInclusive<u16> = 80..=150;

/// Why a text is no school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolYearError {
    /// It does not begin with a number.
    NotNumber,
    /// It is out of the range that files speak of.
    Implausible,
}

/// Reads `114`, `2025`, `114學年度`, or a year with a remark after a space; nothing is no year.
///
/// # Errors
/// The first rule that the text breaks.
pub fn parse(text: &str) -> Result<Option<u16>, SchoolYearError> {
    let written = fold(text);
    let Some(number) = written.split_whitespace().next() else { return Ok(None) };
    let number = number.trim_end_matches("學年度").trim_end_matches("學年");
    let year: u16 = number.parse().map_err(|_| SchoolYearError::NotNumber)?;
    let roc = if year > ROC_OFFSET { year - ROC_OFFSET } else { year };
    if YEARS.contains(&roc) { Ok(Some(roc)) } else { Err(SchoolYearError::Implausible) }
}
