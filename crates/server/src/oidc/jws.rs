//! Signed tokens in compact form (RFC 7515 §7.1), for the two algorithms that we sign with.
//!
//! The algorithm is always the key's: what a token says of itself is compared, never followed.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, EcdsaKeyPair, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RsaKeyPair,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};

/// A private key, ready to sign.
pub enum PrivateKey {
    /// For RS256.
    Rsa(Box<RsaKeyPair>),
    /// For ES256.
    Ecdsa(Box<EcdsaKeyPair>),
}

impl PrivateKey {
    const fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RS256",
            Self::Ecdsa(_) => "ES256",
        }
    }

    fn signature(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).ok()?;
                Some(signature)
            }
            Self::Ecdsa(key) => Some(key.sign(&random, message).ok()?.as_ref().to_vec()),
        }
    }
}

/// Signs `payload`. None where the key cannot, which a key that was read can.
#[must_use]
pub fn sign(key: &PrivateKey, kid: &str, kind: &str, payload: &impl Serialize) -> Option<String> {
    let header = json!({ "alg": key.algorithm(), "kid": kid, "typ": kind }).to_string();
    let payload = serde_json::to_vec(payload).ok()?;
    let message = [URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(payload)].join(".");
    let signature = key.signature(message.as_bytes())?;
    Some([message, URL_SAFE_NO_PAD.encode(signature)].join("."))
}

/// A token that was taken apart and not yet believed.
pub struct Unverified<'a> {
    /// What it says of its key.
    pub header: Value,
    /// What it claims.
    pub payload: Value,
    message: &'a str,
    signature: Vec<u8>,
}

/// Takes a token apart.
#[must_use]
pub fn parse(token: &str) -> Option<Unverified<'_>> {
    let (message, signature) = token.rsplit_once('.')?;
    let (header, payload) = message.split_once('.')?;
    let json = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    Some(Unverified { header: json(header)?, payload: json(payload)?, message, signature })
}

impl Unverified<'_> {
    /// Whether this public key (RFC 7517) made the signature.
    #[must_use]
    pub fn is_signed_by(&self, jwk: &Value) -> bool {
        let part = |name: &str| URL_SAFE_NO_PAD.decode(jwk[name].as_str()?).ok();
        let message = self.message.as_bytes();
        match (jwk["kty"].as_str(), self.header["alg"].as_str()) {
            (Some("RSA"), Some("RS256")) => match (part("n"), part("e")) {
                (Some(n), Some(e)) => RsaPublicKeyComponents { n: &n, e: &e }
                    .verify(&RSA_PKCS1_2048_8192_SHA256, message, &self.signature)
                    .is_ok(),
                _ => false,
            },
            (Some("EC"), Some("ES256")) if jwk["crv"] == "P-256" => match (part("x"), part("y")) {
                (Some(x), Some(y)) => {
                    let point = [&[4][..], &x, &y].concat();
                    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                        .verify(message, &self.signature)
                        .is_ok()
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether one of these keys made it; where the token names a key, only that one is tried.
    #[must_use]
    pub fn is_signed_by_one(&self, jwks: &[Value]) -> bool {
        let kid = self.header["kid"].as_str();
        let fits = |jwk: &&Value| kid.is_none() || jwk["kid"].is_null() || jwk["kid"].as_str() == kid;
        jwks.iter().filter(fits).any(|jwk| self.is_signed_by(jwk))
    }
}
