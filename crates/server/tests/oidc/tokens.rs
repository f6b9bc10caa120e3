//! Codes and access tokens: their life, their form at rest, introspection, revocation.

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use contract::paths;
use contract::paths::oidc;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Answer;
use crate::support::relying_party::{RelyingParty, SECRET};

async fn call(service: &RelyingParty, path: &str, token: &str) -> Answer {
    let basic = ["Basic ", &STANDARD.encode([service.id.as_str(), ":", SECRET].concat())].concat();
    service.caller().form(path, &[("authorization", &basic)], &[("token", token)]).await
}

fn text<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().unwrap()
}

on_both_databases! {
    async fn code_is_good_for_a_minute_and_its_redirect_uri(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let code = service.code(&mut browser, &[]).await;
        let fields = [("grant_type", "authorization_code"), ("code", &*code), ("redirect_uri", "https://rp.example/")];
        assert_eq!(service.token(&fields).await.json()["error"], "invalid_grant");
        assert_eq!(service.exchange(&code).await.status, StatusCode::OK);
        let late = service.code(&mut browser, &[]).await;
        service.test.app.clock.advance_seconds(61);
        assert_eq!(service.exchange(&late).await.json()["error"], "invalid_grant");
    }

    async fn code_is_exchanged_once_by_requests_at_the_same_time(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let answers = futures_util::future::join_all((0..6).map(|_| service.exchange(&code))).await;
        let good: Vec<&Answer> = answers.iter().filter(|answer| answer.status == StatusCode::OK).collect();
        assert_eq!(good.len(), 1);
        let userinfo = service.resource(oidc::USERINFO, &good[0].json()).await;
        assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED, "one of the two was a thief");
    }

    async fn access_token_is_good_for_ten_minutes(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        service.test.app.clock.advance_seconds(599);
        assert_eq!(service.resource(oidc::USERINFO, &tokens).await.status, StatusCode::OK);
        service.test.app.clock.advance_seconds(2);
        let late = service.resource(oidc::USERINFO, &tokens).await;
        assert_eq!(late.status, StatusCode::UNAUTHORIZED);
        assert!(late.headers["www-authenticate"].to_str().unwrap().contains("invalid_token"));
    }

    async fn token_is_not_taken_from_the_address(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let path = [oidc::USERINFO, "?access_token=", text(&tokens, "access_token")].concat();
        let answer = service.caller().get(&path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answer.headers["www-authenticate"], "Bearer realm=\"EduPass\"");
    }

    async fn nothing_that_opens_anything_is_stored(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let tokens = service.exchange(&code).await.json();
        let renewed = service.refresh(text(&tokens, "refresh_token")).await.json();
        let secrets = [
            code.as_str(),
            SECRET,
            text(&tokens, "access_token"),
            text(&tokens, "refresh_token"),
            text(&renewed, "refresh_token"),
        ];
        let tables = ["client", "authorization_code", "access_token", "refresh_token", "oidc_grant", "audit_event"];
        for table in tables {
            let dump = service.test.dump(table).await;
            assert!(secrets.iter().all(|secret| !dump.contains(secret)), "{table}");
        }
    }

    async fn client_learns_of_its_own_tokens(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "openid email")]).await;
        let told = call(&service, oidc::INTROSPECT, text(&tokens, "access_token")).await.json();
        assert_eq!((&told["active"], &told["scope"]), (&json!(true), &json!("openid email")));
        assert_eq!(told["sub"], service.verified(&tokens).await["sub"]);
        let told = call(&service, oidc::INTROSPECT, text(&tokens, "refresh_token")).await.json();
        assert_eq!(told["active"], true);
        assert_eq!(call(&service, oidc::INTROSPECT, "unknown").await.json(), json!({ "active": false }));
        let other = service.test.add_client("other", |_| ()).await;
        let basic = ["Basic ", &STANDARD.encode([other.id.as_str(), ":", SECRET].concat())].concat();
        let fields = [("token", text(&tokens, "access_token"))];
        let told = service.caller().form(oidc::INTROSPECT, &[("authorization", &basic)], &fields).await;
        assert_eq!(told.json(), json!({ "active": false }), "another client's token");
    }

    async fn client_takes_its_tokens_back(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        assert_eq!(call(&service, oidc::REVOKE, text(&tokens, "access_token")).await.status, StatusCode::OK);
        assert_eq!(service.resource(oidc::USERINFO, &tokens).await.status, StatusCode::UNAUTHORIZED);
        let renewed = service.refresh(text(&tokens, "refresh_token")).await.json();
        call(&service, oidc::REVOKE, text(&renewed, "refresh_token")).await;
        assert_eq!(service.resource(oidc::USERINFO, &renewed).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(call(&service, oidc::REVOKE, "unknown").await.status, StatusCode::OK);
    }

    async fn signing_out_takes_every_services_tokens_back(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        assert_eq!(service.resource(oidc::USERINFO, &tokens).await.status, StatusCode::UNAUTHORIZED);
        let refused = service.refresh(text(&tokens, "refresh_token")).await;
        assert_eq!(refused.json()["error"], "invalid_grant");
    }

    async fn tokens_of_a_disabled_account_are_not_active(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        service.test.sql("UPDATE account SET state = 'disabled'").await;
        for name in ["access_token", "refresh_token"] {
            let told = call(&service, oidc::INTROSPECT, text(&tokens, name)).await.json();
            assert_eq!(told, json!({ "active": false }), "{name}");
        }
    }

    async fn mistakes_at_userinfo_carry_a_challenge(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        let token = text(&tokens, "access_token");
        let bearer = ["Bearer ", token].concat();
        let twice = service.caller().form(oidc::USERINFO, &[("authorization", &bearer)], &[("access_token", token)]).await;
        let json = service.caller().post(oidc::USERINFO, &json!({ "access_token": token })).await;
        for answer in [twice, json] {
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            let challenge = answer.headers["www-authenticate"].to_str().unwrap();
            assert!(challenge.starts_with("Bearer ") && challenge.contains("error=\"invalid_request\""), "{challenge}");
        }
        let none = service.caller().form(oidc::USERINFO, &[], &[]).await;
        assert_eq!(none.headers["www-authenticate"], "Bearer realm=\"EduPass\"");
    }
}
