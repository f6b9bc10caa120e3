use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::recovery::{NEW, identity};
use crate::support::{Engine, TestApp};

async fn token(test: &TestApp, kind: &str) -> String {
    test.newest_message(kind).await.1["link_token"].as_str().unwrap().to_owned()
}

on_both_databases! {
    async fn link_of_a_started_recovery_stops_it(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut thief = Browser::new(&test);
        let flow = thief.proved().await;
        let token = token(&test, "recovery_started").await;
        let mut owner = Browser::new(&test);
        let answer = owner.post(paths::DISAVOWALS, &json!({ "token": token })).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{}", answer.text());
        let answer = thief.set_password(&flow, NEW).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "recovery.frozen".into()));
        assert_eq!(owner.sign_in("ming", PASSWORD).await.status, StatusCode::OK, "the owner's password stays");
        let flow = thief.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let answer = thief.take(&flow, paths::FLOW_STEP_IDENTITY, &identity(&flow)).await;
        assert_eq!(answer.code(), "recovery.frozen");
        thief.at_code(paths::FLOWS_RECOVERY, "ming").await;
        assert!(test.newest_message("code").await.0.is_none(), "no code is sent");
        assert_eq!(owner.post(paths::DISAVOWALS, &json!({ "token": token })).await.code(), "link.invalid");
    }

    async fn link_of_a_changed_password_voids_it(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut thief = Browser::new(&test);
        let flow = thief.proved().await;
        assert_eq!(thief.set_password(&flow, NEW).await.status, StatusCode::OK);
        assert_eq!(thief.sign_in("ming", NEW).await.status, StatusCode::OK);
        let token = token(&test, "password_changed").await;
        assert_eq!(Browser::new(&test).post(paths::DISAVOWALS, &json!({ "token": token })).await.status, StatusCode::NO_CONTENT);
        assert_eq!(thief.get(paths::SESSION).await.code(), "session.expired");
        assert_eq!(thief.sign_in("ming", NEW).await.code(), "auth.failed");
    }

    async fn link_ends_after_fourteen_days(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        Browser::new(&test).proved().await;
        let token = token(&test, "recovery_started").await;
        test.app.clock.advance_seconds(14 * 86_400 + 1);
        let answer = Browser::new(&test).post(paths::DISAVOWALS, &json!({ "token": token })).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "link.invalid".into()));
        assert_eq!(Browser::new(&test).post(paths::DISAVOWALS, &json!({ "token": "x" })).await.code(), "link.invalid");
    }
}
