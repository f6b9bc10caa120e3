//! Signing keys: made, sealed, cached and rotated (`next -> active -> retired`).
//!
//! A `next` key is published for a day before it signs, so that no client meets an unknown `kid`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RsaKeyPair};
use axum::body::Bytes;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::app::App;
use crate::clock::Timestamp;
use crate::crypto::seal::{self, Place};
use crate::oidc::jws::PrivateKey;
use crate::services::refusal::Refusal;
use crate::store::oidc::client::Algorithm;
use crate::store::oidc::key::{self, Key};

const COLUMN: &str = "signing_key.private";
/// How long a key is published before it signs, in seconds: the JWKS is cached for less.
const NEXT_SECONDS: i64 = 24 * 3600;
/// How long a key signs, in seconds.
const ACTIVE_SECONDS: i64 = 90 * 24 * 3600;
/// How long a retired key is published: longer than any token lives that it signed, in seconds.
const RETIRED_SECONDS: i64 = 48 * 3600;

/// A key in memory.
pub struct SigningKey {
    /// Its `kid`.
    pub id: String,
    /// Its private half.
    pub private: PrivateKey,
}

/// The keys that this process has opened, by `kid`.
#[derive(Default)]
pub struct KeyCache(Mutex<HashMap<String, Arc<SigningKey>>>);

impl std::fmt::Debug for KeyCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyCache")
    }
}

/// The key that signs now; the first one is made when it is first needed.
///
/// # Errors
/// When the database fails or the key does not open.
pub async fn active(app: &App, algorithm: Algorithm) -> Result<Arc<SigningKey>, Refusal> {
    if let Some(row) = key::in_state(&app.store, algorithm, "active").await? {
        return open(app, &row);
    }
    let private = generate(algorithm).await?;
    install(app, algorithm, "active", &private).await?;
    let row = key::in_state(&app.store, algorithm, "active").await?;
    open(app, &row.ok_or_else(|| Refusal::internal("a signing key is gone"))?)
}

fn open(app: &App, row: &Key) -> Result<Arc<SigningKey>, Refusal> {
    let mut cached = app.signing_keys.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = cached.get(&row.id) {
        return Ok(known.clone());
    }
    let plain = seal::open(&app.keys, Place { column: COLUMN, row: &row.id }, &row.private_sealed);
    let plain = plain.map_err(Refusal::internal)?;
    let private = read(&row.algorithm, &plain).ok_or_else(|| Refusal::internal("a damaged signing key"))?;
    let opened = Arc::new(SigningKey { id: row.id.clone(), private });
    cached.insert(row.id.clone(), opened.clone());
    Ok(opened)
}

/// Reads a private key in PKCS #8. None where it is none for this algorithm.
#[must_use]
pub fn read(algorithm: &str, pkcs8: &[u8]) -> Option<PrivateKey> {
    if algorithm == Algorithm::Rs256.code() {
        return Some(PrivateKey::Rsa(Box::new(RsaKeyPair::from_pkcs8(pkcs8).ok()?)));
    }
    let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8);
    Some(PrivateKey::Ecdsa(Box::new(key.ok()?)))
}

/// A new private key in PKCS #8: RSA of 3072 bits (2048 are below 128 bits of strength), or P-256.
///
/// # Errors
/// When the operating system gives no randomness.
pub async fn generate(algorithm: Algorithm) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    // Primes take a while to find: other requests go on.
    let made = tokio::task::spawn_blocking(move || match algorithm {
        Algorithm::Rs256 => {
            let key = RsaKeyPair::generate(KeySize::Rsa3072).ok()?;
            let der: Pkcs8V1Der<'static> = key.as_der().ok()?;
            Some(Zeroizing::new(der.as_ref().to_vec()))
        }
        Algorithm::Es256 => {
            let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
            Some(Zeroizing::new(made.ok()?.as_ref().to_vec()))
        }
    });
    made.await.ok().flatten().ok_or_else(|| Refusal::internal("no signing key can be made"))
}

/// Stores a private key, sealed, in `state`. Where another server was faster, its key stays.
///
/// # Errors
/// When the key cannot be read or the database fails.
pub async fn install(app: &App, algorithm: Algorithm, state: &str, pkcs8: &[u8]) -> Result<bool, Refusal> {
    let private = read(algorithm.code(), pkcs8).ok_or_else(|| Refusal::internal("no such private key"))?;
    let (id, jwk) = public(&private);
    let now = app.clock.now();
    let sealed = seal::seal(&app.keys, Place { column: COLUMN, row: &id }, pkcs8);
    let row = Key {
        private_sealed: sealed.map_err(Refusal::internal)?,
        id,
        algorithm: algorithm.code().into(),
        state: state.into(),
        public_jwk: jwk.to_string(),
        created_at: now.0,
        active_at: (state == "active").then_some(now.0),
        retired_at: None,
    };
    let transaction = app.store.begin().await?;
    let stored = key::insert(&transaction, &row).await?;
    transaction.commit().await?;
    app.published.keys_changed();
    Ok(stored)
}

/// The name of a key: the RFC 7638 thumbprint of its public half.
#[must_use]
pub fn kid(private: &PrivateKey) -> String {
    public(private).0
}

