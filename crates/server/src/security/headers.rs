//! The headers of every answer (security requirements REQ-WEB-1, 4, 5).

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// What every answer has, unless its route says otherwise.
const ALWAYS: &[(&str, &str)] = &[
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), \
         publickey-credentials-get=(self), publickey-credentials-create=(self)",
    ),
    (
        "content-security-policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
];

/// The policy of a page with this nonce. `worker-src` is for the one worker, which solves the
/// proof of work; everything else is the nonce's.
#[must_use]
pub fn page_policy(nonce: &str) -> String {
    [
        "default-src 'none'; script-src 'nonce-",
        nonce,
        "' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self' 'nonce-",
        nonce,
        "'; img-src 'self' data:; font-src 'self'; media-src 'self' blob:; worker-src 'self'; \
         manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         object-src 'none'; require-trusted-types-for 'script'; trusted-types default; report-to csp",
    ]
    .concat()
}

/// Where browsers report violations of the policy.
pub const REPORTING_ENDPOINTS: (HeaderName, HeaderValue) =
    (HeaderName::from_static("reporting-endpoints"), HeaderValue::from_static("csp=\"/api/v1/csp-report\""));

/// Scripts without integrity metadata do not run.
pub const INTEGRITY_POLICY: (HeaderName, HeaderValue) =
    (HeaderName::from_static("integrity-policy"), HeaderValue::from_static("blocked-destinations=(script)"));

/// Adds what every answer has.
pub async fn add(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    complete(response.headers_mut());
    response
}

fn complete(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.entry(*name).or_insert(HeaderValue::from_static(value));
    }
}
