use axum::http::StatusCode;
use contract::paths;
use contract::step::NextStep;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::recovery::{NEW, body};
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn code_leads_to_a_new_password_once(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        assert_eq!(flow.next, NextStep::Code { resend_in: 60, resends_left: 2, tries_left: 5 });
        let code = test.newest_code().await;
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": spaced }))).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let proved = answer.flow();
        let twice = browser.take(&proved, paths::FLOW_STEP_CODE, &body(&proved, json!({ "code": code }))).await;
        assert_eq!(twice.code(), "flow.wrong_state");
        assert_eq!(browser.set_password(&proved, NEW).await.status, StatusCode::OK);
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.status, StatusCode::OK);
    }

    async fn code_stands_five_tries(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let mut flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        let code = test.newest_code().await;
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for left in (0..5).rev() {
            let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": wrong }))).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "recovery.code_invalid".into()));
            flow = answer.flow();
            assert!(matches!(flow.next, NextStep::Code { tries_left, .. } if tries_left == left));
        }
        let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": code }))).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::GONE, "recovery.code_expired".into()));
    }

    async fn code_is_good_for_ten_minutes(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        let code = test.newest_code().await;
        test.app.clock.advance_seconds(601);
        let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": code }))).await;
        assert_eq!(answer.code(), "recovery.code_expired");
    }

    async fn code_belongs_to_its_flow_and_browser(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let first = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        let old = test.newest_code().await;
        let second = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        let new = test.newest_code().await;
        let answer = browser.take(&first, paths::FLOW_STEP_CODE, &body(&first, json!({ "code": old }))).await;
        assert_eq!(answer.code(), "recovery.code_expired", "the newest kills the older");
        if old != new {
            let answer = browser.take(&second, paths::FLOW_STEP_CODE, &body(&second, json!({ "code": old }))).await;
            assert_eq!(answer.code(), "recovery.code_invalid");
        }
        let mut thief = Browser::new(&test);
        thief.open_flow().await;
        let answer = thief.take(&second, paths::FLOW_STEP_CODE, &body(&second, json!({ "code": new }))).await;
        assert_eq!(answer.code(), "flow.not_found");
    }

    async fn code_that_cannot_be_one_costs_no_try(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.at_code(paths::FLOWS_RECOVERY, "ming").await;
        for (typed, rule) in [("", "missing"), ("12345", "malformed"), ("1234567", "malformed"), ("abcdef", "malformed")] {
            let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": typed }))).await;
            assert_eq!(answer.json()["errors"], json!([{ "pointer": "/code", "rule": rule }]), "{typed}");
        }
        let code = test.newest_code().await;
        let full: String = code.chars().map(|c| char::from_u32(c as u32 + 0xFEE0).unwrap()).collect();
        let answer = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": full }))).await;
        assert_eq!(answer.status, StatusCode::OK);
    }

    async fn teacher_recovers_by_code(engine: Engine) {
        let test = TestApp::new(engine).await;
        test.add_person("lin", "teacher", "林老師", "active").await;
        test.identify("lin", "B123456780").await;
        test.add_contacts("lin").await;
        let mut browser = Browser::new(&test);
        let flow = browser.at_code(paths::FLOWS_RECOVERY, "lin").await;
        let code = test.newest_code().await;
        let flow = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, json!({ "code": code }))).await.flow();
        assert_eq!(browser.set_password(&flow, NEW).await.code(), "password.policy", "three kinds for teachers");
        assert_eq!(browser.set_password(&flow, "Mango4-river").await.status, StatusCode::OK);
        assert_eq!(Browser::new(&test).sign_in("lin", PASSWORD).await.code(), "auth.failed");
    }
}
