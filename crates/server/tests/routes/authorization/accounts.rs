use axum::http::StatusCode;
use contract::paths::{self, AUTHORIZATION_ACCOUNTS, SCREEN_CHOOSE_ACCOUNT};
use serde_json::json;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::{RelyingParty, returned, waiting};

on_both_databases! {
    async fn accounts_of_a_persons_own_device_are_shown(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
        let shown = browser.get(&paths::authorization(AUTHORIZATION_ACCOUNTS, &id)).await.json();
        assert_eq!(shown["service"]["name"]["en"], "Stepwise");
        assert_eq!(shown["accounts"], json!([
            { "account": "ben", "name": "林老師", "signed_in": true },
            { "account": "amy", "name": "王小明", "signed_in": false },
        ]));
        let mut other = service.signed_in().await;
        let foreign = other.get(&paths::authorization(AUTHORIZATION_ACCOUNTS, &id)).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "another browser's request");
    }

    async fn disabled_account_is_no_choice(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        service.test.sql("UPDATE account SET state = 'disabled' WHERE name = 'amy'").await;
        assert!(returned(&service.authorize(&mut browser, &[]).await).get("code").is_some());
    }

    async fn shared_device_remembers_nobody(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.add_person("ben", "teacher", "林老師", "active").await;
        let mut browser = service.signed_in().await;
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        browser.sign_in("ben", crate::support::people::PASSWORD).await;
        service.test.app.clock.advance_seconds(1);
        assert!(returned(&service.authorize(&mut browser, &[]).await).get("code").is_some());
    }
}
