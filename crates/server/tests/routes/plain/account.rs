use axum::http::StatusCode;
use contract::paths;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn page_shows_who_is_signed_in(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        let text = browser.get("/plain/account?lang=en").await.text();
        assert!(text.contains("Hello, 王小明") && text.contains("amy@mail.edu.tw"), "{text}");
        assert!(text.contains("action=\"/plain/sign-out?lang=en\""), "{text}");
    }

    async fn nobody_is_led_to_the_form(engine: Engine) {
        let test = TestApp::new(engine).await;
        let answer = Browser::new(&test).get(paths::PLAIN_ACCOUNT).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.headers["location"], "/plain/sign-in?lang=zh-TW");
    }
}
