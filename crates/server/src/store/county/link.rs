//! Links between county accounts and accounts. The key is a tag of issuer and `sub`, never an address or
//! an ID number (ASVS 5.0 6.8.1).

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// How somebody proved that both accounts are theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The county told the ID number that it had verified.
    IdNumber,
    /// They typed the account's password.
    Password,
}

impl Way {
    /// The stable text.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IdNumber => "id_number",
            Self::Password => "password",
        }
    }
}

/// A new link.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    /// The tag of issuer and `sub`.
    pub subject_tag: &'a [u8],
    /// The county's official code.
    pub county: &'a str,
    /// The account.
    pub account_id: &'a str,
    /// How it was proved.
    pub way: Way,
}

/// The account that a county account is linked with.
///
/// # Errors
/// When the database fails.
pub async fn account_of(store: &Store, subject_tag: &[u8]) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: String,
    }
    let sql = "SELECT account_id FROM county_link WHERE subject_tag = $1";
    let row: Option<Row> = store.one(sql, [subject_tag.to_vec().into()]).await?;
    Ok(row.map(|row| row.account_id))
}

/// Stores a link; `false` where this county account is linked already, which stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, link: &Link<'_>, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO county_link (subject_tag, county, account_id, way, linked_at, last_used_at) \
               VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (subject_tag) DO NOTHING";
    let values = [
        link.subject_tag.to_vec().into(),
        link.county.into(),
        link.account_id.into(),
        link.way.code().into(),
        now.0.into(),
    ];
    Ok(transaction.run(sql, values).await? == 1)
}

/// Remembers that a link was used.
///
/// # Errors
/// When the database fails.
pub async fn used(transaction: &Transaction, subject_tag: &[u8], now: Timestamp) -> Result<()> {
    let sql = "UPDATE county_link SET last_used_at = $2 WHERE subject_tag = $1";
    transaction.run(sql, [subject_tag.to_vec().into(), now.0.into()]).await?;
    Ok(())
}

/// Removes every link of an account and says how many.
///
/// # Errors
/// When the database fails.
pub async fn remove_all(transaction: &Transaction, account_id: &str) -> Result<u64> {
    transaction.run("DELETE FROM county_link WHERE account_id = $1", [account_id.into()]).await
}

/// Whether an account belongs to somebody of a school in this county, by the county's name.
///
/// # Errors
/// When the database fails.
pub async fn is_of_county(store: &Store, person_id: &str, county_name: &str) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Row {
        places: i64,
    }
    let sql = "SELECT COUNT(*) AS places FROM affiliation a \
               JOIN school s ON s.code = a.school_code AND s.level = a.school_level \
               WHERE a.person_id = $1 AND s.county = $2";
    let row: Option<Row> = store.one(sql, [person_id.into(), county_name.into()]).await?;
    Ok(row.is_some_and(|row| row.places > 0))
}
