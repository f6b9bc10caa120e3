use axum::http::StatusCode;
use contract::paths;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn flow_belongs_to_its_browser_alone(engine: Engine) {
        let test = TestApp::new(engine).await;
        let (mut owner, mut stranger) = (Browser::new(&test), Browser::new(&test));
        let flow = owner.open_flow().await;
        assert_eq!(owner.get(&paths::flow(&flow.id)).await.status, StatusCode::OK);
        let unknown = stranger.get(&paths::flow("AAAAAAAAAAAAAAAAAAAAAA")).await;
        let foreign = stranger.get(&paths::flow(&flow.id)).await;
        assert_eq!((foreign.status, foreign.code()), (StatusCode::NOT_FOUND, "flow.not_found".into()));
        assert_eq!((unknown.status, unknown.code()), (foreign.status, foreign.code()));
        stranger.open_flow().await;
        assert_eq!(stranger.get(&paths::flow(&flow.id)).await.code(), "flow.not_found");
    }

    async fn flow_expires_after_fifteen_minutes(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        test.app.clock.advance_seconds(15 * 60 - 1);
        assert_eq!(browser.get(&paths::flow(&flow.id)).await.status, StatusCode::OK);
        test.app.clock.advance_seconds(2);
        let late = browser.get(&paths::flow(&flow.id)).await;
        assert_eq!((late.status, late.code()), (StatusCode::GONE, "flow.expired".into()));
    }

    async fn same_challenge_gives_the_same_picture(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let again = browser.get(&paths::flow(&flow.id)).await.flow();
        assert_eq!(again.challenge.unwrap().image, flow.challenge.unwrap().image);
    }
}
