//! What the education claims are made of.

use sea_orm::FromQueryResult;

use crate::store::{Result, Store};

/// One place at one school, as services get it: every value is text.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Post {
    /// The ministry's code of the school.
    pub school_code: String,
    /// Titles as a JSON array, the kind first.
    pub titles: String,
    /// The school year, e.g. `115`.
    pub year: Option<String>,
    /// The semester, `01` or `02`.
    pub semester: Option<String>,
    /// The grade, `1` to `12`.
    pub grade: Option<String>,
    /// The class: two digits, or a name.
    pub class: Option<String>,
    /// The seat number, two digits.
    pub seat: Option<String>,
    /// What is taught, as a JSON array.
    pub teaching: String,
}

/// The places of a person, in the order of the import.
///
/// # Errors
/// When the database fails.
pub async fn posts(store: &Store, person_id: &str) -> Result<Vec<Post>> {
    let sql = "SELECT school_code, titles, year, semester, grade, class, seat, teaching FROM affiliation \
               WHERE person_id = $1 ORDER BY position, school_code, school_level";
    store.all(sql, [person_id.into()]).await
}

/// A school of the public directory.
#[derive(Debug, Clone, FromQueryResult)]
pub struct School {
    /// The ministry's code.
    pub code: String,
    /// Its level, in the ministry's word.
    pub level: String,
    /// Its name.
    pub name: String,
    /// Its county.
    pub county: String,
    /// Its address.
    pub address: Option<String>,
    /// Its phone number.
    pub phone: Option<String>,
    /// Its home page.
    pub website: Option<String>,
    /// The school year that told so.
    pub source_year: Option<String>,
}

/// The school with this code at each of its levels.
///
/// # Errors
/// When the database fails.
pub async fn schools(store: &Store, code: &str) -> Result<Vec<School>> {
    let sql = "SELECT code, level, name, county, address, phone, website, source_year FROM school \
               WHERE code = $1 ORDER BY level";
    store.all(sql, [code.into()]).await
}
