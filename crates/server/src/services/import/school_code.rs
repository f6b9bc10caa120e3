//! The ministry's school codes.

use contract::rules::fold::fold;

/// Why a text is no school code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchoolCodeError {
    /// Nothing was written.
    Missing,
    /// Something other than letters and digits, or no area code where one must be.
    Characters,
    /// Neither 6 characters nor 4.
    Length(usize),
}

/// 6 characters, or 4 for 大專: letters and digits, the first two of six being an area code.
///
/// # Errors
/// The first rule that the text breaks.
pub fn parse(text: &str) -> Result<String, SchoolCodeError> {
    let mut code = fold(text);
    code.make_ascii_uppercase();
    let is_plain = code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_area = code.bytes().take(2).all(|byte| byte.is_ascii_digit());
    match code.chars().count() {
        0 => Err(SchoolCodeError::Missing),
        _ if !is_plain => Err(SchoolCodeError::Characters),
        6 if !has_area => Err(SchoolCodeError::Characters),
        4 | 6 => Ok(code),
        found => Err(SchoolCodeError::Length(found)),
    }
}
