//! The Config OP plan: one module, `oidcc-discovery-endpoint-verification`.

use contract::paths::oidc;
use serde_json::json;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

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
