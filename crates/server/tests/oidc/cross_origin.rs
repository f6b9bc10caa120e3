//! What pages of other origins may ask (REQ-OP-3).

use axum::http::{Method, StatusCode};
use contract::paths::oidc;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

/// What a browser asks before a page's own request.
const PREFLIGHT: [(&str, &str); 3] = [
    ("origin", "https://rp.example"),
    ("access-control-request-method", "POST"),
    ("access-control-request-headers", "authorization"),
];

on_both_databases! {
    async fn other_origins_may_ask_what_takes_no_cookie(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let resource = oidc::RESOURCES_V2.replace("{name}", "eduinfo");
        for path in [oidc::TOKEN, oidc::USERINFO, oidc::JWKS, oidc::DISCOVERY, &resource] {
            let answer = service.caller().ask(Method::OPTIONS, path, &PREFLIGHT, None).await;
            assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path}");
            assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
            assert_eq!(answer.headers["access-control-allow-methods"], "GET, POST", "{path}");
            assert_eq!(answer.headers["access-control-allow-headers"], "authorization, content-type");
        }
        let refused = service.caller().ask(Method::PUT, oidc::TOKEN, &[], None).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::METHOD_NOT_ALLOWED, "request.method".into()));
    }

    async fn other_origins_may_not_ask_for_codes(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        for path in [oidc::AUTHORIZE, oidc::LOGOUT, oidc::INTROSPECT, oidc::REVOKE] {
            let answer = service.caller().ask(Method::OPTIONS, path, &PREFLIGHT, None).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
        }
    }
}
