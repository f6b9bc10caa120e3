//! Which county a session came from, for signing out there too.

use sea_orm::FromQueryResult;

use crate::clock::Timestamp;
use crate::store::{Result, Store, Transaction};

/// Where a session came from.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Origin {
    /// The row's own id, which its sealed column is bound to.
    pub id: String,
    /// The county's official code.
    pub county: String,
    /// The county's ID token, sealed.
    pub id_token_sealed: Vec<u8>,
}

/// Remembers where a session came from. One that came from elsewhere before comes from here now.
///
/// # Errors
/// When the database fails.
pub async fn put(transaction: &Transaction, session_id: &str, origin: &Origin, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO session_county (session_id, id, county, id_token_sealed, created_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (session_id) DO UPDATE SET id = excluded.id, \
               county = excluded.county, id_token_sealed = excluded.id_token_sealed, \
               created_at = excluded.created_at";
    let values = [
        session_id.into(),
        origin.id.as_str().into(),
        origin.county.as_str().into(),
        origin.id_token_sealed.clone().into(),
        now.0.into(),
    ];
    transaction.run(sql, values).await?;
    Ok(())
}

/// Where a session came from, if it came from a county.
///
/// # Errors
/// When the database fails.
pub async fn find(store: &Store, session_id: &str) -> Result<Option<Origin>> {
    let sql = "SELECT id, county, id_token_sealed FROM session_county WHERE session_id = $1";
    store.one(sql, [session_id.into()]).await
}

/// Forgets it for sessions that are over.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction) -> Result<u64> {
    let sql = "DELETE FROM session_county WHERE NOT EXISTS \
               (SELECT 1 FROM session s WHERE s.id = session_county.session_id AND s.ended_at IS NULL)";
    transaction.run(sql, []).await
}
