use axum::http::StatusCode;
use contract::paths;
use contract::step::NextStep;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::recovery::body;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn another_code_after_a_minute_kills_the_one_before(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        let old = test.newest_code().await;
        let early = browser.take(&flow, paths::FLOW_STEP_RESEND, &body(&flow, json!({}))).await;
        assert_eq!((early.status, early.code()), (StatusCode::TOO_MANY_REQUESTS, "recovery.code_too_many".into()));
        assert!(early.json()["retry_after"].as_u64().unwrap() <= 60);
        test.app.clock.advance_seconds(61);
        let flow = early.flow();
        let answer = browser.take(&flow, paths::FLOW_STEP_RESEND, &body(&flow, json!({}))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let flow = answer.flow();
        assert_eq!(flow.next, NextStep::Code { resend_in: 60, resends_left: 1, tries_left: 5 });
        let new = test.newest_code().await;
        if old != new {
            let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": old }))).await;
            assert_eq!(answer.code(), "recovery.code_invalid");
            let flow = answer.flow();
            let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": new }))).await;
            assert_eq!(answer.status, StatusCode::OK);
        }
    }

    async fn flow_has_three_codes(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let mut flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        for left in [1, 0] {
            test.app.clock.advance_seconds(61);
            flow = browser.take(&flow, paths::FLOW_STEP_RESEND, &body(&flow, json!({}))).await.flow();
            assert!(matches!(flow.next, NextStep::Code { resends_left, .. } if resends_left == left));
        }
        test.app.clock.advance_seconds(61);
        let answer = browser.take(&flow, paths::FLOW_STEP_RESEND, &body(&flow, json!({}))).await;
        assert_eq!(answer.code(), "recovery.code_too_many");
    }
}
