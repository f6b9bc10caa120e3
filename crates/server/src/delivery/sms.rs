//! Short messages by a gateway: one signed HTTP request each (docs/operating.md).

use std::time::Duration;

use hmac::{Hmac, Mac as _};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, StatusCode};
use serde::Serialize;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::clock::Timestamp;
use crate::config::settings::Sms;
use crate::delivery::failure::Failure;
use crate::outbound;

const TIMEOUT: Duration = Duration::from_secs(10);
const TIMESTAMP_HEADER: &str = "X-EduPass-Timestamp";
const SIGNATURE_HEADER: &str = "X-EduPass-Signature";

/// Sends short messages.
pub struct SmsSender {
    client: Client,
    url: String,
    secret: Zeroizing<String>,
}

#[derive(Serialize)]
struct Body<'a> {
    id: &'a str,
    to: &'a str,
    text: &'a str,
}

impl SmsSender {
    /// With these settings, which have an address.
    ///
    /// # Errors
    /// When the certificates cannot be read or TLS cannot be set up; the text says which.
    pub fn new(settings: &Sms) -> Result<Self, String> {
        let client = outbound::client("sms.ca_file", &settings.ca_file, TIMEOUT)?;
        Ok(Self { client, url: settings.url.clone(), secret: Zeroizing::new(settings.secret.clone()) })
    }

    /// Sends a text; `id` is the delivery's, by which a gateway can drop a repetition.
    ///
    /// # Errors
    /// When the gateway did not take it.
    pub async fn send(&self, id: &str, to: &str, text: &str, at: Timestamp) -> Result<(), Failure> {
        let body = serde_json::to_vec(&Body { id, to, text }).map_err(|_| Failure::for_good("text"))?;
        let timestamp = at.0.div_euclid(1000).to_string();
        let signature = signature(&self.secret, &timestamp, &body);
        let request = self.client.post(&self.url).header(CONTENT_TYPE, "application/json");
        let request = request.header(TIMESTAMP_HEADER, timestamp).header(SIGNATURE_HEADER, signature);
        let response =
            request.body(body).send().await.map_err(|error| {
                Failure::for_now(if error.is_timeout() { "timeout" } else { "connection" })
            })?;
        match response.status() {
            status if status.is_success() => Ok(()),
            // The gateway knows the number and will never reach it.
            StatusCode::GONE | StatusCode::UNPROCESSABLE_ENTITY => Err(Failure::for_good("refused")),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Failure::for_now("account")),
            _ => Err(Failure::for_now("deferred")),
        }
    }
}

/// `v1=` and the HMAC-SHA-256 of timestamp, a dot, and the body.
fn signature(secret: &str, timestamp: &str, body: &[u8]) -> String {
    // invariant: HMAC takes a key of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    let hex = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    ["v1=", &hex].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signature_is_the_documented_one() {
        // printf '1700000000.{}' | openssl dgst -sha256 -hmac secret
        let expected = "v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163";
        assert_eq!(signature("secret", "1700000000", b"{}"), expected);
    }
}
