//! Grants: what one sign-in at one client led to. Every code and token belongs to one, and ends with it.

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::oidc::authorization::ClaimNames;
use crate::store::oidc::words;
use crate::store::{Result, Store, StoreError, Transaction};

/// How the person had signed in: what an ID token says of it (OpenID Connect Core §2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    /// When, in seconds since 1970.
    pub auth_time: i64,
    /// The context class.
    pub acr: String,
    /// The methods (RFC 8176).
    pub amr: Vec<String>,
    /// The session's name at this client.
    pub sid: String,
}

/// A grant as it is stored.
#[derive(Debug, Clone)]
pub struct Grant {
    /// The internal id.
    pub id: String,
    /// Whose tokens they are.
    pub client_id: String,
    /// Whose data they open.
    pub account_id: String,
    /// The session that it came out of.
    pub session_id: String,
    /// How the person had signed in.
    pub authentication: Authentication,
    /// The scopes.
    pub scopes: Vec<String>,
    /// Claims that were asked for by name.
    pub claims: ClaimNames,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its last token ends at the latest.
    pub expires_at: Timestamp,
    /// When its session is lost to services (ADR 7), whether or not that was noted yet.
    pub session_ends_at: Timestamp,
    /// Whether it was taken back.
    pub is_revoked: bool,
}

impl Grant {
    /// Whether its tokens are good at `now`.
    #[must_use]
    pub fn is_live(&self, now: Timestamp) -> bool {
        !self.is_revoked && now < self.expires_at && now < self.session_ends_at
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    client_id: String,
    account_id: String,
    session_id: String,
    authentication: String,
    scopes: String,
    claims: String,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    /// The earlier one of the session's two ends; nothing where the session is gone.
    session_expires_at: Option<i64>,
    session_rests_at: Option<i64>,
    session_ended_at: Option<i64>,
}

impl Row {
    fn session_ends_at(&self) -> Timestamp {
        let ends = self.session_expires_at.zip(self.session_rests_at).map(|(age, rest)| age.min(rest));
        Timestamp(self.session_ended_at.or(ends).unwrap_or(0))
    }
}

impl TryFrom<Row> for Grant {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let damaged = StoreError::Damaged;
        let authentication = serde_json::from_str(&row.authentication);
        Ok(Self {
            session_ends_at: row.session_ends_at(),
            authentication: authentication.map_err(|_| damaged("oidc_grant.authentication"))?,
            claims: serde_json::from_str(&row.claims).map_err(|_| damaged("oidc_grant.claims"))?,
            scopes: words(&row.scopes),
            id: row.id,
            client_id: row.client_id,
            account_id: row.account_id,
            session_id: row.session_id,
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
            is_revoked: row.revoked_at.is_some(),
        })
    }
}

/// Stores a new grant.
///
/// # Errors
/// When the database fails.
pub async fn insert(transaction: &Transaction, grant: &Grant) -> Result<()> {
    let damaged = |_| StoreError::Damaged("oidc_grant");
    let values = [
        grant.id.as_str().into(),
        grant.client_id.as_str().into(),
        grant.account_id.as_str().into(),
        grant.session_id.as_str().into(),
        serde_json::to_string(&grant.authentication).map_err(damaged)?.into(),
        grant.scopes.join(" ").into(),
        serde_json::to_string(&grant.claims).map_err(damaged)?.into(),
        grant.created_at.0.into(),
        grant.expires_at.0.into(),
    ];
    let sql = "INSERT INTO oidc_grant (id, client_id, account_id, session_id, authentication, scopes, claims, \
               created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    transaction.run(sql, values).await?;
    Ok(())
}

/// The grant with this id, live or not.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(store: &Store, id: &str) -> Result<Option<Grant>> {
    let sql = "SELECT g.id, g.client_id, g.account_id, g.session_id, g.authentication, g.scopes, g.claims, \
               g.created_at, g.expires_at, g.revoked_at, s.expires_at AS session_expires_at, \
               s.last_seen_at + s.service_seconds * 1000 AS session_rests_at, \
               s.ended_at AS session_ended_at \
               FROM oidc_grant g LEFT JOIN session s ON s.id = g.session_id WHERE g.id = $1";
    store.one::<Row, 1>(sql, [id.into()]).await?.map(Grant::try_from).transpose()
}

/// Takes back a grant, and with it everything that was issued from it.
///
/// # Errors
/// When the database fails.
pub async fn revoke(transaction: &Transaction, id: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE oidc_grant SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    transaction.run(sql, [id.into(), now.0.into()]).await?;
    Ok(())
}

/// Takes back every grant of an account to the clients of a service.
///
/// # Errors
/// When the database fails.
pub async fn revoke_for_service(
    transaction: &Transaction,
    account_id: &str,
    service_id: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "UPDATE oidc_grant SET revoked_at = $3 WHERE account_id = $1 AND revoked_at IS NULL \
               AND client_id IN (SELECT id FROM client WHERE service_id = $2)";
    transaction.run(sql, [account_id.into(), service_id.into(), now.0.into()]).await?;
    Ok(())
}

/// Deletes grants that are over, with what is left of their tokens.
///
/// # Errors
/// When the database fails.
pub async fn sweep(transaction: &Transaction, now: Timestamp) -> Result<()> {
    for table in ["authorization_code", "access_token", "refresh_token"] {
        let sql = format!(
            "DELETE FROM {table} WHERE grant_id IN (SELECT id FROM oidc_grant WHERE expires_at < $1)"
        );
        transaction.run(&sql, [now.0.into()]).await?;
    }
    transaction.run("DELETE FROM oidc_grant WHERE expires_at < $1", [now.0.into()]).await?;
    Ok(())
}
