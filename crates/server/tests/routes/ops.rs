use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn health_and_readiness_answer(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        assert_eq!(browser.get(paths::HEALTHZ).await.status, StatusCode::OK);
        assert_eq!(browser.get(paths::READYZ).await.status, StatusCode::OK);
        test.app.store.close().await;
        assert_eq!(browser.get(paths::HEALTHZ).await.status, StatusCode::OK);
        assert_eq!(browser.get(paths::READYZ).await.status, StatusCode::SERVICE_UNAVAILABLE);
    }

    async fn database_that_fails_is_a_problem_without_its_words(engine: Engine) {
        let test = TestApp::new(engine).await;
        test.app.store.close().await;
        let answer = Browser::new(&test).post(paths::FLOWS_LOGIN, &json!({})).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::INTERNAL_SERVER_ERROR, "server.error".into()));
        assert!(!answer.text().to_lowercase().contains("pool"), "{}", answer.text());
    }
}

#[tokio::test]
async fn metrics_are_for_the_operators_network() {
    let test = TestApp::new(Engine::Sqlite).await;
    assert_eq!(Browser::new(&test).get(paths::METRICS).await.status, StatusCode::NOT_FOUND);
    let mut near = Browser::new(&test).at([127, 0, 0, 1]);
    near.sign_in("canary-account", "canary-password").await;
    let text = near.get(paths::METRICS).await.text();
    assert!(text.contains("edupass_sign_ins_total{outcome=\"auth.failed\"} 1"), "{text}");
    assert!(text.contains("route=\"/api/v1/flows/{id}/steps/password\""));
    assert!(!text.contains("canary"));
}

#[tokio::test]
async fn policy_reports_are_taken_from_browsers() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test).with_header("sec-fetch-site", None);
    let report = json!([{ "body": { "effectiveDirective": "script-src", "blockedURL": "inline" } }]);
    assert_eq!(browser.post(paths::CSP_REPORT, &report).await.status, StatusCode::NO_CONTENT);
    assert_eq!(browser.post(paths::CSP_REPORT, &json!("nonsense")).await.status, StatusCode::NO_CONTENT);
}

#[test]
fn published_description_is_the_present_one() {
    let published = include_str!("../../../../docs/openapi.json");
    let present = serde_json::to_string_pretty(&server::router::document()).unwrap();
    assert_eq!(published.trim_end(), present, "write docs/openapi.json anew with `edupass openapi`");
}
