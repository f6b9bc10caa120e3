//! Reports of problems.

use sea_orm::FromQueryResult;

use crate::store::{Result, Store, Transaction};

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Report {
    /// What the hotline asks for.
    pub reference: String,
    /// When, in milliseconds.
    pub at: i64,
    /// The page.
    pub page: String,
    /// The school that was chosen.
    pub school_code: Option<String>,
    /// Its level, in the ministry's word.
    pub school_level: Option<String>,
    /// What the person wrote.
    pub message: String,
}

/// Stores a report.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, report: &Report) -> Result<()> {
    let sql = "INSERT INTO report (reference, at, page, school_code, school_level, message) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        report.reference.as_str().into(),
        report.at.into(),
        report.page.as_str().into(),
        report.school_code.clone().into(),
        report.school_level.clone().into(),
        report.message.as_str().into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// The newest reports, at most `count`.
///
/// # Errors
/// When the database fails.
pub async fn list(store: &Store, count: i64) -> Result<Vec<Report>> {
    let sql = "SELECT reference, at, page, school_code, school_level, message FROM report \
               ORDER BY at DESC, reference LIMIT $1";
    store.all(sql, [count.into()]).await
}