/// The public half (RFC 7517), and its thumbprint (RFC 7638) as `kid`.
#[must_use]
pub fn public(private: &PrivateKey) -> (String, Value) {
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    // The thumbprint is over the required members in the order of the alphabet.
    let (print, mut jwk) = match private {
        PrivateKey::Rsa(key) => {
            let public = key.public_key();
            let n = text(public.modulus().big_endian_without_leading_zero());
            let e = text(public.exponent().big_endian_without_leading_zero());
            let print = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
            (print, json!({ "kty": "RSA", "n": n, "e": e, "alg": "RS256" }))
        }
        PrivateKey::Ecdsa(key) => {
            let point = key.public_key().as_ref();
            let (x, y) = point.get(1..65).unwrap_or(&[0; 64]).split_at(32);
            let (x, y) = (text(x), text(y));
            let print = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
            (print, json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "alg": "ES256" }))
        }
    };
    let id = text(&Sha256::digest(print.as_bytes()));
    jwk["kid"] = json!(id);
    jwk["use"] = json!("sig");
    (id, jwk)
}

/// The public keys that clients should know at `now`, as a JWKS; read at most every few seconds.
///
/// # Errors
/// When the database fails.
pub async fn published(app: &App, now: Timestamp) -> Result<Bytes, Refusal> {
    let reading = match app.published.keys(now) {
        Ok(kept) => return Ok(kept),
        Err(reading) => reading,
    };
    let set = Bytes::from(json!({ "keys": shown(app, now).await? }).to_string());
    app.published.keep(reading, now, &set);
    Ok(set)
}

/// RS256 first, since some clients take the first one.
async fn shown(app: &App, now: Timestamp) -> Result<Vec<Value>, Refusal> {
    for algorithm in Algorithm::ALL {
        active(app, algorithm).await?;
    }
    let is_shown =
        |row: &Key| row.retired_at.is_none_or(|at| now < Timestamp(at).plus_seconds(RETIRED_SECONDS));
    let mut rows = key::all(&app.store).await?;
    rows.retain(is_shown);
    rows.sort_by_key(|row| (row.algorithm != Algorithm::Rs256.code(), row.state != "active"));
    Ok(jwks_of(&rows))
}

/// Every public key that ever signed and is still kept, for recognising our own ID tokens.
///
/// # Errors
/// When the database fails.
pub async fn known(app: &App) -> Result<Vec<Value>, Refusal> {
    Ok(jwks_of(&key::all(&app.store).await?))
}

fn jwks_of(rows: &[Key]) -> Vec<Value> {
    rows.iter().filter_map(|row| serde_json::from_str(&row.public_jwk).ok()).collect()
}

/// What a rotation did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// A next key was made; it signs after a day at the earliest.
    Prepared,
    /// The next key is not a day old yet.
    Waiting,
    /// The next key signs now.
    Promoted,
}

/// One step of a rotation: makes a next key, or lets the one that is a day old sign.
///
/// # Errors
/// When the database fails.
pub async fn rotate(app: &App, algorithm: Algorithm) -> Result<Rotation, Refusal> {
    active(app, algorithm).await?;
    let now = app.clock.now();
    match key::in_state(&app.store, algorithm, "next").await? {
        None => {
            install(app, algorithm, "next", &generate(algorithm).await?).await?;
            Ok(Rotation::Prepared)
        }
        Some(next) if now < Timestamp(next.created_at).plus_seconds(NEXT_SECONDS) => Ok(Rotation::Waiting),
        Some(_) => {
            let transaction = app.store.begin().await?;
            key::promote(&transaction, algorithm, now).await?;
            transaction.commit().await?;
            app.published.keys_changed();
            Ok(Rotation::Promoted)
        }
    }
}

/// Rotates by age: a key signs for ninety days, and its successor is there a day before.
///
/// # Errors
/// When the database fails.
pub async fn keep_fresh(app: &App) -> Result<(), Refusal> {
    let now = app.clock.now();
    for algorithm in Algorithm::ALL {
        let Some(current) = key::in_state(&app.store, algorithm, "active").await? else { continue };
        let age = Timestamp(current.active_at.unwrap_or(current.created_at));
        let has_next = key::in_state(&app.store, algorithm, "next").await?.is_some();
        let due = if has_next { ACTIVE_SECONDS } else { ACTIVE_SECONDS - NEXT_SECONDS };
        if age.plus_seconds(due) <= now {
            rotate(app, algorithm).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::jws;

    #[tokio::test]
    async fn both_kinds_of_keys_sign_what_their_public_halves_verify() {
        for algorithm in Algorithm::ALL {
            let private = read(algorithm.code(), &generate(algorithm).await.unwrap()).unwrap();
            let (kid, jwk) = public(&private);
            let token = jws::sign(&private, &kid, "JWT", &json!({ "a": 1 })).unwrap();
            let parsed = jws::parse(&token).unwrap();
            assert_eq!(parsed.header["alg"], algorithm.code());
            assert!(parsed.is_signed_by_one(std::slice::from_ref(&jwk)));
            let forged = [&token[..token.len() - 5], "AAAAA"].concat();
            assert!(!jws::parse(&forged).unwrap().is_signed_by(&jwk));
        }
    }

    #[test]
    fn token_without_a_signature_is_nobodys() {
        let none = jws::parse("eyJhbGciOiJub25lIn0.e30.").unwrap();
        assert!(!none.is_signed_by(&json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" })));
    }
}
