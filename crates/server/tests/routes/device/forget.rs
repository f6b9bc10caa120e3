use axum::http::StatusCode;
use contract::paths::{self, DEVICE_FORGET, SCREEN_CHOOSE_ACCOUNT};
use serde_json::json;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::{RelyingParty, returned, waiting};

on_both_databases! {
    async fn forgotten_account_is_no_longer_shown(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
        for account in ["amy", "amy", "nobody-here"] {
            let forgotten = browser.post(DEVICE_FORGET, &json!({ "account": account })).await;
            assert_eq!(forgotten.status, StatusCode::NO_CONTENT, "the same for every account");
        }
        assert!(returned(&service.authorize(&mut browser, &[]).await).get("code").is_some());
        let mut elsewhere = service.browser();
        let forgotten = elsewhere.post(DEVICE_FORGET, &json!({ "account": "ben" })).await;
        assert_eq!(forgotten.status, StatusCode::NO_CONTENT, "a device that knows nobody");
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        waiting(&service.authorize(&mut browser, &[]).await, paths::SCREEN_SIGN_IN);
    }
}
