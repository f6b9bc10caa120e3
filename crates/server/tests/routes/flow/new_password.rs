use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::recovery::{NEW, body, identity};
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn password_must_meet_every_rule(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        let cases = [
            ("a1b2c3", "length_min"),
            ("abcdefghij1234567890x", "length_max"),
            ("mangoriver", "composition"),
            ("mango4río9", "characters"),
            ("password1", "blocklist"),
            ("x123456789y", "context"),
            ("lake20130506", "context"),
        ];
        for (password, rule) in cases {
            let answer = browser.set_password(&flow, password).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "password.policy".into()), "{password}");
            let rules: Vec<_> = answer.json()["errors"].as_array().unwrap().iter().map(|error| error["rule"].clone()).collect();
            assert!(rules.contains(&json!(rule)), "{password}: {rules:?}");
        }
        assert_eq!(browser.set_password(&flow, NEW).await.status, StatusCode::OK);
    }

    async fn two_entries_must_be_the_same(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        for (confirmation, rule) in [("", "missing"), ("mango4rivers", "differs")] {
            let fields = json!({ "password": NEW, "confirmation": confirmation });
            let answer = browser.take(&flow, paths::FLOW_STEP_NEW_PASSWORD, &body(&flow, fields)).await;
            assert_eq!(answer.code(), "request.invalid");
            assert_eq!(answer.json()["errors"], json!([{ "pointer": "/confirmation", "rule": rule }]));
        }
    }

    async fn present_and_last_three_passwords_are_refused(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let used = [PASSWORD, "mango4river", "bamboo7lake", "cloud9stone", "paper5kites"];
        for password in &used[1..] {
            test.app.clock.advance_seconds(86_401);
            let flow = browser.proved().await;
            let answer = browser.set_password(&flow, password).await;
            assert_eq!(answer.status, StatusCode::OK, "{password}: {}", answer.text());
        }
        test.app.clock.advance_seconds(86_401);
        let mut flow = browser.proved().await;
        for password in &used[1..] {
            let answer = browser.set_password(&flow, password).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "password.reused".into()), "{password}");
            flow = answer.flow();
        }
        assert_eq!(browser.set_password(&flow, PASSWORD).await.status, StatusCode::OK, "the fourth before is free again");
    }

    async fn second_change_waits_a_day_unless_its_proof_is_stronger(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        assert_eq!(browser.set_password(&flow, NEW).await.status, StatusCode::OK);
        let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let answer = browser.take(&flow, paths::FLOW_STEP_IDENTITY, &identity(&flow)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "password.too_soon".into()));
        let wait = answer.json()["retry_after"].as_u64().unwrap();
        assert!((86_300..=86_400).contains(&wait), "{wait}");
        let flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        let code = test.newest_code().await;
        let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": code }))).await;
        assert_eq!(browser.set_password(&answer.flow(), "cloud9stone").await.status, StatusCode::OK, "a code is worth more");
        test.app.clock.advance_seconds(86_390);
        let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let answer = browser.take(&flow, paths::FLOW_STEP_IDENTITY, &identity(&flow)).await;
        assert_eq!(answer.code(), "password.too_soon");
        test.app.clock.advance_seconds(20);
        browser.proved().await;
    }

    async fn no_password_changes_without_its_proof(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let answer = browser.set_password(&flow, NEW).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::CONFLICT, "flow.wrong_state".into()));
        let proved = browser.proved().await;
        let mut thief = Browser::new(&test);
        thief.open_flow().await;
        assert_eq!(thief.set_password(&proved, NEW).await.code(), "flow.not_found");
        test.app.clock.advance_seconds(1801);
        assert_eq!(browser.set_password(&proved, NEW).await.code(), "flow.expired");
        assert_eq!(Browser::new(&test).sign_in("ming", PASSWORD).await.status, StatusCode::OK);
    }

    async fn answer_is_kept_and_the_flow_is_over(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        let fields = body(&flow, json!({ "password": NEW, "confirmation": NEW }));
        let first = browser.take_with_key(&flow, paths::FLOW_STEP_NEW_PASSWORD, "k", &fields).await;
        let again = browser.take_with_key(&flow, paths::FLOW_STEP_NEW_PASSWORD, "k", &fields).await;
        assert_eq!((first.status, first.flow()), (StatusCode::OK, again.flow()));
        assert_eq!(browser.set_password(&flow, "cloud9stone").await.code(), "flow.wrong_state");
        assert_eq!(test.count("SELECT COUNT(*) FROM password_history").await, 1);
    }
}
