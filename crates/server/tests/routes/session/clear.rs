use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{DROPPED, Engine, TestApp};

on_both_databases! {
    async fn browser_is_told_to_drop_what_it_cached(engine: Engine) {
        let test = TestApp::new(engine).await;
        let answer = Browser::new(&test).post(paths::SESSION_CLEAR, &json!({})).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(answer.headers["clear-site-data"], DROPPED);
    }
}
