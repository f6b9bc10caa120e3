//! Schools. The key is code and level: attached departments share a code.

use sea_orm::{FromQueryResult, Value};

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction, bulk};

/// A school as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct School {
    /// The ministry's code.
    pub code: String,
    /// Its level, in the ministry's word.
    pub level: String,
    /// Its name.
    pub name: String,
    /// Its county.
    pub county: String,
    /// Its district.
    pub district: Option<String>,
    /// 公立 or 私立.
    pub ownership: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// Its phone number.
    pub phone: Option<String>,
    /// Its home page.
    pub website: Option<String>,
    /// The school year that told so.
    pub source_year: Option<String>,
}

const COLUMNS: &str = "code, level, name, county, district, ownership, address, phone, website, source_year";

/// The schools with these codes, at every level.
///
/// # Errors
/// When the database fails.
pub async fn by_codes(transaction: &Transaction, codes: &[&str]) -> Result<Vec<School>> {
    let values: Vec<Value> = codes.iter().map(|code| (*code).into()).collect();
    bulk::select_in(transaction, &format!("SELECT {COLUMNS} FROM school WHERE code IN"), &values).await
}

/// Stores schools, each once; those that are there are brought up to date.
///
/// # Errors
/// When the database fails.
pub async fn put(transaction: &Transaction, schools: Vec<School>, now: Timestamp) -> Result<()> {
    let rows = schools.into_iter().map(|school| {
        vec![
            school.code.into(),
            school.level.into(),
            school.name.into(),
            school.county.into(),
            school.district.into(),
            school.ownership.into(),
            school.address.into(),
            school.phone.into(),
            school.website.into(),
            school.source_year.into(),
            now.0.into(),
        ]
    });
    let conflict = "ON CONFLICT (code, level) DO UPDATE SET name = excluded.name, county = excluded.county, \
                    district = excluded.district, ownership = excluded.ownership, address = excluded.address, \
                    phone = excluded.phone, website = excluded.website, source_year = excluded.source_year, \
                    updated_at = excluded.updated_at";
    bulk::insert(transaction, &format!("school ({COLUMNS}, updated_at)"), conflict, rows.collect()).await
}

/// The code and level of every school.
///
/// # Errors
/// When the database fails.
pub async fn keys(store: &Store) -> Result<Vec<(String, String)>> {
    #[derive(FromQueryResult)]
    struct Key {
        code: String,
        level: String,
    }
    let keys: Vec<Key> = store.all("SELECT code, level FROM school ORDER BY code, level", []).await?;
    Ok(keys.into_iter().map(|key| (key.code, key.level)).collect())
}

/// How many schools there are, and in how many counties.
///
/// # Errors
/// When the database fails.
pub async fn totals(store: &Store) -> Result<(i64, i64)> {
    #[derive(FromQueryResult)]
    struct Totals {
        schools: i64,
        counties: i64,
    }
    let sql = "SELECT COUNT(*) AS schools, COUNT(DISTINCT county) AS counties FROM school";
    let totals: Option<Totals> = store.one(sql, []).await?;
    Ok(totals.map_or((0, 0), |totals| (totals.schools, totals.counties)))
}

/// A school as the picker shows it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Entry {
    /// The ministry's code.
    pub code: String,
    /// Its level, in the ministry's word.
    pub level: String,
    /// Its name.
    pub name: String,
    /// Its county.
    pub county: String,
    /// Its district.
    pub district: Option<String>,
}

/// Every school, by code and level.
///
/// # Errors
/// When the database fails.
pub async fn entries(store: &Store) -> Result<Vec<Entry>> {
    store.all("SELECT code, level, name, county, district FROM school ORDER BY code, level", []).await
}

/// The schools with this code.
///
/// # Errors
/// When the database fails.
pub async fn entries_of(store: &Store, code: &str) -> Result<Vec<Entry>> {
    let sql = "SELECT code, level, name, county, district FROM school WHERE code = $1 ORDER BY level";
    store.all(sql, [code.into()]).await
}
