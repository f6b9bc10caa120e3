//! Tags by which a county's `guid` finds a person (domain.md §1.9). They are made after the import, and
//! only where a county tells a `guid`.

use sea_orm::FromQueryResult;

use crate::store::{Result, Store, Transaction};

/// A person whose tag is still to be made.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Untagged {
    /// The person.
    pub id: String,
    /// The ID number, sealed.
    pub id_sealed: Vec<u8>,
}

/// People without a tag, not more than `count_max`.
///
/// # Errors
/// When the database fails.
pub async fn untagged(store: &Store, count_max: i64) -> Result<Vec<Untagged>> {
    let sql = "SELECT id, id_sealed FROM person WHERE guid_tag IS NULL ORDER BY id LIMIT $1";
    store.all(sql, [count_max.into()]).await
}

/// Stores a person's tag; an empty one for whoever has no readable ID number.
///
/// # Errors
/// When the database fails.
pub async fn put(transaction: &Transaction, person_id: &str, tag: &[u8]) -> Result<()> {
    let sql = "UPDATE person SET guid_tag = $2 WHERE id = $1";
    transaction.run(sql, [person_id.into(), tag.to_vec().into()]).await?;
    Ok(())
}

/// The person with this tag.
///
/// # Errors
/// When the database fails.
pub async fn person_of(store: &Store, tag: &[u8]) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: String,
    }
    let sql = "SELECT id FROM person WHERE guid_tag = $1";
    let row: Option<Row> = store.one(sql, [tag.to_vec().into()]).await?;
    Ok(row.map(|row| row.id))
}
