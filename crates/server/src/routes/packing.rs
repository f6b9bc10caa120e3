//! Compresses what is made for one request: pages, and answers with a picture in them.
//!
//! Files of the portal are compressed when it is built. Nothing that a stranger can choose stands
//! beside a secret in these answers, so their size tells nothing.

use std::io::Write as _;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// Shorter answers fit into one packet as they are.
const BYTES_MIN: usize = 1024;
/// Quality while a browser waits: a tenth of a millisecond a kilobyte.
const BROTLI_QUALITY: u32 = 5;
/// Nothing made for one request is longer.
const BYTES_MAX: usize = 1024 * 1024;

/// Whether a request takes this content coding (RFC 9110 §12.5.3).
#[must_use]
pub fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let listed = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    listed.unwrap_or_default().split(',').any(|entry| {
        let (name, weight) = entry.split_once(';').unwrap_or((entry, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        name.trim().eq_ignore_ascii_case(coding) && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Packs JSON answers on their way out.
pub async fn answers(request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let response = next.run(request).await;
    let is_json = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if is_json { pack(&headers, response).await } else { response }
}

/// Packs one answer as its browser likes it.
pub async fn pack(request_headers: &HeaderMap, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    // A body of our own is in memory already; reading it cannot fail but by its length.
    let Ok(bytes) = to_bytes(body, BYTES_MAX).await else {
        return Response::from_parts(parts, Body::empty());
    };
    parts.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
    let packed = if bytes.len() < BYTES_MIN {
        None
    } else if accepts(request_headers, "br") {
        brotli(&bytes).map(|packed| (packed, "br"))
    } else if accepts(request_headers, "gzip") {
        gzip(&bytes).map(|packed| (packed, "gzip"))
    } else {
        None
    };
    let Some((packed, coding)) = packed else { return Response::from_parts(parts, Body::from(bytes)) };
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    Response::from_parts(parts, Body::from(packed))
}

fn brotli(plain: &[u8]) -> Option<Vec<u8>> {
    let mut packed = Vec::with_capacity(plain.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, BROTLI_QUALITY, 20);
    writer.write_all(plain).ok()?;
    drop(writer);
    Some(packed)
}

/// Packs bytes with gzip. None where that fails, which it does not.
#[must_use]
pub fn gzip(plain: &[u8]) -> Option<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    writer.write_all(plain).ok()?;
    writer.finish().ok()
}
