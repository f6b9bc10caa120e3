//! The four cookies. `__Host-` binds them to this host and to TLS (RFC 6265bis §4.1.3.2).

use axum::http::{HeaderMap, HeaderValue, header};

/// The session's reference.
pub const SESSION: &str = "__Host-sid";
/// Binds flows to the browser that opened them.
pub const FLOW: &str = "__Host-flow";
/// Lets a person's own device be known again.
pub const DEVICE: &str = "__Host-dev";
/// The signed link that makes the browser a kiosk.
pub const KIOSK: &str = "__Host-kiosk";

/// The longest cookie value of ours; longer ones are not ours.
const VALUE_BYTES_MAX: usize = 256;

/// The value of a cookie in a request.
#[must_use]
pub fn get<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, value)| *found == name && !value.is_empty() && value.len() <= VALUE_BYTES_MAX)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` value. Without `seconds` the cookie ends with the browser's window.
///
/// `SameSite=Lax`, because `Strict` would drop the session on the way from a service to us.
#[must_use]
pub fn set(name: &str, value: &str, seconds: Option<i64>) -> Option<HeaderValue> {
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = [name, "=", value, "; Path=/; Secure; HttpOnly; SameSite=Lax", &age].concat();
    HeaderValue::from_str(&text).ok()
}

/// A `Set-Cookie` value that removes the cookie.
#[must_use]
pub fn expire(name: &str) -> Option<HeaderValue> {
    set(name, "", Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_one_cookie_among_several() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; __Host-sid=xyz; b=2"));
        assert_eq!(get(&headers, SESSION), Some("xyz"));
        assert_eq!(get(&headers, "sid"), None);
        assert_eq!(get(&headers, FLOW), None);
    }

    #[test]
    fn sets_what_a_host_cookie_needs() {
        let value = set(SESSION, "v", Some(60)).expect("a header value");
        assert_eq!(value, "__Host-sid=v; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
    }
}
