//! Sessions that end by themselves: what becomes of the services that they opened (ADR 7).

use axum::http::StatusCode;
use contract::paths;
use contract::paths::oidc;
use serde_json::{Value, json};
use server::services::sweep;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::relying_party::RelyingParty;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// A service that wants to hear of the end, and the tokens that one sign-in gave it.
async fn entered(engine: Engine, is_personal: bool) -> (RelyingParty, Browser, Value) {
    let told = |client: &mut server::store::oidc::client::Client| {
        client.back_channel_logout_uri = Some("https://rp.example/bye".into());
    };
    let service = RelyingParty::with(engine, told).await;
    let mut browser = service.browser();
    let flow = browser.open_flow().await;
    let mut step = Browser::step(&flow, "amy", PASSWORD);
    step["personal_device"] = json!(is_personal);
    assert_eq!(browser.submit(&flow, &step).await.status, StatusCode::OK);
    service.test.app.clock.advance_seconds(1);
    let tokens = service.tokens(&mut browser, &[]).await;
    (service, browser, tokens)
}

async fn refreshed(service: &RelyingParty, tokens: &Value) -> Value {
    service.refresh(tokens["refresh_token"].as_str().unwrap()).await.json()
}

async fn told(service: &RelyingParty) -> i64 {
    service.test.count("SELECT COUNT(*) FROM logout_delivery").await
}

on_both_databases! {
    async fn lesson_at_a_service_goes_on_while_the_session_here_is_over(engine: Engine) {
        let (service, mut browser, tokens) = entered(engine, false).await;
        service.test.app.clock.advance_seconds(45 * MINUTE);
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired");
        sweep::run(&service.test.app).await.unwrap();
        assert_eq!(told(&service).await, 0, "nobody is thrown out of a lesson");
        let renewed = refreshed(&service, &tokens).await;
        assert_eq!(service.resource(oidc::USERINFO, &renewed).await.status, StatusCode::OK);
        let silent = service.authorize(&mut browser, &[("prompt", "none")]).await;
        assert_eq!(crate::support::relying_party::error(&silent), "login_required", "no other service opens");
    }

    async fn shared_computer_is_left_by_services_an_hour_after_its_person(engine: Engine) {
        let (service, _, mut tokens) = entered(engine, false).await;
        for _ in 0..3 {
            service.test.app.clock.advance_seconds(19 * MINUTE);
            tokens = refreshed(&service, &tokens).await;
            let userinfo = service.resource(oidc::USERINFO, &tokens).await;
            assert_eq!(userinfo.status, StatusCode::OK);
        }
        // A program that goes on asking is nobody at the keyboard.
        service.test.app.clock.advance_seconds(3 * MINUTE);
        assert_eq!(refreshed(&service, &tokens).await["error"], "invalid_grant", "before any sweep");
        let userinfo = service.resource(oidc::USERINFO, &tokens).await;
        assert_eq!(userinfo.status, StatusCode::UNAUTHORIZED);
        for _ in 0..2 {
            sweep::run(&service.test.app).await.unwrap();
        }
        assert_eq!(told(&service).await, 1, "told once");
        let revoked = "SELECT COUNT(*) FROM oidc_grant WHERE revoked_at IS NOT NULL";
        assert_eq!(service.test.count(revoked).await, 1);
    }

    async fn person_who_comes_back_in_the_lesson_keeps_the_services(engine: Engine) {
        let (service, mut browser, tokens) = entered(engine, false).await;
        for _ in 0..10 {
            service.test.app.clock.advance_seconds(9 * MINUTE);
            assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
        }
        sweep::run(&service.test.app).await.unwrap();
        assert_eq!(told(&service).await, 0);
        assert!(refreshed(&service, &tokens).await["access_token"].is_string());
    }

    async fn own_device_is_left_by_services_after_twelve_hours(engine: Engine) {
        let (service, mut browser, mut tokens) = entered(engine, true).await;
        service.test.app.clock.advance_seconds(11 * HOUR + 50 * MINUTE);
        sweep::run(&service.test.app).await.unwrap();
        tokens = refreshed(&service, &tokens).await;
        assert!(tokens["access_token"].is_string(), "{tokens}");
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired");
        service.test.app.clock.advance_seconds(11 * MINUTE);
        assert_eq!(refreshed(&service, &tokens).await["error"], "invalid_grant");
        sweep::run(&service.test.app).await.unwrap();
        assert_eq!(told(&service).await, 1);
    }

    async fn next_pupil_ends_what_the_one_before_left_open(engine: Engine) {
        let (service, mut browser, tokens) = entered(engine, false).await;
        service.test.add_person("ben", "teacher", "林老師", "active").await;
        service.test.app.clock.advance_seconds(11 * MINUTE);
        assert_eq!(browser.sign_in("ben", PASSWORD).await.status, StatusCode::OK);
        assert_eq!(told(&service).await, 1);
        assert_eq!(refreshed(&service, &tokens).await["error"], "invalid_grant");
    }

    async fn same_pupil_goes_on_where_the_services_are(engine: Engine) {
        let (service, mut browser, tokens) = entered(engine, false).await;
        service.test.app.clock.advance_seconds(11 * MINUTE);
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        assert_eq!(told(&service).await, 0);
        let tokens = refreshed(&service, &tokens).await;
        assert!(tokens["access_token"].is_string(), "{tokens}");
        // What was lost before is not found again.
        service.test.app.clock.advance_seconds(61 * MINUTE);
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        assert_eq!(told(&service).await, 1);
        assert_eq!(refreshed(&service, &tokens).await["error"], "invalid_grant");
    }

    async fn many_sessions_end_in_one_round(engine: Engine) {
        let (service, _, _) = entered(engine, false).await;
        let copies = (0..450).map(|n| {
            format!("INSERT INTO session SELECT 'copy-{n}', {}, account_id, auth_time, previous_sign_in_at, acr, amr, \
                     personal_device, idle_seconds, last_seen_at, expires_at, ended_at, service_seconds \
                     FROM session WHERE id NOT LIKE 'copy-%'", match engine {
                Engine::Sqlite => format!("CAST('{n}' AS BLOB)"),
                Engine::Postgres => format!("CAST('{n}' AS BYTEA)"),
            })
        });
        for copy in copies {
            service.test.sql(&copy).await;
        }
        service.test.app.clock.advance_seconds(HOUR + 1);
        sweep::run(&service.test.app).await.unwrap();
        assert_eq!(service.test.count("SELECT COUNT(*) FROM session WHERE ended_at IS NULL").await, 0);
        assert_eq!(told(&service).await, 1);
    }
}
