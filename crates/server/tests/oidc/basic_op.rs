//! Each module of the Basic OP plan (`oidcc-basic-certification-test-plan`) under its own name, with
//! the same precondition and verdict. `form_post_op` runs them again with `response_mode=form_post`.

use axum::http::{Method, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::paths::oidc;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::RESPONSE_MODE;
use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::{CALLBACK, RelyingParty, SECRET, STATE, error, returned, waiting};

/// What the suite registers, with this plan's way to answer.
async fn service(engine: Engine) -> RelyingParty {
    RelyingParty { response_mode: RESPONSE_MODE, ..RelyingParty::new(engine).await }
}

on_both_databases! {
    async fn oidcc_server(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.browser();
        let asked = service.authorize(&mut browser, &[]).await;
        let id = waiting(&asked, "/sign-in");
        let back = browser.sign_in_for(&id, "amy").await;
        let parameters = returned(&back);
        assert_eq!(parameters.get("state"), Some(STATE));
        let answer = service.exchange(parameters.get("code").unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.headers["cache-control"], "no-store");
        let tokens = answer.json();
        assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(600)));
        for name in ["access_token", "refresh_token"] {
            assert_eq!(tokens[name].as_str().unwrap().len(), 43, "as the ministry's system writes it");
        }
        let claims = service.verified(&tokens).await;
        let now = service.test.app.clock.now().0 / 1000;
        assert_eq!(claims["iss"], "http://localhost:8600");
        assert_eq!(claims["aud"], service.id.as_str());
        assert_eq!(claims["nonce"], "n-1");
        assert_eq!((&claims["acr"], &claims["amr"]), (&json!("urn:edupass:acr:password"), &json!(["pwd"])));
        assert!((now - claims["iat"].as_i64().unwrap()).abs() < 5 && claims["exp"].as_i64().unwrap() > now);
        assert!(claims["auth_time"].as_i64().unwrap() <= now && claims["sid"].is_string());
        let hash = Sha256::digest(tokens["access_token"].as_str().unwrap());
        assert_eq!(claims["at_hash"], URL_SAFE_NO_PAD.encode(&hash[..16]));
        let again = browser.get(&oidc::authorize_continue(&id)).await;
        assert_eq!(again.status, StatusCode::GONE, "a request is answered once");
    }

    async fn oidcc_response_type_missing(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        let answer = service.authorize(&mut browser, &[("response_type", "")]).await;
        assert_eq!(error(&answer), "invalid_request");
        let answer = service.authorize(&mut browser, &[("response_type", "id_token")]).await;
        assert_eq!(error(&answer), "unsupported_response_type");
    }

    async fn oidcc_idtoken_signature(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        service.verified(&tokens).await;
        let header = tokens["id_token"].as_str().unwrap().split('.').next().unwrap();
        let header: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap();
        assert_eq!((&header["alg"], &header["typ"]), (&json!("RS256"), &json!("JWT")));
    }

    /// Skipped by the plan where `none` is not offered, as it is here: neither offered nor used.
    async fn oidcc_idtoken_unsigned(engine: Engine) {
        let service = service(engine).await;
        let offered = service.caller().get(oidc::DISCOVERY).await.json();
        let algorithms = offered["id_token_signing_alg_values_supported"].as_array().unwrap();
        assert!(!algorithms.contains(&json!("none")));
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let parts: Vec<_> = tokens["id_token"].as_str().unwrap().split('.').map(str::len).collect();
        assert!(parts.len() == 3 && parts[2] > 0, "{parts:?}");
    }

    async fn oidcc_userinfo_get(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let answer = service.resource(oidc::USERINFO, &tokens).await;
        assert_eq!(answer.headers["content-type"], "application/json");
        assert_eq!(answer.json()["sub"], service.verified(&tokens).await["sub"]);
    }

    async fn oidcc_userinfo_post_header(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let bearer = ["Bearer ", tokens["access_token"].as_str().unwrap()].concat();
        let answer =
            service.caller().ask(Method::POST, oidc::USERINFO, &[("authorization", &bearer)], None).await;
        assert_eq!(answer.json()["sub"], service.verified(&tokens).await["sub"]);
    }

    async fn oidcc_userinfo_post_body(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let token = tokens["access_token"].as_str().unwrap();
        let answer = service.caller().form(oidc::USERINFO, &[], &[("access_token", token)]).await;
        assert_eq!(answer.json()["sub"], service.verified(&tokens).await["sub"]);
    }

    async fn oidcc_ensure_request_without_nonce_succeeds_for_code_flow(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[("nonce", "")]).await;
        assert!(service.verified(&tokens).await["nonce"].is_null());
        // Clients of the ministry's system send it without a value.
        let address = [&crate::oidc::requests::address(&service, &[("nonce", "")]), "&nonce="].concat();
        let code = returned(&browser.get(&address).await).get("code").unwrap().to_owned();
        let tokens = service.exchange(&code).await.json();
        assert!(service.verified(&tokens).await["nonce"].is_null());
    }

    async fn oidcc_scope_profile(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "openid profile")]).await;
        let told = service.resource(oidc::USERINFO, &tokens).await.json();
        let sub = told["sub"].clone();
        let expected = json!({
            "sub": sub, "name": "王小明", "family_name": "王", "given_name": "小明", "preferred_username": "amy"
        });
        assert_eq!(told, expected);
        assert_eq!(service.verified(&tokens).await["preferred_username"], "amy", "older clients look there");
    }

    async fn oidcc_scope_email(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "openid email")]).await;
        let told = service.resource(oidc::USERINFO, &tokens).await.json();
        assert_eq!((&told["email"], &told["email_verified"]), (&json!("amy@mail.edu.tw"), &json!(true)));
        assert!(told["name"].is_null());
    }

    async fn oidcc_scope_address(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "openid address")]).await;
        assert_eq!(tokens["scope"], "openid", "an unknown scope is ignored");
    }

    async fn oidcc_scope_phone(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "openid phone")]).await;
        assert_eq!(tokens["scope"], "openid");
    }

    async fn oidcc_scope_all(engine: Engine) {
        let service = service(engine).await;
        let scope = "openid profile email address phone";
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", scope)]).await;
        assert_eq!(tokens["scope"], "openid profile email");
    }

    async fn oidcc_ensure_other_scope_order_succeeds(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "email openid")]).await;
        assert_eq!(tokens["scope"], "openid email");
    }

    async fn oidcc_display_page(engine: Engine) {
        let service = service(engine).await;
        service.tokens(&mut service.signed_in().await, &[("display", "page")]).await;
    }

    async fn oidcc_display_popup(engine: Engine) {
        let service = service(engine).await;
        service.tokens(&mut service.signed_in().await, &[("display", "popup")]).await;
    }

    async fn oidcc_prompt_login(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        let before = service.verified(&service.tokens(&mut browser, &[]).await).await;
        service.test.app.clock.advance_seconds(2);
        let asked = service.authorize(&mut browser, &[("prompt", "login")]).await;
        let id = waiting(&asked, "/sign-in");
        let early = browser.get(&oidc::authorize_continue(&id)).await;
        assert_eq!(waiting(&early, "/sign-in"), id, "nobody gets past the form");
        let back = browser.sign_in_for(&id, "amy").await;
        let tokens = service.exchange(returned(&back).get("code").unwrap()).await.json();
        let after = service.verified(&tokens).await;
        assert!(after["auth_time"].as_i64() > before["auth_time"].as_i64());
        assert_eq!((&after["sub"], &after["sid"]), (&before["sub"], &before["sid"]), "one session for the service");
        assert_eq!(service.test.count("SELECT COUNT(*) FROM session WHERE ended_at IS NULL").await, 1);
    }

    async fn oidcc_prompt_none_not_logged_in(engine: Engine) {
        let service = service(engine).await;
        let answer = service.authorize(&mut service.browser(), &[("prompt", "none")]).await;
        assert_eq!(error(&answer), "login_required");
    }

    async fn oidcc_prompt_none_logged_in(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        let first = service.verified(&service.tokens(&mut browser, &[]).await).await;
        let second = service.verified(&service.tokens(&mut browser, &[("prompt", "none")]).await).await;
        assert_eq!((&first["sub"], &first["auth_time"]), (&second["sub"], &second["auth_time"]));
    }

    async fn oidcc_max_age_1(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        service.test.app.clock.advance_seconds(2);
        let asked = service.authorize(&mut browser, &[("max_age", "1")]).await;
        let back = browser.sign_in_for(&waiting(&asked, "/sign-in"), "amy").await;
        let tokens = service.exchange(returned(&back).get("code").unwrap()).await.json();
        let now = service.test.app.clock.now().0 / 1000;
        assert!(now - service.verified(&tokens).await["auth_time"].as_i64().unwrap() <= 2);
    }

    async fn oidcc_max_age_10000(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        let first = service.verified(&service.tokens(&mut browser, &[]).await).await;
        let second = service.verified(&service.tokens(&mut browser, &[("max_age", "10000")]).await).await;
        assert_eq!(first["auth_time"], second["auth_time"]);
    }

    async fn oidcc_ensure_request_with_unknown_parameter_succeeds(engine: Engine) {
        let service = service(engine).await;
        service.tokens(&mut service.signed_in().await, &[("extra", "foobar")]).await;
    }

    async fn oidcc_id_token_hint(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        let hint = tokens["id_token"].as_str().unwrap();
        service.test.app.clock.advance_seconds(9 * 60);
        let again = service.tokens(&mut browser, &[("prompt", "none"), ("id_token_hint", hint)]).await;
        assert_eq!(service.verified(&again).await["sub"], service.verified(&tokens).await["sub"]);
        service.test.add_person("ben", "pupil", "李小華", "active").await;
        let mut other = service.browser();
        other.sign_in("ben", crate::support::people::PASSWORD).await;
        service.test.app.clock.advance_seconds(1);
        let answer = service.authorize(&mut other, &[("prompt", "none"), ("id_token_hint", hint)]).await;
        assert_eq!(error(&answer), "login_required", "somebody else is signed in");
    }

    async fn oidcc_login_hint(engine: Engine) {
        let service = service(engine).await;
        let asked = service.authorize(&mut service.browser(), &[("login_hint", "amy@mail.edu.tw")]).await;
        waiting(&asked, "/sign-in");
        assert!(!asked.location().contains("amy"), "nothing personal in an address");
    }

    async fn oidcc_ui_locales(engine: Engine) {
        let service = service(engine).await;
        let asked = service.authorize(&mut service.browser(), &[("ui_locales", "en-GB zh-TW")]).await;
        assert!(asked.location().ends_with("&lang=en"));
        let asked = service.authorize(&mut service.browser(), &[("ui_locales", "se")]).await;
        assert!(!asked.location().contains("lang"));
    }

    async fn oidcc_claims_locales(engine: Engine) {
        let service = service(engine).await;
        service.tokens(&mut service.signed_in().await, &[("claims_locales", "se")]).await;
    }

    async fn oidcc_ensure_request_with_acr_values_succeeds(engine: Engine) {
        let service = service(engine).await;
        service.tokens(&mut service.signed_in().await, &[("acr_values", "1 2")]).await;
    }

    async fn oidcc_codereuse(engine: Engine) {
        let service = service(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let tokens = service.exchange(&code).await.json();
        let again = service.exchange(&code).await;
        assert_eq!((again.status, &again.json()["error"]), (StatusCode::BAD_REQUEST, &json!("invalid_grant")));
        let userinfo = service.resource(oidc::USERINFO, &tokens).await;
        assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED, "what it issued is taken back");
        let refresh = service.refresh(tokens["refresh_token"].as_str().unwrap()).await;
        assert_eq!(refresh.json()["error"], "invalid_grant");
    }

    async fn oidcc_codereuse_30seconds(engine: Engine) {
        let service = service(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let tokens = service.exchange(&code).await.json();
        service.test.app.clock.advance_seconds(30);
        assert_eq!(service.exchange(&code).await.json()["error"], "invalid_grant");
        let userinfo = service.resource(oidc::USERINFO, &tokens).await;
        assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED);
    }

    async fn oidcc_ensure_registered_redirect_uri(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        for other in ["https://rp.example/other", "https://rp.example/cb", "https://evil.example/cb?kind=oidc", ""] {
            let answer = service.authorize(&mut browser, &[("redirect_uri", other)]).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::BAD_REQUEST, String::new()));
            let text = answer.text();
            assert!(text.contains("沒有正確地請求登入") && text.contains("redirect_uri."), "{text}");
        }
    }

    async fn oidcc_ensure_post_request_succeeds(engine: Engine) {
        let service = service(engine).await;
        let mut browser = service.signed_in().await;
        // A form of another site brings no cookies of ours.
        let mut form = service.browser().with_header("sec-fetch-site", Some("cross-site"));
        let asked = form.form(oidc::AUTHORIZE, &[], &service.request(&[])).await;
        assert_eq!((asked.status, form.cookies.len()), (StatusCode::SEE_OTHER, 0));
        let back = browser.get(&asked.location()).await;
        assert_eq!(service.exchange(returned(&back).get("code").unwrap()).await.status, StatusCode::OK);
    }

    async fn oidcc_server_client_secret_post(engine: Engine) {
        let service = service(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("client_id", service.id.as_str()),
            ("client_secret", SECRET),
        ];
        let answer = service.caller().form(oidc::TOKEN, &[], &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }

    async fn oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported(engine: Engine) {
        let service = service(engine).await;
        let changed = [("request_uri", "https://rp.example/request.jwt")];
        let answer = service.authorize(&mut service.signed_in().await, &changed).await;
        assert_eq!(error(&answer), "request_uri_not_supported");
    }

    async fn oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported(engine: Engine) {
        let service = service(engine).await;
        let changed = [("request", "eyJhbGciOiJub25lIn0.e30.")];
        let answer = service.authorize(&mut service.signed_in().await, &changed).await;
        assert_eq!(error(&answer), "request_not_supported");
    }

    async fn oidcc_claims_essential(engine: Engine) {
        let service = service(engine).await;
        let asked = r#"{"userinfo":{"name":{"essential":true}},"id_token":{"email":null,"nobody_knows":null}}"#;
        let tokens = service.tokens(&mut service.signed_in().await, &[("claims", asked)]).await;
        let told = service.resource(oidc::USERINFO, &tokens).await.json();
        assert_eq!((&told["name"], told.as_object().unwrap().len()), (&json!("王小明"), 2));
        assert_eq!(service.verified(&tokens).await["email"], "amy@mail.edu.tw");
    }

    async fn oidcc_ensure_request_object_with_redirect_uri(engine: Engine) {
        let service = service(engine).await;
        let payload = URL_SAFE_NO_PAD.encode(r#"{"redirect_uri":"https://evil.example/"}"#);
        let object = ["eyJhbGciOiJub25lIn0.", &payload, "."].concat();
        let answer = service.authorize(&mut service.signed_in().await, &[("request", &object)]).await;
        assert_eq!(error(&answer), "request_not_supported", "told at the registered address");
    }

    async fn oidcc_refresh_token(engine: Engine) {
        let service = service(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let first = service.verified(&tokens).await;
        let token = tokens["refresh_token"].as_str().unwrap();
        let other = service.test.add_client("other", |_| ()).await;
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", other.id.as_str()),
            ("client_secret", SECRET),
        ];
        let stolen = service.caller().form(oidc::TOKEN, &[], &fields).await;
        assert_eq!(stolen.json()["error"], "invalid_grant", "another client's token");
        let renewed = service.refresh(token).await.json();
        let second = service.verified(&renewed).await;
        for name in ["iss", "sub", "aud", "auth_time", "sid"] {
            assert_eq!(first[name], second[name], "{name}");
        }
        assert_ne!(tokens["access_token"], renewed["access_token"]);
        assert_eq!(service.resource(oidc::USERINFO, &renewed).await.status, StatusCode::OK);
    }

    async fn oidcc_ensure_request_with_valid_pkce_succeeds(engine: Engine) {
        let service = service(engine).await;
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let changed = [("code_challenge", challenge), ("code_challenge_method", "S256")];
        let code = service.code(&mut service.signed_in().await, &changed).await;
        let mut fields = vec![("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", CALLBACK)];
        assert_eq!(service.token(&fields).await.json()["error"], "invalid_grant", "the verifier is missing");
        fields.push(("code_verifier", verifier));
        assert_eq!(service.token(&fields).await.status, StatusCode::OK);
    }
}
