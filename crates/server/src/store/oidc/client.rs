//! Clients: services that may ask for sign-ins.

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{Result, Store, StoreError, Transaction};

/// How a client proves who it is at the token endpoint (OpenID Connect Core §9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    /// The secret in the `Authorization` header.
    ClientSecretBasic,
    /// The secret in the body.
    ClientSecretPost,
    /// An assertion signed with the client's own key (RFC 7523).
    PrivateKeyJwt,
    /// Nothing: a public client, which has to use PKCE.
    None,
}

impl AuthMethod {
    /// Every method, in the order of the discovery document.
    pub const ALL: [Self; 4] =
        [Self::ClientSecretBasic, Self::ClientSecretPost, Self::PrivateKeyJwt, Self::None];

    /// The name in the protocol.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::None => "none",
        }
    }
}

/// Whose `sub` a client sees (OpenID Connect Core §8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectType {
    /// One of its sector's own: two services cannot compare their users.
    #[default]
    Pairwise,
    /// The account's, as the services of the ministry's system know it.
    Public,
}

/// When a person is asked (REQ-OP-12).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentPolicy {
    /// Approved by an administrator: what is sent is shown once for each set of scopes.
    #[default]
    Approved,
    /// Each time.
    Always,
    /// Not at all: our own services.
    Never,
}

/// What a client gets as `guid`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuidPolicy {
    /// Nothing.
    #[default]
    None,
    /// A keyed hash of the ID number, of this client's sector alone.
    Keyed,
    /// The plain SHA-256 of the ID number, which can be searched: for named clients that need it.
    Plain,
}

/// How ID tokens are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Algorithm {
    /// RSA PKCS #1 v1.5 with SHA-256, which every client knows.
    #[default]
    #[serde(rename = "RS256")]
    Rs256,
    /// ECDSA on P-256 with SHA-256.
    #[serde(rename = "ES256")]
    Es256,
}

impl Algorithm {
    /// Every algorithm.
    pub const ALL: [Self; 2] = [Self::Rs256, Self::Es256];

    /// The name in the protocol (RFC 7518 §3.1).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

/// What a client may do. The names are those of client registration (RFC 7591) where it has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Where answers may go, compared letter by letter.
    pub redirect_uris: Vec<String>,
    /// Where a browser may go after signing out.
    #[serde(default)]
    pub post_logout_redirect_uris: Vec<String>,
    /// The scopes that it may ask for.
    pub scopes: Vec<String>,
    /// How it may prove who it is.
    pub auth_methods: Vec<AuthMethod>,
    /// Its keys (RFC 7517), for assertions.
    #[serde(default)]
    pub jwks: Option<serde_json::Value>,
    /// Whether each request needs PKCE (RFC 7636).
    pub pkce_required: bool,
    /// Whose `sub` it sees.
    pub subject_type: SubjectType,
    /// The host whose `sub`s it shares, for pairwise ones.
    pub sector: String,
    /// When people are asked.
    pub consent: ConsentPolicy,
    /// How its ID tokens are signed.
    pub id_token_algorithm: Algorithm,
    /// Whether education answers are always gzip, whatever it says it accepts (domain.md §1.2).
    #[serde(default)]
    pub always_gzip: bool,
    /// What it gets as `guid`.
    #[serde(default)]
    pub guid: GuidPolicy,
    /// What the portal wears while somebody signs in to it: a brand of `tokens/brands/`, else as always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
}

/// A client as it is stored.
#[derive(Debug, Clone)]
pub struct Client {
    /// The `client_id`: 32 hexadecimal digits.
    pub id: String,
    /// The service whose name and owner people see.
    pub service_id: String,
    /// What it may do.
    pub registration: Registration,
    /// SHA-256 of its secret: the secret is random, so nothing slower is needed.
    pub secret_hash: Option<Vec<u8>>,
    /// Where it is told that a session ended.
    pub back_channel_logout_uri: Option<String>,
    /// Whether it may do nothing at present.
    pub is_disabled: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: String,
    service_id: String,
    registration: String,
    secret_hash: Option<Vec<u8>>,
    back_channel_logout_uri: Option<String>,
    is_disabled: bool,
}

impl TryFrom<Row> for Client {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let registration = serde_json::from_str(&row.registration);
        Ok(Self {
            registration: registration.map_err(|_| StoreError::Damaged("client.registration"))?,
            id: row.id,
            service_id: row.service_id,
            secret_hash: row.secret_hash,
            back_channel_logout_uri: row.back_channel_logout_uri,
            is_disabled: row.is_disabled,
        })
    }
}

const COLUMNS: &str =
    "SELECT id, service_id, registration, secret_hash, back_channel_logout_uri, is_disabled FROM client";

/// The client with this `client_id`, disabled or not.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(store: &Store, id: &str) -> Result<Option<Client>> {
    let sql = [COLUMNS, " WHERE id = $1"].concat();
    store.one::<Row, 1>(&sql, [id.into()]).await?.map(Client::try_from).transpose()
}

/// Every client.
///
/// # Errors
/// When the database fails or a row is damaged.
pub async fn all(store: &Store) -> Result<Vec<Client>> {
    let sql = [COLUMNS, " ORDER BY service_id, id"].concat();
    store.all::<Row, 0>(&sql, []).await?.into_iter().map(Client::try_from).collect()
}

/// Stores a client, or what changed of it.
///
/// # Errors
/// When the database fails.
pub async fn put(transaction: &Transaction, client: &Client, now: Timestamp) -> Result<()> {
    let registration = serde_json::to_string(&client.registration);
    let values = [
        client.id.as_str().into(),
        client.service_id.as_str().into(),
        registration.map_err(|_| StoreError::Damaged("client.registration"))?.into(),
        client.secret_hash.clone().into(),
        client.back_channel_logout_uri.clone().into(),
        client.is_disabled.into(),
        now.0.into(),
    ];
    let sql = "INSERT INTO client (id, service_id, registration, secret_hash, back_channel_logout_uri, \
               is_disabled, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7) \
               ON CONFLICT (id) DO UPDATE SET service_id = excluded.service_id, \
               registration = excluded.registration, secret_hash = excluded.secret_hash, \
               back_channel_logout_uri = excluded.back_channel_logout_uri, \
               is_disabled = excluded.is_disabled, updated_at = excluded.updated_at";
    transaction.run(sql, values).await?;
    Ok(())
}
