use axum::http::StatusCode;
use contract::paths::{self, AUTHORIZATION_CONSENT, SCREEN_CONSENT};
use serde_json::json;
use server::store::oidc::client::ConsentPolicy;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::{Answer, Browser};
use crate::support::relying_party::{RelyingParty, error, returned, waiting};

async fn asking(engine: Engine, policy: ConsentPolicy) -> RelyingParty {
    RelyingParty::with(engine, |client| client.registration.consent = policy).await
}

async fn decide(browser: &mut Browser, id: &str, approve: bool) -> Answer {
    let path = paths::authorization(AUTHORIZATION_CONSENT, id);
    let said = browser.post(&path, &json!({ "approve": approve })).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text());
    let next = said.json()["continue_to"].as_str().unwrap().to_owned();
    browser.get(&next).await
}

on_both_databases! {
    async fn approved_service_is_shown_once_for_its_scopes(engine: Engine) {
        let service = asking(engine, ConsentPolicy::Approved).await;
        let mut browser = service.signed_in().await;
        let silent = service.authorize(&mut browser, &[("prompt", "none")]).await;
        assert_eq!(error(&silent), "consent_required");
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
        let early = browser.get(&paths::oidc::authorize_continue(&id)).await;
        assert_eq!(waiting(&early, SCREEN_CONSENT), id, "nobody gets past the page");
        assert!(returned(&decide(&mut browser, &id, true).await).get("code").is_some());
        assert!(returned(&service.authorize(&mut browser, &[]).await).get("code").is_some());
        let more = service.authorize(&mut browser, &[("scope", "openid email")]).await;
        waiting(&more, SCREEN_CONSENT);
        let again = service.authorize(&mut browser, &[("prompt", "consent")]).await;
        let id = waiting(&again, SCREEN_CONSENT);
        assert!(returned(&decide(&mut browser, &id, true).await).get("code").is_some());
    }

    async fn service_that_always_asks_asks_each_time(engine: Engine) {
        let service = asking(engine, ConsentPolicy::Always).await;
        let mut browser = service.signed_in().await;
        for _ in 0..2 {
            let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
            assert!(returned(&decide(&mut browser, &id, true).await).get("code").is_some());
        }
    }

    async fn refusal_is_told_to_the_service(engine: Engine) {
        let service = asking(engine, ConsentPolicy::Approved).await;
        let mut browser = service.signed_in().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
        assert_eq!(error(&decide(&mut browser, &id, false).await), "access_denied");
        waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
    }

    async fn other_sites_cannot_agree_for_a_person(engine: Engine) {
        let service = asking(engine, ConsentPolicy::Approved).await;
        let mut browser = service.signed_in().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
        let path = paths::authorization(AUTHORIZATION_CONSENT, &id);
        let mut forged = browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.post(&path, &json!({ "approve": true })).await.code(), "csrf.rejected");
        let mut other = service.signed_in().await;
        assert_eq!(other.post(&path, &json!({ "approve": true })).await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.post(&path, &json!({})).await.code(), "request.invalid");
    }

    async fn claims_by_name_need_the_consent_of_their_scopes(engine: Engine) {
        let service = RelyingParty::with(engine, |client| {
            client.registration.consent = ConsentPolicy::Approved;
            client.registration.scopes = ["openid", "profile", "email"].map(str::to_owned).to_vec();
        }).await;
        let mut browser = service.signed_in().await;
        service.agree(&mut browser, &[]).await;
        let named = r#"{"userinfo":{"name":null,"email":null},"id_token":{"preferred_username":null,"open2_id":null}}"#;
        let silent = service.authorize(&mut browser, &[("prompt", "none"), ("claims", named)]).await;
        assert_eq!(error(&silent), "consent_required");

        let asked = service.authorize(&mut browser, &[("claims", named)]).await;
        let id = waiting(&asked, SCREEN_CONSENT);
        let shown = browser.get(&paths::authorization(paths::AUTHORIZATION, &id)).await.json();
        assert_eq!(shown["scopes"], json!(["openid", "profile", "email"]), "open2_id is none of its claims");
        let told = shown["claims"].as_array().unwrap();
        assert!(["name", "email"].iter().all(|name| told.iter().any(|claim| claim["name"] == *name)));
        let agreed = decide(&mut browser, &id, true).await;
        let tokens = service.exchange(returned(&agreed).get("code").unwrap()).await.json();
        assert_eq!(tokens["scope"], "openid", "what was granted is what was asked for");
        let again = service.authorize(&mut browser, &[("prompt", "none"), ("claims", named)]).await;
        assert!(returned(&again).get("code").is_some());
    }
}
