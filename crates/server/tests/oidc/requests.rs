//! Authorization requests beyond the conformance plans.

use axum::http::StatusCode;
use contract::paths;
use contract::paths::oidc;
use serde_json::json;
use server::oidc::parameters::with_query;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::people::PASSWORD;
use crate::support::relying_party::{CALLBACK, RelyingParty, STATE, error, returned, waiting};

pub(super) fn address(service: &RelyingParty, changed: &[(&str, &str)]) -> String {
    with_query(oidc::AUTHORIZE, &service.request(changed))
}

on_both_databases! {
    async fn what_cannot_be_told_to_the_client_is_shown(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let repeated = [&address(&service, &[]), "&redirect_uri=https%3A%2F%2Fevil.example"].concat();
        let unknown = address(&service, &[("client_id", "0123")]);
        let nobody = address(&service, &[("client_id", "")]);
        let broken = [&address(&service, &[]), "&x=%FF"].concat();
        for path in [repeated, unknown, nobody, broken] {
            let answer = browser.get(&path).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::BAD_REQUEST, String::new()), "{path}");
            assert_eq!(answer.headers["x-frame-options"], "DENY");
        }
        service.test.sql("UPDATE client SET is_disabled = TRUE").await;
        assert_eq!(browser.get(&address(&service, &[])).await.status, StatusCode::BAD_REQUEST);
    }

    async fn other_mistakes_are_told_at_the_redirect_uri(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let long = "x".repeat(3000);
        let cases = [
            ("scope", "email", "invalid_scope"),
            ("response_mode", "fragment", "invalid_request"),
            ("prompt", "none login", "invalid_request"),
            ("prompt", "sing", "invalid_request"),
            ("max_age", "-1", "invalid_request"),
            ("max_age", "soon", "invalid_request"),
            ("claims", "{", "invalid_request"),
            ("nonce", long.as_str(), "invalid_request"),
            ("id_token_hint", "x.y.z", "invalid_request"),
            ("registration", "{}", "registration_not_supported"),
            ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "invalid_request"),
            ("code_challenge_method", "plain", "invalid_request"),
        ];
        for (name, value, expected) in cases {
            let answer = service.authorize(&mut browser, &[(name, value)]).await;
            assert_eq!(error(&answer), expected, "{name}={value}");
        }
        let twice = browser.get(&[&address(&service, &[]), "&nonce=2"].concat()).await;
        assert_eq!(error(&twice), "invalid_request");
    }

    async fn pkce_is_needed_where_the_registration_says_so(engine: Engine) {
        let service = RelyingParty::with(engine, |client| client.registration.pkce_required = true).await;
        let answer = service.authorize(&mut service.signed_in().await, &[]).await;
        assert_eq!(error(&answer), "invalid_request");
    }

    async fn verifier_without_a_challenge_is_an_attack(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", CALLBACK),
            ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        ];
        assert_eq!(service.token(&fields).await.json()["error"], "invalid_grant");
    }

    async fn request_belongs_to_its_browser(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let id = waiting(&service.authorize(&mut service.browser(), &[]).await, "/sign-in");
        let mut other = service.signed_in().await;
        let answer = other.get(&oidc::authorize_continue(&id)).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::GONE, String::new()));
        let flow = service.browser().post(paths::FLOWS_LOGIN, &json!({ "authorization": id })).await.flow();
        assert!(flow.service.is_none(), "another browser learns nothing of it");
    }

    async fn request_is_over_after_half_an_hour(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.browser();
        let id = waiting(&service.authorize(&mut browser, &[]).await, "/sign-in");
        service.test.app.clock.advance_seconds(30 * 60 + 1);
        let answer = browser.get(&oidc::authorize_continue(&id)).await;
        assert!(answer.text().contains("這次登入已經結束或逾時"));
        server::services::sweep::run(&service.test.app).await.unwrap();
        assert_eq!(service.test.count("SELECT COUNT(*) FROM authorization_request").await, 0);
    }

    async fn one_session_serves_every_service(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.browser();
        let id = waiting(&service.authorize(&mut browser, &[]).await, "/sign-in");
        browser.sign_in_for(&id, "amy").await;
        service.test.app.clock.advance_seconds(1);
        let other = service.test.add_client("other", |client| {
            client.registration.sector = "other.example".into();
        });
        let other = other.await;
        let answer = service.authorize(&mut browser, &[("client_id", &other.id)]).await;
        assert!(returned(&answer).get("code").is_some(), "without a form");
    }

    async fn services_cannot_compare_their_people(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let first = service.verified(&service.tokens(&mut browser, &[]).await).await["sub"].clone();
        let sub = first.as_str().unwrap();
        assert!(sub.len() == 36 && sub.as_bytes()[14] == b'5', "a UUID: {sub}");
        service.test.sql("UPDATE client SET registration = REPLACE(registration, 'rp.example\",\"consent', \
            'other.example\",\"consent')").await;
        let second = service.verified(&service.tokens(&mut browser, &[]).await).await["sub"].clone();
        assert_ne!(first, second, "another sector");
        service.test.sql("UPDATE client SET registration = REPLACE(registration, 'pairwise', 'public')").await;
        let public = service.verified(&service.tokens(&mut browser, &[]).await).await["sub"].clone();
        assert_eq!(public, service.test.text("SELECT id FROM account").await.as_str());
    }

    async fn person_may_choose_another_account(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.add_person("ben", "pupil", "李小華", "active").await;
        let mut browser = service.signed_in().await;
        let first = service.verified(&service.tokens(&mut browser, &[]).await).await["sub"].clone();
        let asked = service.authorize(&mut browser, &[("prompt", "select_account")]).await;
        let id = waiting(&asked, paths::SCREEN_CHOOSE_ACCOUNT);
        let another = paths::authorization(paths::AUTHORIZATION_ACCOUNT, &id);
        assert_eq!(browser.post(&another, &json!({})).await.status, StatusCode::OK);
        service.test.app.clock.advance_seconds(1);
        let back = browser.sign_in_for(&id, "ben").await;
        let tokens = service.exchange(returned(&back).get("code").unwrap()).await.json();
        assert_ne!(service.verified(&tokens).await["sub"], first);
        let live = "SELECT COUNT(*) FROM session WHERE ended_at IS NULL";
        assert_eq!(service.test.count(live).await, 1, "the account before is signed out");
    }

    async fn another_person_than_the_one_asked_for_is_not_passed_on(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.add_person("ben", "pupil", "李小華", "active").await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        let hint = tokens["id_token"].as_str().unwrap();
        let mut other = service.browser();
        let asked = service.authorize(&mut other, &[("id_token_hint", hint)]).await;
        let back = other.sign_in_for(&waiting(&asked, "/sign-in"), "ben").await;
        assert_eq!(error(&back), "login_required");
    }

    async fn needed_way_of_signing_in_is_met_or_refused(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let met = r#"{"id_token":{"acr":{"essential":true,"values":["urn:edupass:acr:password"]}}}"#;
        assert!(returned(&service.authorize(&mut browser, &[("claims", met)]).await).get("code").is_some());
        let unmet = r#"{"id_token":{"acr":{"essential":true,"values":["urn:other:acr"]}}}"#;
        let asked = service.authorize(&mut browser, &[("claims", unmet)]).await;
        service.test.app.clock.advance_seconds(1);
        let back = browser.sign_in_for(&waiting(&asked, "/sign-in"), "amy").await;
        assert_eq!(error(&back), "unmet_authentication_requirements");
    }

    async fn second_tab_that_signed_in_ends_the_wait(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.browser();
        let id = waiting(&service.authorize(&mut browser, &[]).await, "/sign-in");
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        let opened = browser.post(paths::FLOWS_LOGIN, &json!({ "authorization": id })).await;
        assert_eq!(opened.code(), "session.already_available");
        let back = browser.get(&oidc::authorize_continue(&id)).await;
        assert_eq!(returned(&back).get("state"), Some(STATE));
    }

    async fn first_language_that_the_pages_speak_counts(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let cases = [
            ("fr en-GB zh-TW", "&lang=en"),
            ("fr ZH_hant en", ""),
            ("english fr", ""),
        ];
        for (tags, expected) in cases {
            let asked = service.authorize(&mut service.browser(), &[("ui_locales", tags)]).await;
            let location = asked.location();
            let language = location.find("&lang=").map_or("", |at| &location[at..]);
            assert_eq!(language, expected, "{tags}");
        }
    }

    async fn hint_and_claims_name_the_same_person(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        let hint = tokens["id_token"].as_str().unwrap();
        let sub = service.verified(&tokens).await["sub"].clone();
        let same = json!({ "id_token": { "sub": { "value": sub } } }).to_string();
        let code = service.code(&mut browser, &[("id_token_hint", hint), ("claims", &same)]).await;
        assert!(!code.is_empty());
        let other = r#"{"id_token":{"sub":{"value":"somebody else"}}}"#;
        let answer = service.authorize(&mut browser, &[("id_token_hint", hint), ("claims", other)]).await;
        assert_eq!(error(&answer), "invalid_request");
    }
}
