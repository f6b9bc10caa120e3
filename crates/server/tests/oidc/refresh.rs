//! Refresh tokens: rotation, lost answers, theft.

use axum::http::StatusCode;
use contract::paths::oidc;
use serde_json::Value;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

fn token(tokens: &Value) -> String {
    tokens["refresh_token"].as_str().unwrap_or_else(|| panic!("{tokens}")).to_owned()
}

/// No grant outlives its session (ADR 7): one of forty days, as a deployment may have it.
const LONG_SESSION: &str =
    "UPDATE session SET service_seconds = 3456000, expires_at = expires_at + 3456000000";

on_both_databases! {
    async fn lost_answer_can_be_had_again_for_ten_seconds(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let first = token(&service.tokens(&mut service.signed_in().await, &[]).await);
        let second = token(&service.refresh(&first).await.json());
        service.test.app.clock.advance_seconds(9);
        let again = service.refresh(&first).await.json();
        assert_eq!(token(&again), second, "the same successor");
        assert_eq!(service.resource(oidc::USERINFO, &again).await.status, StatusCode::OK);
        let third = token(&service.refresh(&second).await.json());
        assert_ne!(third, second);
    }

    async fn token_that_comes_back_later_ends_the_family(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let first = token(&service.tokens(&mut service.signed_in().await, &[]).await);
        let renewed = service.refresh(&first).await.json();
        service.test.app.clock.advance_seconds(11);
        assert_eq!(service.refresh(&first).await.json()["error"], "invalid_grant");
        assert_eq!(service.refresh(&token(&renewed)).await.json()["error"], "invalid_grant");
        let userinfo = service.resource(oidc::USERINFO, &renewed).await;
        assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED);
        let reused = "SELECT COUNT(*) FROM audit_event WHERE event = 'authn_token_reuse'";
        assert_eq!(service.test.count(reused).await, 1);
    }

    async fn requests_at_the_same_time_keep_one_living_family(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut current = token(&service.tokens(&mut service.signed_in().await, &[]).await);
        for _ in 0..3 {
            let answers = futures_util::future::join_all((0..5).map(|_| service.refresh(&current))).await;
            let next: Vec<String> = answers.iter().map(|answer| token(&answer.json())).collect();
            assert!(next.iter().all(|token| *token == next[0] && *token != current));
            current = next[0].clone();
        }
        let living = "SELECT COUNT(*) FROM refresh_token WHERE used_at IS NULL";
        assert_eq!(service.test.count(living).await, 1);
    }

    async fn family_rests_a_week_and_lives_thirty_days(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let mut current = token(&service.tokens(&mut browser, &[]).await);
        service.test.sql(LONG_SESSION).await;
        for _ in 0..4 {
            service.test.app.clock.advance_seconds(7 * 24 * 3600 - 60);
            current = token(&service.refresh(&current).await.json());
        }
        service.test.app.clock.advance_seconds(3 * 24 * 3600);
        assert_eq!(service.refresh(&current).await.json()["error"], "invalid_grant");
        server::services::sweep::run(&service.test.app).await.unwrap();
        assert_eq!(service.test.count("SELECT COUNT(*) FROM refresh_token").await, 0);
        let mut browser = service.signed_in().await;
        let idle = token(&service.tokens(&mut browser, &[]).await);
        service.test.sql(LONG_SESSION).await;
        service.test.app.clock.advance_seconds(7 * 24 * 3600 + 1);
        assert_eq!(service.refresh(&idle).await.json()["error"], "invalid_grant");
    }

    async fn scope_may_shrink_and_not_grow(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[("scope", "openid email")]).await;
        let first = token(&tokens);
        let ask = async |scope: &str| {
            let fields = [("grant_type", "refresh_token"), ("refresh_token", &*first), ("scope", scope)];
            service.token(&fields).await.json()
        };
        assert_eq!(ask("openid profile").await["error"], "invalid_scope");
        assert_eq!(ask("openid").await["scope"], "openid");
    }

    async fn account_that_is_disabled_gives_nothing_more(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let tokens = service.tokens(&mut service.signed_in().await, &[]).await;
        service.test.sql("UPDATE account SET state = 'disabled'").await;
        let userinfo = service.resource(oidc::USERINFO, &tokens).await;
        assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED);
        assert_eq!(service.refresh(&token(&tokens)).await.json()["error"], "invalid_grant");
    }

    async fn narrower_token_opens_no_more_than_its_scopes(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let named = r#"{"userinfo":{"email_verified":null},"id_token":{"email":null,"educloudroles":null}}"#;
        let changed = [("scope", "openid profile email"), ("claims", named)];
        let mut tokens = service.tokens(&mut service.signed_in().await, &changed).await;
        let mut narrowed = async |scope: &str| {
            let current = token(&tokens);
            let fields = [("grant_type", "refresh_token"), ("refresh_token", &*current), ("scope", scope)];
            tokens = service.token(&fields).await.json();
            tokens.clone()
        };
        let alone = narrowed("openid").await;
        let told = service.resource(oidc::USERINFO, &alone).await.json();
        assert_eq!(told.as_object().unwrap().keys().collect::<Vec<_>>(), ["sub"]);
        let told = service.resource("/moeresource/api/v1/oidc/userinfo", &alone).await.json();
        assert_eq!(told.as_object().unwrap().keys().collect::<Vec<_>>(), ["sub"]);
        let claims = service.verified(&alone).await;
        assert!(claims["email"].is_null() && claims["preferred_username"].is_null(), "{claims}");
        assert!(claims["educloudroles"].is_array(), "asked for by name, and not given up");

        let without = narrowed("email").await;
        let refused = service.resource(oidc::USERINFO, &without).await;
        assert_eq!((refused.status, &refused.json()["error"]), (StatusCode::FORBIDDEN, &"insufficient_scope".into()));
        assert!(refused.headers["www-authenticate"].to_str().unwrap().contains("error=\"insufficient_scope\""));

        let whole = narrowed("").await;
        let told = service.resource(oidc::USERINFO, &whole).await.json();
        assert_eq!((&told["name"], &told["email"]), (&"王小明".into(), &"amy@mail.edu.tw".into()));
    }
}
