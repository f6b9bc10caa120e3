//! Who calls (OpenID Connect Core §9): a secret in the header or the body, an assertion, or nothing.

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use subtle::ConstantTimeEq as _;

use crate::app::App;
use crate::clock::Timestamp;
use crate::crypto::keyring::Purpose;
use crate::oidc::error::OauthError;
use crate::oidc::parameters::{Parameters, decode};
use crate::oidc::{issuer, jws, url};
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;
use crate::store::attempt;
use crate::store::oidc::assertion;
use crate::store::oidc::client::{self, AuthMethod, Client};

/// Failures of one client from one source in the window that close it for that source (REQ-OP-11).
const FAILURES_MAX: i64 = 30;
/// The window, in seconds.
const WINDOW_SECONDS: i64 = 600;
/// How far ahead an assertion may end, in seconds: longer ones would have to be remembered too long.
const ASSERTION_SECONDS_MAX: i64 = 3600;
/// How much clocks may differ, in seconds.
const SKEW_SECONDS: i64 = 60;
/// RFC 7523 §2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A body of parameters, read.
///
/// # Errors
/// `invalid_request` for another media type, for what cannot be read, and for repetitions.
pub fn parameters(headers: &HeaderMap, body: &[u8]) -> Result<Parameters, OauthError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(OauthError::invalid_request("send the parameters as application/x-www-form-urlencoded"));
    }
    let parsed = std::str::from_utf8(body).ok().and_then(Parameters::parse);
    let parsed = parsed.ok_or(OauthError::invalid_request("the parameters cannot be read"))?;
    if parsed.repeats_any() {
        return Err(OauthError::invalid_request("a parameter came more than once"));
    }
    Ok(parsed)
}

/// What a client shows of itself.
enum Shown {
    Secret(AuthMethod, String, String),
    Assertion(String, String),
    Id(String),
}

/// The client that calls.
///
/// # Errors
/// `invalid_client`, `invalid_request`, or the limit on failures.
pub async fn client(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    parameters: &Parameters,
) -> Result<Client, OauthError> {
    let shown = shown(headers, parameters)?;
    let id = match &shown {
        Shown::Secret(_, id, _) | Shown::Assertion(id, _) | Shown::Id(id) => id,
    };
    let now = app.clock.now();
    let bucket = app.keys.tag(Purpose::Bucket, &[b"client", id.as_bytes(), &visitor.prefix()]);
    if let Some(until) = attempt::full_until(&app.store, &bucket, FAILURES_MAX, now).await? {
        return Err(OauthError::slow_down(until.seconds_from(now)));
    }
    let found = client::find(&app.store, id).await?.filter(|client| !client.is_disabled);
    if let Some(client) = found
        && proves(app, &client, &shown, now).await?
    {
        return Ok(client);
    }
    let transaction = app.store.begin().await?;
    attempt::count_in_window(&transaction, &bucket, WINDOW_SECONDS, now).await?;
    transaction.commit().await?;
    Err(OauthError::invalid_client("the client is unknown or did not prove who it is"))
}

fn shown(headers: &HeaderMap, parameters: &Parameters) -> Result<Shown, OauthError> {
    let basic = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(basic);
    let text = |name: &str| parameters.get(name).map(str::to_owned);
    let assertion = text("client_assertion");
    let ways = [basic.is_some(), parameters.get("client_secret").is_some(), assertion.is_some()];
    if ways.iter().filter(|is_used| **is_used).count() > 1 {
        return Err(OauthError::invalid_request("use one way of client authentication"));
    }
    if let Some((id, secret)) = basic {
        if text("client_id").is_some_and(|other| other != id) {
            return Err(OauthError::invalid_request("client_id differs from the Authorization header"));
        }
        return Ok(Shown::Secret(AuthMethod::ClientSecretBasic, id, secret));
    }
    if let Some(assertion) = assertion {
        if parameters.get("client_assertion_type") != Some(ASSERTION_TYPE) {
            return Err(OauthError::invalid_request("client_assertion_type is not jwt-bearer"));
        }
        let subject =
            jws::parse(&assertion).and_then(|parsed| Some(parsed.payload["sub"].as_str()?.to_owned()));
        let id = subject.ok_or(OauthError::invalid_client("the assertion cannot be read"))?;
        // RFC 7521 §4.2.
        if text("client_id").is_some_and(|other| other != id) {
            return Err(OauthError::invalid_client("client_id differs from the assertion's subject"));
        }
        return Ok(Shown::Assertion(id, assertion));
    }
    let id = text("client_id").ok_or(OauthError::invalid_client("there is no client authentication"))?;
    Ok(match text("client_secret") {
        Some(secret) => Shown::Secret(AuthMethod::ClientSecretPost, id, secret),
        None => Shown::Id(id),
    })
}

/// RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, value) = header.split_once(' ')?;
    let decoded = scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(value.trim()).ok())??;
    let text = String::from_utf8(decoded).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decode(id)?, decode(secret)?))
}

async fn proves(app: &App, client: &Client, shown: &Shown, now: Timestamp) -> Result<bool, OauthError> {
    let may = |method: &AuthMethod| client.registration.auth_methods.contains(method);
    Ok(match shown {
        Shown::Secret(method, _, secret) => {
            let known = client.secret_hash.as_deref().unwrap_or_default();
            may(method) && bool::from(reference_hash(secret).ct_eq(known))
        }
        Shown::Assertion(_, assertion) => {
            may(&AuthMethod::PrivateKeyJwt) && is_good(app, client, assertion, now).await?
        }
        Shown::Id(_) => may(&AuthMethod::None),
    })
}

/// RFC 7523 §3: signed with the client's key, by and about the client, for us, in time, once.
async fn is_good(app: &App, client: &Client, token: &str, now: Timestamp) -> Result<bool, OauthError> {
    let Some(parsed) = jws::parse(token) else { return Ok(false) };
    let claims = &parsed.payload;
    let keys = client.registration.jwks.as_ref().and_then(|jwks| jwks["keys"].as_array());
    let is_signed = parsed.is_signed_by_one(keys.map(Vec::as_slice).unwrap_or_default());
    let is_about = claims["iss"] == client.id.as_str() && claims["sub"] == client.id.as_str();
    let seconds = now.0.div_euclid(1000);
    let ends = claims["exp"].as_i64().unwrap_or(0);
    let begins = claims["nbf"].as_i64().unwrap_or(seconds);
    let is_in_time = ends > seconds - SKEW_SECONDS
        && ends <= seconds + ASSERTION_SECONDS_MAX
        && begins <= seconds + SKEW_SECONDS;
    let Some(id) = claims["jti"].as_str().filter(|_| is_signed && is_about && is_in_time) else {
        return Ok(false);
    };
    if !is_for_us(app, &claims["aud"]) {
        return Ok(false);
    }
    let tag = app.keys.tag(Purpose::Replay, &[b"assertion", client.id.as_bytes(), id.as_bytes()]);
    let transaction = app.store.begin().await?;
    let until = Timestamp(ends.saturating_mul(1000)).plus_seconds(SKEW_SECONDS);
    let is_first = assertion::use_up(&transaction, &tag, until).await?;
    transaction.commit().await?;
    Ok(is_first)
}

fn is_for_us(app: &App, audience: &Value) -> bool {
    let ours = [issuer(app).to_owned(), url(app, contract::paths::oidc::TOKEN)];
    let is_ours = |value: &Value| value.as_str().is_some_and(|text| ours.iter().any(|known| known == text));
    audience.as_array().map_or_else(|| is_ours(audience), |all| all.iter().any(is_ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_is_read_as_clients_write_it() {
        let header = |text: &str| ["Basic ", &STANDARD.encode(text)].concat();
        assert_eq!(basic(&header("a:b:c")), Some(("a".into(), "b:c".into())));
        assert_eq!(basic(&header("a%3Ab:c%2Bd")), Some(("a:b".into(), "c+d".into())));
        assert_eq!(basic("Bearer x"), None);
    }
}
