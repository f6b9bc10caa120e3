use axum::http::{Method, StatusCode};
use contract::paths;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn flow_that_was_given_up_is_gone(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let path = paths::flow(&flow.id);
        assert_eq!(browser.ask(Method::DELETE, &path, &[], None).await.status, StatusCode::NO_CONTENT);
        assert_eq!(browser.get(&path).await.code(), "flow.not_found");
    }
}
