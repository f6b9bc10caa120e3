use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn look_up_begins_with_the_id_number(engine: Engine) {
        let test = TestApp::new(engine).await;
        let answer = Browser::new(&test).post(paths::FLOWS_LOOKUP, &json!({})).await;
        assert_eq!((answer.status, &answer.json()["next"]["step"]), (StatusCode::CREATED, &json!("id_number")));
        assert!(answer.flow().challenge.is_some());
    }
}
