//! The Config OP plan: one module, `oidcc-discovery-endpoint-verification`.

use contract::paths::oidc;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::relying_party::RelyingParty;
use crate::support::{Engine, TestApp};

/// OpenID Connect Discovery §3, RFC 8414 §2, RFC 9207 §3, the logout specifications, Prompt Create §4.
const KNOWN: [&str; 34] = [
    "issuer",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "introspection_endpoint",
    "revocation_endpoint",
    "end_session_endpoint",
    "scopes_supported",
    "response_types_supported",
    "response_modes_supported",
    "grant_types_supported",
    "subject_types_supported",
    "id_token_signing_alg_values_supported",
    "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported",
    "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported",
    "revocation_endpoint_auth_methods_supported",
    "revocation_endpoint_auth_signing_alg_values_supported",
    "code_challenge_methods_supported",
    "prompt_values_supported",
    "display_values_supported",
    "claim_types_supported",
    "claims_supported",
    "acr_values_supported",
    "ui_locales_supported",
    "claims_parameter_supported",
    "request_parameter_supported",
    "request_uri_parameter_supported",
    "require_request_uri_registration",
    "authorization_response_iss_parameter_supported",
    "backchannel_logout_supported",
    "backchannel_logout_session_supported",
];

on_both_databases! {
    async fn oidcc_discovery_endpoint_verification(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let answer = service.caller().get(oidc::DISCOVERY).await;
        assert_eq!(answer.headers["content-type"], "application/json");
        assert_eq!(answer.headers["access-control-allow-origin"], "*");
        let document = answer.json();
        assert_eq!(document["issuer"], "http://localhost:8600");
        for (name, value) in document.as_object().unwrap() {
            let is_address = name.ends_with("_endpoint") || name.ends_with("_uri");
            assert!(!is_address || value.as_str().unwrap().starts_with("http://localhost:8600/"), "{name}");
        }
        assert_eq!(document["response_types_supported"], json!(["code"]));
        assert_eq!(document["code_challenge_methods_supported"], json!(["S256"]));
        assert_eq!(document["request_parameter_supported"], false);
        assert_eq!(document["authorization_response_iss_parameter_supported"], true);
        let holds = |name: &str, value: &str| document[name].as_array().unwrap().contains(&json!(value));
        assert!(holds("id_token_signing_alg_values_supported", "RS256"));
        assert!(!holds("id_token_signing_alg_values_supported", "none"));
        assert!(holds("scopes_supported", "openid") && holds("claims_supported", "sub"));
        assert!(holds("subject_types_supported", "pairwise") && holds("subject_types_supported", "public"));
    }

    async fn every_address_of_a_deployment_is_https(engine: Engine) {
        let test = TestApp::with(engine, "[server]\npublic_origin = \"https://sso.example\"\n").await;
        let mut caller = Browser::new(&test).with_header("sec-fetch-site", None).with_header("host", Some("sso.example"));
        let document = caller.get(oidc::DISCOVERY).await.json();
        assert_eq!(document["issuer"], "https://sso.example");
        let addresses = document.as_object().unwrap().iter().filter(|(_, value)| {
            value.as_str().is_some_and(|text| text.contains("://"))
        });
        for (name, address) in addresses.clone() {
            assert!(address.as_str().unwrap().starts_with("https://sso.example"), "{name}");
        }
        assert_eq!(addresses.count(), 8);
    }

    async fn document_has_no_member_that_no_specification_knows(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let document = service.caller().get(oidc::DISCOVERY).await.json();
        for name in document.as_object().unwrap().keys() {
            assert!(KNOWN.contains(&name.as_str()), "{name}");
        }
        for language in document["ui_locales_supported"].as_array().unwrap() {
            let language = language.as_str().unwrap();
            assert!(language.split('-').all(|part| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_alphanumeric())));
        }
        let claims = document["claims_supported"].as_array().unwrap();
        let distinct: std::collections::HashSet<_> = claims.iter().collect();
        assert_eq!(distinct.len(), claims.len());
    }

    async fn keys_are_public_halves_with_names_of_their_own(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let answer = service.caller().get(oidc::JWKS).await;
        assert_eq!(answer.headers["cross-origin-resource-policy"], "cross-origin");
        let keys = answer.json()["keys"].as_array().unwrap().clone();
        assert_eq!((&keys[0]["alg"], &keys[1]["alg"]), (&json!("RS256"), &json!("ES256")));
        assert_ne!(keys[0]["kid"], keys[1]["kid"]);
        for key in keys {
            assert_eq!(key["use"], "sig");
            for secret in ["d", "p", "q", "dp", "dq", "qi", "k"] {
                assert!(key[secret].is_null(), "{secret}");
            }
        }
    }
}
