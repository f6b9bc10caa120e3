use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn each_proof_has_its_first_step(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        for (proof, step) in [("personal_data", "identity"), ("default_password", "default_password"), ("code", "account")] {
            let answer = browser.post(paths::FLOWS_RECOVERY, &json!({ "proof": proof })).await;
            assert_eq!((answer.status, &answer.json()["next"]["step"]), (StatusCode::CREATED, &json!(step)));
            let flow = answer.flow();
            assert_eq!((flow.expires_in, flow.challenge.is_some()), (1800, true));
            assert_eq!(browser.get(&paths::flow(&flow.id)).await.flow().next, flow.next);
        }
    }

    async fn unknown_proof_is_refused(engine: Engine) {
        let test = TestApp::new(engine).await;
        for request in [json!({}), json!({ "proof": "magic" }), json!({ "proof": "code", "x": 1 })] {
            assert_eq!(Browser::new(&test).post(paths::FLOWS_RECOVERY, &request).await.code(), "request.invalid");
        }
    }
}
