//! Where a request came from, behind proxies that the settings trust.

use std::net::IpAddr;

use axum::http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The right-most address that is no trusted proxy's. A header from anybody else is ignored.
#[must_use]
pub fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|net| net.contains(&address.to_canonical()));
    if !is_trusted(&peer) {
        return peer;
    }
    let mut hops: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .collect();
    let mut nearest = peer;
    while let Some(hop) = hops.pop() {
        let Ok(address) = hop.parse::<IpAddr>() else { return nearest };
        nearest = address;
        if !is_trusted(&address) {
            return address;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED_FOR, value.parse().unwrap());
        headers
    }

    #[test]
    fn believes_only_trusted_proxies() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let one = headers("203.0.113.7, 10.0.0.2");
        assert_eq!(address(proxy, &one, &trusted), "203.0.113.7".parse::<IpAddr>().unwrap());
        assert_eq!(address(proxy, &one, &[]), proxy);
        let forged = headers("198.51.100.1, 203.0.113.7");
        assert_eq!(address(proxy, &forged, &trusted), "203.0.113.7".parse::<IpAddr>().unwrap());
        assert_eq!(address(proxy, &headers("nonsense"), &trusted), proxy);
    }
}
