//! The gateway for short messages: it takes what is signed, and nothing else (docs/operating.md).

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, Mac as _};
use serde::Deserialize;
use sha2::Sha256;

use crate::outbox::{Channel, Outbox, Received};

const TIMESTAMP_HEADER: &str = "x-edupass-timestamp";
const SIGNATURE_HEADER: &str = "x-edupass-signature";
/// How far the sender's clock may be off, and how long a recorded request is of use.
const DRIFT_SECONDS_MAX: i64 = 5 * 60;

/// The gateway's part of the state.
#[derive(Clone)]
pub struct Gateway {
    outbox: Outbox,
    secret: String,
}

#[derive(Deserialize)]
struct Body {
    id: String,
    to: String,
    text: String,
}

impl Gateway {
    /// One that knows this secret.
    #[must_use]
    pub const fn new(outbox: Outbox, secret: String) -> Self {
        Self { outbox, secret }
    }

    fn is_signed(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let (Some(timestamp), Some(signature)) = (header(TIMESTAMP_HEADER), header(SIGNATURE_HEADER)) else {
            return false;
        };
        let now = self.outbox.now().div_euclid(1000);
        let is_fresh =
            timestamp.parse().is_ok_and(|at: i64| now.abs_diff(at) <= DRIFT_SECONDS_MAX.unsigned_abs());
        let Some(tag) = signature.strip_prefix("v1=").and_then(from_hex) else { return false };
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()) else { return false };
        mac.update(timestamp.as_bytes());
        mac.update(b".");
        mac.update(body);
        is_fresh && mac.verify_slice(&tag).is_ok()
    }
}

/// `POST /sms`.
pub async fn receive(State(gateway): State<Gateway>, headers: HeaderMap, body: Bytes) -> StatusCode {
    if !gateway.is_signed(&headers, &body) {
        return StatusCode::UNAUTHORIZED;
    }
    let Ok(Body { id, to, text }) = serde_json::from_slice(&body) else { return StatusCode::BAD_REQUEST };
    let (subject, html, received_at, raw) = (None, None, String::new(), Vec::new());
    gateway.outbox.keep(Received { id, channel: Channel::Sms, to, subject, text, html, received_at, raw });
    StatusCode::ACCEPTED
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// printf '1700000000.{}' | openssl dgst -sha256 -hmac secret
    const SIGNATURE: &str = "v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163";

    fn answer(now: i64, timestamp: &str, signature: &str, body: &[u8]) -> bool {
        let outbox = Outbox::new(Arc::new(move || now * 1000));
        let mut headers = HeaderMap::new();
        headers.insert(TIMESTAMP_HEADER, timestamp.parse().unwrap());
        headers.insert(SIGNATURE_HEADER, signature.parse().unwrap());
        Gateway::new(outbox, "secret".into()).is_signed(&headers, body)
    }

    #[test]
    fn only_what_is_signed_and_fresh_is_taken() {
        let (at, stamp) = (1_700_000_000, "1700000000");
        assert!(answer(at, stamp, SIGNATURE, b"{}"));
        assert!(answer(at + 300, stamp, SIGNATURE, b"{}") && answer(at - 300, stamp, SIGNATURE, b"{}"));
        assert!(!answer(at + 301, stamp, SIGNATURE, b"{}") && !answer(at - 301, stamp, SIGNATURE, b"{}"));
        assert!(!answer(at, stamp, SIGNATURE, b"[]"), "another body");
        assert!(!answer(at, "1700000001", SIGNATURE, b"{}"), "another moment");
        assert!(!answer(at, stamp, SIGNATURE.trim_start_matches("v1="), b"{}"), "no version");
        assert!(!answer(at, stamp, "v1=", b"{}") && !answer(at, stamp, "v1=zz", b"{}"));
    }
}
