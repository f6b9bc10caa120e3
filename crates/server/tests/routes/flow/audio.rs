use axum::http::StatusCode;
use contract::language::Language;
use contract::paths;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn digits_are_spoken_to_their_browser_alone(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        for language in Language::ALL {
            let answer = browser.get(&paths::flow_challenge_audio(&flow.id, language)).await;
            assert_eq!((answer.status, &answer.bytes[..4]), (StatusCode::OK, &b"RIFF"[..]));
            assert_eq!(answer.headers["content-type"], "audio/wav");
            assert!(answer.bytes.len() <= 41_000, "{}", answer.bytes.len());
        }
        let path = paths::flow_challenge_audio(&flow.id, Language::En);
        assert_eq!(Browser::new(&test).get(&path).await.code(), "flow.not_found");
    }
}
