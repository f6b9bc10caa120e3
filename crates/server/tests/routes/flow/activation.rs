use axum::http::StatusCode;
use contract::paths;
use contract::step::NextStep;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::recovery::{ID, NEW, body, identity};
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn personal_data_activate_a_disabled_account(engine: Engine) {
        let test = TestApp::new(engine).await;
        test.add_pupil("ming", ID, "disabled", true).await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_recovery(paths::FLOWS_ACTIVATION, "personal_data").await;
        let flow = browser.take(&flow, paths::FLOW_STEP_IDENTITY, &identity(&flow)).await.flow();
        let answer = browser.set_password(&flow, NEW).await;
        assert!(matches!(answer.flow().next, NextStep::PasswordChanged { active: true, .. }), "{}", answer.text());
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.status, StatusCode::OK);
    }

    async fn code_activates_a_disabled_account(engine: Engine) {
        let test = TestApp::new(engine).await;
        test.add_pupil("ming", ID, "disabled", true).await;
        let mut browser = Browser::new(&test);
        let flow = browser.at_code(paths::FLOWS_ACTIVATION, "ming").await;
        let (_, message) = test.newest_message("code").await;
        assert_eq!(message["purpose"], "activation");
        let fields = json!({ "code": message["code"] });
        let flow = browser.take(&flow, paths::FLOW_STEP_CODE, &body(&flow, fields)).await.flow();
        assert_eq!(browser.set_password(&flow, NEW).await.status, StatusCode::OK);
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.status, StatusCode::OK);
    }

    async fn new_password_alone_activates_nothing(engine: Engine) {
        let test = TestApp::new(engine).await;
        test.add_pupil("ming", ID, "disabled", true).await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        let answer = browser.set_password(&flow, NEW).await;
        assert!(matches!(answer.flow().next, NextStep::PasswordChanged { active: false, .. }));
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.code(), "account.disabled");
    }
}
