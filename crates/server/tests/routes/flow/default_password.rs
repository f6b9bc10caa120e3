use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::recovery::{NEW, body};
use crate::support::{Engine, TestApp};

impl TestApp {
    /// Issues a default password as the command does.
    async fn issue(&self, account: &str) -> String {
        use server::services::recovery::default_password::tag;
        use server::store::default_password::{Issued, issue};
        let id = self.text(&format!("SELECT id FROM account WHERE name = '{account}'")).await;
        let now = self.app.clock.now();
        let issued = Issued {
            tag: tag(&self.app, &id, "kmn4-pq7r").to_vec(),
            account_id: id,
            school_code: "193501".into(),
            expires_at: now.plus_seconds(14 * 86_400),
        };
        let transaction = self.app.store.begin().await.unwrap();
        issue(&transaction, &issued, now).await.unwrap();
        transaction.commit().await.unwrap();
        "kmn4-pq7r".to_owned()
    }
}

async fn submit(browser: &mut Browser, account: &str, password: &str) -> crate::support::browser::Answer {
    let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "default_password").await;
    let fields = json!({ "account": account, "default_password": password });
    browser.take(&flow, paths::FLOW_STEP_DEFAULT_PASSWORD, &body(&flow, fields)).await
}

on_both_databases! {
    async fn default_password_leads_to_a_new_one_once(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let default = test.issue("ming").await;
        let mut browser = Browser::new(&test);
        assert_eq!(browser.sign_in("ming", &default).await.code(), "auth.failed", "it signs nobody in");
        let first = submit(&mut browser, "ming", " KMN4 PQ7R ").await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text());
        let mut tab = Browser::new(&test);
        let second = submit(&mut tab, "ming", &default).await;
        assert_eq!(browser.set_password(&first.flow(), NEW).await.status, StatusCode::OK);
        let answer = tab.set_password(&second.flow(), "cloud9stone").await;
        assert_ne!(answer.status, StatusCode::OK, "one default password changes one password");
        assert_eq!(submit(&mut browser, "ming", &default).await.code(), "identity.not_verified");
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.status, StatusCode::OK);
    }

    async fn default_password_ends_after_fourteen_days_or_by_a_newer_one(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let default = test.issue("ming").await;
        test.app.clock.advance_seconds(14 * 86_400 + 1);
        assert_eq!(submit(&mut Browser::new(&test), "ming", &default).await.code(), "identity.not_verified");
        test.issue("ming").await;
        assert_eq!(submit(&mut Browser::new(&test), "ming", &default).await.status, StatusCode::OK);
        test.sql("UPDATE default_password SET revoked_at = 1").await;
        assert_eq!(submit(&mut Browser::new(&test), "ming", &default).await.code(), "identity.not_verified");
    }

    async fn unknown_account_and_wrong_password_are_alike(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        test.issue("ming").await;
        for account in ["ming", "nobody"] {
            let answer = submit(&mut Browser::new(&test), account, "kmn4-pq7x").await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "identity.not_verified".into()));
        }
    }

    async fn school_overrides_the_day_of_waiting(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        assert_eq!(browser.set_password(&flow, NEW).await.status, StatusCode::OK);
        let default = test.issue("ming").await;
        let flow = submit(&mut browser, "ming", &default).await.flow();
        assert_eq!(browser.set_password(&flow, "cloud9stone").await.status, StatusCode::OK);
        assert_eq!(browser.sign_in("ming", PASSWORD).await.code(), "auth.failed");
    }

    async fn activation_takes_no_default_password(engine: Engine) {
        let test = TestApp::new(engine).await;
        let answer = Browser::new(&test).post(paths::FLOWS_ACTIVATION, &json!({ "proof": "default_password" })).await;
        assert_eq!(answer.code(), "request.invalid");
    }
}
