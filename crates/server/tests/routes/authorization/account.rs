use axum::http::StatusCode;
use contract::paths::{self, AUTHORIZATION_ACCOUNT, FLOWS_LOGIN, SCREEN_CHOOSE_ACCOUNT, SCREEN_SIGN_IN};
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::{Answer, Browser};
use crate::support::relying_party::{RelyingParty, returned, waiting};

async fn choose(browser: &mut Browser, id: &str, chosen: &Value) -> Answer {
    let said = browser.post(&paths::authorization(AUTHORIZATION_ACCOUNT, id), chosen).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text());
    let next = said.json()["continue_to"].as_str().unwrap().to_owned();
    browser.get(&next).await
}

/// The account that is typed beforehand on the sign-in page.
async fn typed(browser: &mut Browser, id: &str) -> Option<String> {
    browser.post(FLOWS_LOGIN, &json!({ "authorization": id })).await.flow().account
}

on_both_databases! {
    async fn account_that_is_signed_in_goes_on_at_once(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
        let early = browser.get(&paths::oidc::authorize_continue(&id)).await;
        assert_eq!(waiting(&early, SCREEN_CHOOSE_ACCOUNT), id, "nobody gets past the page");
        assert!(returned(&choose(&mut browser, &id, &json!({ "account": "ben" })).await).get("code").is_some());
        waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
    }

    async fn account_that_is_not_signed_in_needs_its_password(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
        assert_eq!(waiting(&choose(&mut browser, &id, &json!({ "account": "amy" })).await, SCREEN_SIGN_IN), id);
        assert_eq!(typed(&mut browser, &id).await.as_deref(), Some("amy"));
        assert!(returned(&browser.sign_in_for(&id, "amy").await).get("code").is_some());
        assert_eq!(browser.get(paths::SESSION).await.json()["account"], "amy");
    }

    async fn another_account_is_typed(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        for chosen in [json!({}), json!({ "account": "nobody-here" })] {
            let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
            assert_eq!(waiting(&choose(&mut browser, &id, &chosen).await, SCREEN_SIGN_IN), id);
            assert_eq!(typed(&mut browser, &id).await, None);
        }
    }

    async fn service_may_have_the_account_chosen(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        let asked = service.authorize(&mut browser, &[("prompt", "select_account")]).await;
        let id = waiting(&asked, SCREEN_CHOOSE_ACCOUNT);
        assert!(returned(&choose(&mut browser, &id, &json!({ "account": "amy" })).await).get("code").is_some());
        let mut nobody = service.browser();
        let asked = service.authorize(&mut nobody, &[("prompt", "select_account")]).await;
        waiting(&asked, SCREEN_SIGN_IN);
    }

    async fn service_may_expect_an_account(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.browser();
        let hint = [("login_hint", "Amy@mail.edu.tw")];
        let id = waiting(&service.authorize(&mut browser, &hint).await, SCREEN_SIGN_IN);
        assert_eq!(typed(&mut browser, &id).await.as_deref(), Some("amy"));
        assert!(returned(&browser.sign_in_for(&id, "amy").await).get("code").is_some());
        assert!(returned(&service.authorize(&mut browser, &hint).await).get("code").is_some());
        service.test.app.clock.advance_seconds(1);
        let other = service.authorize(&mut browser, &[("login_hint", "ben")]).await;
        waiting(&other, SCREEN_CHOOSE_ACCOUNT);
        let nonsense = service.authorize(&mut browser, &[("login_hint", "<b>")]).await;
        assert!(returned(&nonsense).get("code").is_some(), "a hint that is none is ignored");
    }

    async fn other_sites_cannot_choose_for_a_person(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
        let path = paths::authorization(AUTHORIZATION_ACCOUNT, &id);
        let mut forged = browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.post(&path, &json!({})).await.code(), "csrf.rejected");
        assert_eq!(service.signed_in().await.post(&path, &json!({})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&path, &json!({ "acount": "amy" })).await.code(), "request.invalid");
    }
}
