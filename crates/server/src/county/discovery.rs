//! Where a provider is asked, and the keys that it signs with (OpenID Connect Discovery §4).

use std::sync::{Arc, PoisonError};

use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
    CoreJsonWebKeySet, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode,
    CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata};
use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::county::health::Admission;
use crate::county::line::Line;
use crate::county::trouble::Trouble;
use crate::store::county::provider::Provider;

/// How long a discovery document is good for, in seconds.
const FRESH_SECONDS: i64 = 3600;
/// How long keys are not fetched again for a key that they lack, in seconds: a made-up `kid` must not
/// make us ask a county over and over.
const KEYS_KEPT_SECONDS: i64 = 60;

/// What other specifications add to the document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MoreMetadata {
    /// Whether each answer names its issuer (RFC 9207 §3).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    /// Where people sign out (OpenID Connect RP-Initiated Logout §2.1).
    #[serde(default)]
    pub end_session_endpoint: Option<String>,
}

impl AdditionalProviderMetadata for MoreMetadata {}

/// A discovery document.
pub type Metadata = ProviderMetadata<
    MoreMetadata,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What is known of a provider.
#[derive(Debug, Clone)]
pub struct Known {
    /// The document, with the keys.
    pub metadata: Metadata,
    of: Timestamp,
    fetched_at: Timestamp,
    keys_at: Timestamp,
}

/// What is known of the provider, asking it where that is too old.
///
/// # Errors
/// What the county's trouble is.
pub async fn known(line: &Line, provider: &Provider) -> Result<Arc<Known>, Trouble> {
    let now = line.now();
    let kept = line.desk.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let is_fresh = |known: &Arc<Known>| {
        known.of == provider.updated_at && now < known.fetched_at.plus_seconds(FRESH_SECONDS)
    };
    match kept.filter(is_fresh) {
        // A trial has to ask: what was kept says nothing of today.
        Some(known) if line.admission == Admission::Usual => Ok(known),
        _ => fetch(line, provider).await,
    }
}

/// Asks the provider, whatever is known.
///
/// # Errors
/// What the county's trouble is.
pub async fn fetch(line: &Line, provider: &Provider) -> Result<Arc<Known>, Trouble> {
    line.run(ask(line, provider)).await
}

async fn ask(line: &Line, provider: &Provider) -> Result<Arc<Known>, Trouble> {
    let issuer = IssuerUrl::new(provider.issuer.clone()).map_err(|_| Trouble::Broken("issuer"))?;
    let metadata = Metadata::discover_async(issuer, line).await.map_err(trouble)?;
    if !line.egress().allows(metadata.authorization_endpoint().url()) {
        return Err(Trouble::Broken("egress"));
    }
    let now = line.now();
    Ok(keep(line, Known { metadata, of: provider.updated_at, fetched_at: now, keys_at: now }))
}

/// Fetches the keys again for a token whose key is unknown. None where that was done just now.
///
/// # Errors
/// What the county's trouble is.
pub async fn newer_keys(line: &Line, known: &Known) -> Result<Option<Arc<Known>>, Trouble> {
    let now = line.now();
    if now < known.keys_at.plus_seconds(KEYS_KEPT_SECONDS) {
        return Ok(None);
    }
    let keys = CoreJsonWebKeySet::fetch_async(known.metadata.jwks_uri(), line).await.map_err(trouble)?;
    let metadata = known.metadata.clone().set_jwks(keys);
    Ok(Some(keep(line, Known { metadata, keys_at: now, ..known.clone() })))
}

fn keep(line: &Line, known: Known) -> Arc<Known> {
    let known = Arc::new(known);
    *line.desk.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
    known
}

fn trouble(error: DiscoveryError<Trouble>) -> Trouble {
    match error {
        DiscoveryError::Request(trouble) => trouble,
        DiscoveryError::Validation(_) => Trouble::Broken("issuer"),
        DiscoveryError::Response(..) => Trouble::Broken("discovery"),
        _ => Trouble::Broken("json"),
    }
}
