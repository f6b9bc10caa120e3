//! Which addresses a service may register (security.md §5.2).

use std::net::IpAddr;

use reqwest::Url;

/// What is to be said of an address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing.
    Fine,
    /// Others on the way can read and change what is sent there.
    Plain,
    /// It cannot be used, and why.
    Refused(&'static str),
}

/// Judges an address to which browsers are sent, or at which a service is told: `https:`; `http:` on this
/// machine, for applications on a person's own device (RFC 8252 §7.3, §8.3); and `is_for_browsers` a scheme
/// of an application's own, which has a dot in it (§7.1), so that none of a browser's is one.
pub(super) fn judge(address: &str, is_for_browsers: bool) -> Verdict {
    let Ok(url) = address.parse::<Url>() else { return Verdict::Refused("write it in full") };
    if address.contains('#') {
        return Verdict::Refused("leave the fragment out");
    }
    match url.scheme() {
        "https" => Verdict::Fine,
        "http" if is_loopback(&url) => Verdict::Fine,
        "http" => Verdict::Plain,
        scheme if is_for_browsers && scheme.contains('.') => Verdict::Fine,
        _ => Verdict::Refused("start it with https://"),
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_protected_addresses_and_this_machine_pass() {
        for fine in [
            "https://learn.example/callback?x=1",
            "http://127.0.0.1/callback",
            "http://127.0.0.1:51004/callback",
            "http://[::1]:51004/callback",
            "http://localhost:3000/callback",
            "tw.example.learn:/callback",
        ] {
            assert_eq!(judge(fine, true), Verdict::Fine, "{fine}");
        }
        for plain in [
            "http://learn.example/callback",
            "http://127.0.0.1.evil.example/",
            "http://localhost.evil.example/",
            "http://192.168.1.4/callback",
            "HTTP://learn.example/",
        ] {
            assert_eq!(judge(plain, true), Verdict::Plain, "{plain}");
        }
        for wrong in
            ["", "learn.example", "/callback", "https://learn.example/#x", "javascript:alert(1)", "data:,x"]
        {
            assert!(matches!(judge(wrong, true), Verdict::Refused(_)), "{wrong}");
        }
        assert!(matches!(judge("tw.example.learn:/bye", false), Verdict::Refused(_)), "a server has no such");
    }
}
