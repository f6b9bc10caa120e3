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

/// Every service, in the order of the grid.
///
/// # Errors
/// When the database fails or a row is damaged.
pub async fn all(store: &Store) -> Result<Vec<Service>> {
    let rows: Vec<Row> = store.all("SELECT card FROM service ORDER BY position, id", []).await?;
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
