//! The counties' providers.

use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{Result, Store, StoreError, Transaction};

/// How EduPass proves who it is at a provider (OpenID Connect Core §9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthMethod {
    /// The secret in the `Authorization` header.
    #[default]
    ClientSecretBasic,
    /// The secret in the body: all that Kaohsiung knows (domain.md §2.2).
    ClientSecretPost,
}

/// Where a provider keeps a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum ClaimSource {
    /// In the ID token, as Kaohsiung does.
    IdToken,
    /// At the userinfo endpoint.
    Userinfo,
    /// At a resource of its own, e.g. `/cncresource/api/v1/personid`.
    Resource {
        /// The resource's address.
        url: String,
    },
}

/// A claim and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Which answer has it.
    pub source: ClaimSource,
    /// The claim's name; a member of an object stands after a dot (`kh_profile.id_number`).
    pub path: String,
}

/// What differs between providers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// How we prove who we are.
    pub auth_method: AuthMethod,
    /// What is asked for; `openid` is always there.
    pub scopes: Vec<String>,
    /// Where the provider says the person's verified ID number. None: it does not, or is not believed.
    pub id_number: Option<Claim>,
    /// Where the provider says the person's `guid`, the SHA-256 of the ID number. None: as above.
    #[serde(default)]
    pub guid: Option<Claim>,
    /// Hosts beside the issuer's that its endpoints may be on. No other is ever asked.
    pub hosts: Vec<String>,
    /// A page of the county where people sign out by hand, where its provider has no sign-out of its own.
    #[serde(default)]
    pub home: Option<String>,
    /// Quirk: it tells no `auth_time`, so that its `prompt=login` has to be believed.
    pub no_auth_time: bool,
    /// Quirk: it refuses requests with PKCE's parameters (domain.md §1.3).
    pub no_pkce: bool,
}

/// A provider as it is stored.
#[derive(Debug, Clone)]
pub struct Provider {
    /// The county's official code.
    pub county: String,
    /// The issuer, letter by letter.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there, sealed.
    pub secret_sealed: Vec<u8>,
    /// What differs.
    pub settings: Settings,
    /// Whether nobody is sent there at present.
    pub is_disabled: bool,
    /// When any of it was changed last.
    pub updated_at: Timestamp,
}

#[derive(FromQueryResult)]
struct Row {
    county: String,
    issuer: String,
    client_id: String,
    secret_sealed: Vec<u8>,
    settings: String,
    is_disabled: bool,
    updated_at: i64,
}

impl TryFrom<Row> for Provider {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let settings = serde_json::from_str(&row.settings);
        Ok(Self {
            settings: settings.map_err(|_| StoreError::Damaged("county_provider.settings"))?,
            county: row.county,
            issuer: row.issuer,
            client_id: row.client_id,
            secret_sealed: row.secret_sealed,
            is_disabled: row.is_disabled,
            updated_at: Timestamp(row.updated_at),
        })
    }
}

const COLUMNS: &str = "SELECT county, issuer, client_id, secret_sealed, settings, is_disabled, updated_at \
                       FROM county_provider";

/// A county's provider, disabled or not.
///
/// # Errors
/// When the database fails or the row is damaged.
pub async fn find(store: &Store, county: &str) -> Result<Option<Provider>> {
    let sql = [COLUMNS, " WHERE county = $1"].concat();
    store.one::<Row, 1>(&sql, [county.into()]).await?.map(Provider::try_from).transpose()
}

/// Every provider.
///
/// # Errors
/// When the database fails or a row is damaged.
pub async fn all(store: &Store) -> Result<Vec<Provider>> {
    let sql = [COLUMNS, " ORDER BY county"].concat();
    store.all::<Row, 0>(&sql, []).await?.into_iter().map(Provider::try_from).collect()
}

/// Stores a provider, or what changed of it.
///
/// # Errors
/// When the database fails, e.g. because another county has this issuer.
pub async fn put(transaction: &Transaction, provider: &Provider) -> Result<()> {
    let settings = serde_json::to_string(&provider.settings);
    let values = [
        provider.county.as_str().into(),
        provider.issuer.as_str().into(),
        provider.client_id.as_str().into(),
        provider.secret_sealed.clone().into(),
        settings.map_err(|_| StoreError::Damaged("county_provider.settings"))?.into(),
        provider.is_disabled.into(),
        provider.updated_at.0.into(),
    ];
    let sql = "INSERT INTO county_provider (county, issuer, client_id, secret_sealed, settings, is_disabled, \
               created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $7) \
               ON CONFLICT (county) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id, \
               secret_sealed = excluded.secret_sealed, settings = excluded.settings, \
               is_disabled = excluded.is_disabled, updated_at = excluded.updated_at";
    transaction.run(sql, values).await?;
    Ok(())
}
