//! The way to a county's own sign-out (OpenID Connect RP-Initiated Logout §2).

use reqwest::Url;

use crate::county::discovery::Known;
use crate::county::egress::Egress;
use crate::oidc::jws;
use crate::oidc::parameters::with_query;
use crate::store::county::provider::Provider;

/// What an ID token may say for standing in an address: the protocol's own, and nothing of the person but
/// the county's name for them. Addresses are kept in a browser's history, on shared computers too.
const BARE: [&str; 15] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "azp",
    "at_hash",
    "c_hash",
    "s_hash",
    "sid",
    "jti",
];

/// What a sign-out says.
pub struct SignOut<'a> {
    /// The ID token of the sign-in.
    pub id_token: &'a str,
    /// Where the county sends people back to, as it is registered there.
    pub return_to: &'a str,
    /// What comes back with them.
    pub state: &'a str,
}

/// Where the browser goes. None where the county has no sign-out, or has it on a host that is not its own.
#[must_use]
pub fn address(known: &Known, provider: &Provider, asked: &SignOut<'_>) -> Option<String> {
    let endpoint = known.metadata.additional_metadata().end_session_endpoint.as_deref()?;
    let url: Url = endpoint.parse().ok()?;
    if !Egress::of(provider)?.allows(&url) {
        return None;
    }
    let hint = is_hint(asked.id_token, &provider.issuer).then_some(("id_token_hint", asked.id_token));
    let others = [
        ("client_id", provider.client_id.as_str()),
        ("post_logout_redirect_uri", asked.return_to),
        ("state", asked.state),
    ];
    let all: Vec<_> = hint.into_iter().chain(others).collect();
    Some(with_query(endpoint, &all))
}

/// Without a hint the county asks the person (§2), which is better than a name or a number in an address.
fn is_hint(id_token: &str, issuer: &str) -> bool {
    let Some(parsed) = jws::parse(id_token) else { return false };
    let is_bare = parsed
        .payload
        .as_object()
        .is_some_and(|claims| claims.keys().all(|name| BARE.contains(&name.as_str())));
    is_bare && parsed.payload["iss"] == issuer
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::*;

    fn token(claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        [part(&json!({ "alg": "ES256" })), part(claims), "AAAA".into()].join(".")
    }

    #[test]
    fn only_a_token_that_says_nothing_of_the_person_stands_in_an_address() {
        let issuer = "https://county.example";
        let bare = json!({ "iss": issuer, "sub": "s-1", "aud": "edupass", "exp": 1, "iat": 1, "nonce": "n", "sid": "x" });
        assert!(is_hint(&token(&bare), issuer));
        assert!(!is_hint(&token(&bare), "https://other.example"), "the county has moved");
        for (name, value) in [
            ("name", json!("王小明")),
            ("kh_profile", json!({ "id_number": "A123456789" })),
            ("email", json!("a@b.example")),
        ] {
            let mut telling = bare.clone();
            telling[name] = value;
            assert!(!is_hint(&token(&telling), issuer), "{name}");
        }
        assert!(!is_hint("", issuer) && !is_hint("a.b.c", issuer));
    }
}
