use axum::http::StatusCode;
use contract::paths;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{DROPPED, Engine, TestApp};

on_both_databases! {
    async fn press_ends_the_session_and_drops_what_was_cached(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        let before = browser.clone();
        let answer = browser.submit_form(paths::PLAIN_SIGN_OUT, &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains("已經登出"));
        assert_eq!(answer.headers["clear-site-data"], DROPPED);
        // The session is over for whoever kept its cookie.
        assert_eq!(before.clone().get(paths::SESSION).await.code(), "session.expired");
    }

    async fn press_from_another_origin_is_refused(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        let mut forged = browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.submit_form(paths::PLAIN_SIGN_OUT, &[]).await.code(), "csrf.rejected");
        assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
    }
}
