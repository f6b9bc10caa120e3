use axum::http::StatusCode;
use contract::paths;
use serde_json::json;
use server::store::oidc::client::Client;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::relying_party::RelyingParty;
use crate::support::{DROPPED, Engine, TestApp};

on_both_databases! {
    async fn sign_out_ends_the_session_on_the_server(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let before = browser.cookies.get("__Host-sid").cloned();
        browser.sign_in("amy", PASSWORD).await;
        let mut copy = browser.clone();
        assert_ne!(browser.cookies.get("__Host-sid").cloned(), before, "a new cookie: no page before it is kept");
        let answer = browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        assert_eq!(answer.json(), json!({ "told": [], "left": [] }));
        assert_eq!(answer.headers["clear-site-data"], DROPPED);
        assert!(browser.cookies.is_empty(), "no cookie stays as it was: {:?}", browser.cookies);
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.none");
        assert_eq!(copy.get(paths::SESSION).await.code(), "session.expired", "a copied cookie is void");
        assert_eq!(copy.post(paths::SESSION_SIGN_OUT, &json!({})).await.status, StatusCode::OK);
    }

    async fn services_that_hear_nothing_are_named(engine: Engine) {
        let deaf = RelyingParty::new(engine).await;
        let told = |client: &mut Client| client.back_channel_logout_uri = Some("https://rp.example/bye".into());
        deaf.test.add_client("hearing", told).await;
        let mut browser = deaf.signed_in().await;
        deaf.tokens(&mut browser, &[]).await;
        let out = browser.post(paths::SESSION_SIGN_OUT, &json!({})).await.json();
        assert_eq!(out, json!({ "told": [], "left": [{ "zh": "步步學", "en": "Stepwise" }] }));
        let nobody = browser.post(paths::SESSION_SIGN_OUT, &json!({})).await.json();
        assert_eq!(nobody, json!({ "told": [], "left": [] }));
        let hearing = RelyingParty::with(engine, told).await;
        let mut browser = hearing.signed_in().await;
        hearing.tokens(&mut browser, &[]).await;
        let out = browser.post(paths::SESSION_SIGN_OUT, &json!({})).await.json();
        assert_eq!(out, json!({ "told": [{ "zh": "步步學", "en": "Stepwise" }], "left": [] }));
    }

    async fn disabling_an_account_ends_its_sessions(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        test.sql("UPDATE account SET state = 'disabled'").await;
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired");
    }
}
