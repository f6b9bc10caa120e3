use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn session_ends_after_ten_idle_minutes_on_a_shared_device(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        for _ in 0..4 {
            test.app.clock.advance_seconds(9 * 60);
            assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK, "activity keeps it");
        }
        test.app.clock.advance_seconds(10 * 60 + 1);
        let ended = browser.get(paths::SESSION).await;
        assert_eq!((ended.status, ended.code()), (StatusCode::UNAUTHORIZED, "session.expired".into()));
    }

    async fn session_ends_after_twelve_hours_in_any_case(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let mut body = Browser::step(&flow, "amy", PASSWORD);
        body["personal_device"] = json!(true);
        browser.submit(&flow, &body).await;
        for _ in 0..25 {
            assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
            test.app.clock.advance_seconds(28 * 60 + 50);
        }
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired");
    }

    async fn eleventh_session_ends_the_oldest(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut first = Browser::new(&test);
        first.sign_in("amy", PASSWORD).await;
        let mut second = Browser::new(&test);
        test.app.clock.advance_seconds(1);
        second.sign_in("amy", PASSWORD).await;
        for _ in 0..9 {
            test.app.clock.advance_seconds(1);
            Browser::new(&test).sign_in("amy", PASSWORD).await;
        }
        assert_eq!(first.get(paths::SESSION).await.code(), "session.expired");
        assert_eq!(second.get(paths::SESSION).await.status, StatusCode::OK);
    }

    async fn page_tells_when_one_signed_in_before(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut earlier = Browser::new(&test);
        earlier.sign_in("amy", PASSWORD).await;
        let before = earlier.get(paths::SESSION).await.json()["signed_in_at"].clone();
        test.app.clock.advance_seconds(3600);
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        assert_eq!(browser.get(paths::SESSION).await.json()["last_sign_in_at"], before);
    }

    async fn what_is_over_is_swept_away(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        browser.cookies.clear();
        browser.sign_in("nobody", PASSWORD).await;
        server::services::sweep::run(&test.app).await.unwrap();
        assert_eq!(test.count("SELECT COUNT(*) FROM session").await, 1);
        test.app.clock.advance_seconds(40 * 3600);
        server::services::sweep::run(&test.app).await.unwrap();
        assert_eq!(test.count("SELECT COUNT(*) FROM session").await, 0);
        assert_eq!(test.count("SELECT COUNT(*) FROM flow").await, 0);
        assert_eq!(test.count("SELECT COUNT(*) FROM attempt").await, 1, "account failures are kept");
        let sources = "SELECT COUNT(*) FROM audit_event WHERE source IS NOT NULL";
        assert_eq!(test.count(sources).await, 2);
        test.app.clock.advance_seconds(180 * 24 * 3600);
        server::services::sweep::run(&test.app).await.unwrap();
        assert_eq!(test.count(sources).await, 0);
    }
}
