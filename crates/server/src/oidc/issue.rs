//! What a client gets for a code or a refresh token: access token, refresh token, ID token.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::clock::Timestamp;
use crate::oidc::{claims, issuer, jws, keys, scopes, subject};
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::store::Transaction;
use crate::store::account::Account;
use crate::store::oidc::client::Client;
use crate::store::oidc::grant::Grant;
use crate::store::oidc::token::{self, Access, Refresh};

/// How long an access token is good for, in seconds (REQ-OP-6).
const ACCESS_SECONDS: i64 = 10 * 60;
/// How long an ID token is good for, in seconds: it tells of a moment, and is not kept.
const ID_TOKEN_SECONDS: i64 = 10 * 60;
/// How long a refresh token may rest, in seconds (REQ-OP-6).
const REFRESH_IDLE_SECONDS: i64 = 7 * 24 * 3600;

/// A token answer (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).
#[derive(Debug, Serialize)]
pub struct Tokens {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    refresh_token: String,
    scope: String,
    id_token: String,
}

impl Tokens {
    /// The answer, which nobody may keep.
    #[must_use]
    pub fn answer(self) -> Response {
        let mut response = Json(self).into_response();
        response.headers_mut().insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
        response
    }
}

/// Whom tokens are about and for.
pub struct Issuing<'a> {
    /// The running server.
    pub app: &'a App,
    /// Who gets them.
    pub client: &'a Client,
    /// Whose data they open.
    pub account: &'a Account,
    /// Their grant.
    pub grant: &'a Grant,
    /// The scopes of this access token: those of the grant, or fewer.
    pub scopes: &'a [String],
    /// The present moment.
    pub now: Timestamp,
}

impl Issuing<'_> {
    /// Stores a new access token and signs an ID token beside it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tokens(
        &self,
        transaction: &Transaction,
        refresh_token: String,
        personal: Map<String, Value>,
        key: &keys::SigningKey,
        nonce: Option<&str>,
    ) -> Result<Tokens, Refusal> {
        let access_token = crate::random::token();
        let ends = self.now.plus_seconds(ACCESS_SECONDS).0.min(self.grant.expires_at.0);
        let row = Access {
            grant_id: self.grant.id.clone(),
            scopes: self.scopes.join(" "),
            issued_at: self.now.0,
            expires_at: ends,
        };
        token::insert_access(transaction, &reference_hash(&access_token), &row).await?;
        let claims = self.claims(&access_token, personal, nonce);
        let id_token = jws::sign(&key.private, &key.id, "JWT", &claims);
        Ok(Tokens {
            id_token: id_token.ok_or_else(|| Refusal::internal("a signing key does not sign"))?,
            expires_in: (ends - self.now.0) / 1000,
            access_token,
            token_type: "Bearer",
            refresh_token,
            scope: self.scopes.join(" "),
        })
    }

    /// What the ID token says of the person beside `sub`; read before the transaction begins.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn personal(&self) -> Result<Map<String, Value>, Refusal> {
        claims::id_token(self.app, self.client, self.account, self.grant, self.scopes).await
    }

    /// OpenID Connect Core §2 and §3.1.3.6, `sid` from Back-Channel Logout §2.1.
    fn claims(&self, access_token: &str, mut claims: Map<String, Value>, nonce: Option<&str>) -> Value {
        let now = self.now.0.div_euclid(1000);
        let authentication = &self.grant.authentication;
        let half = &Sha256::digest(access_token.as_bytes())[..16];
        let mut add = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        add("iss", json!(issuer(self.app)));
        add("sub", json!(subject::of(self.app, self.client, &self.account.id)));
        add("aud", json!(self.client.id));
        add("iat", json!(now));
        add("exp", json!(now + ID_TOKEN_SECONDS));
        add("auth_time", json!(authentication.auth_time));
        add("acr", json!(authentication.acr));
        add("amr", json!(authentication.amr));
        add("sid", json!(authentication.sid));
        add("at_hash", json!(URL_SAFE_NO_PAD.encode(half)));
        if let Some(nonce) = nonce {
            add("nonce", json!(nonce));
        }
        Value::Object(claims)
    }

    /// A refresh token's row: it rests a week at most, and never longer than its grant.
    #[must_use]
    pub fn refresh_row(&self) -> Refresh {
        let idle = self.now.plus_seconds(REFRESH_IDLE_SECONDS).0;
        Refresh {
            grant_id: self.grant.id.clone(),
            issued_at: self.now.0,
            expires_at: idle.min(self.grant.expires_at.0),
            used_at: None,
            successor_sealed: None,
        }
    }
}

/// The scopes of the answer: those of the grant, or the fewer that a refresh asks for (RFC 6749 §6).
#[must_use]
pub fn narrowed(grant: &Grant, wanted: &[&str]) -> Option<Vec<String>> {
    if wanted.is_empty() {
        return Some(grant.scopes.clone());
    }
    let known = wanted.iter().all(|scope| scopes::has(&grant.scopes, scope));
    known.then(|| wanted.iter().map(|scope| (*scope).to_owned()).collect())
}
