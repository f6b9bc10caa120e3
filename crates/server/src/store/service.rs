//! Learning services.

use contract::api::service::Service;
use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, StoreError, Transaction};

#[derive(FromQueryResult)]
struct Row {
    card: String,
}

impl Row {
    fn parse(&self) -> Result<Service> {
        serde_json::from_str(&self.card).map_err(|_| StoreError::Damaged("service.card"))
    }
}

/// Every service that is on the home page, in the order of the grid.
///
/// # Errors
/// When the database fails or a row is damaged.
pub async fn all(store: &Store) -> Result<Vec<Service>> {
    let rows: Vec<Row> =
        store.all("SELECT card FROM service WHERE is_listed ORDER BY position, id", []).await?;
    rows.iter().map(Row::parse).collect()
}

/// One service.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(store: &Store, id: &str) -> Result<Option<Service>> {
    let row: Option<Row> = store.one("SELECT card FROM service WHERE id = $1", [id.into()]).await?;
    row.as_ref().map(Row::parse).transpose()
}

/// Stores a service at a place in the grid.
///
/// # Errors
/// When the database fails.
pub async fn put(transaction: &Transaction, position: i64, service: &Service, now: Timestamp) -> Result<()> {
    let card = serde_json::to_string(service).map_err(|_| StoreError::Damaged("service.card"))?;
    let sql = "INSERT INTO service (id, position, card, updated_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (id) DO UPDATE SET position = $2, card = $3, updated_at = $4";
    transaction.run(sql, [service.id.as_str().into(), position.into(), card.into(), now.0.into()]).await?;
    Ok(())
}

/// Puts a service on the home page or takes it off.
///
/// # Errors
/// When the database fails.
pub async fn list(transaction: &Transaction, id: &str, is_listed: bool) -> Result<()> {
    transaction.run("UPDATE service SET is_listed = $2 WHERE id = $1", [id.into(), is_listed.into()]).await?;
    Ok(())
}

/// The place after the last one of the grid.
///
/// # Errors
/// When the database fails.
pub async fn next_position(store: &Store) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Next {
        position: i64,
    }
    let sql = "SELECT COALESCE(MAX(position) + 1, 0) AS position FROM service";
    Ok(store.one::<Next, 0>(sql, []).await?.map_or(0, |next| next.position))
}
