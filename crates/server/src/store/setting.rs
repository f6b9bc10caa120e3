//! Small facts about this database itself, e.g. which key first wrote to it.

use sea_orm::FromQueryResult;

use crate::store::{Result, Store, Transaction};

#[derive(FromQueryResult)]
struct Row {
    value: String,
}

/// The value of `name`, if it was ever set.
///
/// # Errors
/// When the database fails.
pub async fn get(store: &Store, name: &str) -> Result<Option<String>> {
    let row: Option<Row> = store.one("SELECT value FROM setting WHERE name = $1", [name.into()]).await?;
    Ok(row.map(|row| row.value))
}

/// Sets `name` to `value`.
///
/// # Errors
/// When the database fails.
pub async fn set(transaction: &Transaction, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2";
    transaction.run(sql, [name.into(), value.into()]).await?;
    Ok(())
}

/// Whether any person is stored, so that a lost key file is noticed before it is made anew.
///
/// # Errors
/// When the database fails.
pub async fn has_people(store: &Store) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Found {
        #[expect(dead_code, reason = "only its presence counts")]
        id: String,
    }
    let found: Option<Found> = store.one("SELECT id FROM person LIMIT 1", []).await?;
    Ok(found.is_some())
}
