use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

async fn leave(browser: &mut Browser) {
    let left = browser.post(paths::SESSION_LEAVE, &json!({})).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT, "{}", left.text());
}

on_both_databases! {
    async fn closed_tab_ends_the_session_on_a_shared_device(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        leave(&mut browser).await;
        test.app.clock.advance_seconds(11);
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired");
        leave(&mut browser).await;
        leave(&mut Browser::new(&test)).await;
    }

    async fn page_that_is_loaded_anew_keeps_it(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        leave(&mut browser).await;
        test.app.clock.advance_seconds(2);
        assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
        test.app.clock.advance_seconds(9 * 60);
        assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
    }

    async fn ones_own_device_stays_signed_in(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let mut step = Browser::step(&flow, "amy", PASSWORD);
        step["personal_device"] = json!(true);
        browser.submit(&flow, &step).await;
        leave(&mut browser).await;
        test.app.clock.advance_seconds(25 * 60);
        assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
    }
}
