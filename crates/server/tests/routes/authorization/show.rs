use axum::http::StatusCode;
use contract::paths::{self, AUTHORIZATION, SCREEN_CONSENT};
use serde_json::json;
use server::store::oidc::client::ConsentPolicy;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::{RelyingParty, waiting};

on_both_databases! {
    async fn shows_the_very_values_that_will_be_sent(engine: Engine) {
        let service = RelyingParty::with(engine, |client| {
            client.registration.consent = ConsentPolicy::Approved;
        }).await;
        let mut browser = service.signed_in().await;
        let asked = service.authorize(&mut browser, &[("scope", "openid email eduinfo personid")]).await;
        let id = waiting(&asked, SCREEN_CONSENT);
        let path = paths::authorization(AUTHORIZATION, &id);
        let shown = browser.get(&path).await.json();
        assert_eq!(shown["service"], json!({ "id": "stepwise", "name": { "zh": "步步學", "en": "Stepwise" } }));
        assert_eq!((&shown["owner"]["en"], &shown["account"]), (&json!("Model Centre"), &json!("amy")));
        assert_eq!(shown["scopes"], json!(["openid", "email", "eduinfo", "personid"]));
        let claim = |name: &str| {
            let claims = shown["claims"].as_array().unwrap();
            claims.iter().find(|claim| claim["name"] == name).map(|claim| claim["values"].clone()).unwrap()
        };
        assert_eq!(claim("email"), json!(["amy@mail.edu.tw"]));
        assert_eq!(claim("classinfo.classno"), json!(["03"]));
        assert_eq!(claim("titles.titles"), json!(["學生"]));
        assert_eq!(claim("sub").as_array().unwrap().len(), 1);
        let mut other = service.signed_in().await;
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "another browser's");
        browser.cookies.remove("__Host-sid");
        assert_eq!(browser.get(&path).await.code(), "session.none");
    }
}
