use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn sign_out_ends_the_session_on_the_server(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        let mut copy = browser.clone();
        let answer = browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT);
        assert_eq!(answer.headers["clear-site-data"], "\"cache\", \"storage\"");
        assert!(!browser.cookies.contains_key("__Host-sid"));
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.none");
        assert_eq!(copy.get(paths::SESSION).await.code(), "session.expired", "a copied cookie is void");
        assert_eq!(copy.post(paths::SESSION_SIGN_OUT, &json!({})).await.status, StatusCode::NO_CONTENT);
    }

    async fn disabling_an_account_ends_its_sessions(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        test.sql("UPDATE account SET state = 'disabled'").await;
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired");
    }
}
