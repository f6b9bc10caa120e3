//! Where requests may go (ASVS 5.0 13.2.4): to the hosts that the operator named, whatever a discovery
//! document says.

use std::net::IpAddr;

use reqwest::Url;

use crate::store::county::provider::Provider;

/// The hosts of one provider.
#[derive(Debug, Clone)]
pub struct Egress {
    hosts: Vec<String>,
    is_plain: bool,
}

impl Egress {
    /// Those of this provider. None where its issuer is no address that could be asked.
    #[must_use]
    pub fn of(provider: &Provider) -> Option<Self> {
        let issuer = issuer(&provider.issuer)?;
        let own = issuer.host_str()?.to_owned();
        let hosts = std::iter::once(own).chain(provider.settings.hosts.iter().cloned()).collect();
        Some(Self { hosts, is_plain: issuer.scheme() == "http" })
    }

    /// Whether this address may be asked, or shown to a browser.
    #[must_use]
    pub fn allows(&self, url: &Url) -> bool {
        let is_protected = url.scheme() == "https" || (self.is_plain && is_this_machine(url));
        let has_host = url.host_str().is_some_and(|host| self.hosts.iter().any(|known| known == host));
        is_protected && has_host && url.username().is_empty() && url.password().is_none()
    }
}

/// An issuer as an operator may write it: `https:`, or `http:` for a provider on this machine; no query,
/// no fragment (OpenID Connect Discovery §3).
#[must_use]
pub fn issuer(text: &str) -> Option<Url> {
    let url: Url = text.parse().ok()?;
    let is_protected = url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(&url));
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    (is_protected && is_bare && url.host_str().is_some()).then_some(url)
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::store::county::provider::{AuthMethod, Settings};

    fn allows(issuer: &str, url: &str) -> bool {
        let settings = Settings {
            auth_method: AuthMethod::default(),
            scopes: Vec::new(),
            id_number: None,
            guid: None,
            hosts: vec!["data.county.example".into()],
            home: None,
            no_auth_time: false,
            no_pkce: false,
        };
        let provider = Provider {
            county: String::new(),
            issuer: issuer.into(),
            client_id: String::new(),
            secret_sealed: Vec::new(),
            settings,
            is_disabled: false,
            updated_at: Timestamp(0),
        };
        Egress::of(&provider).is_some_and(|egress| egress.allows(&url.parse().unwrap()))
    }

    #[test]
    fn only_named_hosts_are_asked_and_only_protected() {
        let issuer = "https://oidc.county.example";
        assert!(allows(issuer, "https://oidc.county.example/oidc/v1/token"));
        assert!(allows(issuer, "https://data.county.example/cncresource/api/v1/guid"));
        for url in [
            "http://oidc.county.example/oidc/v1/token",
            "https://oidc.county.example.evil.example/token",
            "https://evil.example/?oidc.county.example",
            "https://oidc.county.example@evil.example/",
            "https://u:p@oidc.county.example/",
            "http://169.254.169.254/latest/meta-data",
            "http://127.0.0.1/",
            "file:///etc/passwd",
        ] {
            assert!(!allows(issuer, url), "{url}");
        }
    }

    #[test]
    fn provider_on_this_machine_may_be_plain_and_leads_nowhere_else() {
        let issuer = "http://127.0.0.1:9000";
        assert!(allows(issuer, "http://127.0.0.1:9000/token"));
        assert!(!allows(issuer, "http://localhost:9000/token") && !allows(issuer, "http://evil.example/"));
    }

    #[test]
    fn issuer_is_an_address_without_ornaments() {
        assert!(super::issuer("https://a.example").is_some());
        for text in
            ["http://a.example", "https://a.example/?x", "https://a.example/#x", "a.example", "https://"]
        {
            assert!(super::issuer(text).is_none(), "{text}");
        }
    }
}
