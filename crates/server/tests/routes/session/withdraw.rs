use axum::http::StatusCode;
use contract::paths;
use serde_json::json;
use server::store::oidc::client::ConsentPolicy;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::{RelyingParty, waiting};

on_both_databases! {
    async fn service_whose_agreement_is_taken_back_has_to_ask_again(engine: Engine) {
        let service =
            RelyingParty::with(engine, |client| client.registration.consent = ConsentPolicy::Approved).await;
        let mut browser = service.signed_in().await;
        let code = service.agree(&mut browser, &[]).await;
        let tokens = service.exchange(&code).await.json();
        assert_eq!(service.resource(paths::oidc::USERINFO, &tokens).await.status, StatusCode::OK);
        let taken = browser.post(paths::SESSION_WITHDRAW, &json!({ "service": "stepwise" })).await;
        assert_eq!(taken.status, StatusCode::NO_CONTENT);
        assert_eq!(service.resource(paths::oidc::USERINFO, &tokens).await.status, StatusCode::UNAUTHORIZED);
        let refreshed = service.refresh(tokens["refresh_token"].as_str().unwrap()).await;
        assert_eq!(refreshed.json()["error"], "invalid_grant");
        waiting(&service.authorize(&mut browser, &[]).await, paths::SCREEN_CONSENT);
        let again = browser.post(paths::SESSION_WITHDRAW, &json!({ "service": "stepwise" })).await;
        assert_eq!(again.status, StatusCode::NO_CONTENT, "there is nothing left to take back");
    }

    async fn only_the_person_takes_back(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let body = json!({ "service": "stepwise" });
        assert_eq!(service.browser().post(paths::SESSION_WITHDRAW, &body).await.code(), "session.none");
        let mut forged = service.signed_in().await.with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.post(paths::SESSION_WITHDRAW, &body).await.code(), "csrf.rejected");
    }
}
