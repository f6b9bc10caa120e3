use contract::paths;
use serde_json::json;
use server::store::oidc::client::ConsentPolicy;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

on_both_databases! {
    async fn services_of_this_session_are_listed(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.signed_in().await;
        assert_eq!(browser.get(paths::SESSION_SERVICES).await.json(), json!({ "services": [] }));
        service.tokens(&mut browser, &[]).await;
        let name = json!({ "id": "stepwise", "name": { "zh": "步步學", "en": "Stepwise" } });
        let owner = json!({ "zh": "示範中心", "en": "Model Centre" });
        let used = json!({ "service": name, "owner": owner, "signed_in": true, "is_told": false, "scopes": [] });
        assert_eq!(browser.get(paths::SESSION_SERVICES).await.json(), json!({ "services": [used] }));
        let mut other = service.signed_in().await;
        assert_eq!(other.get(paths::SESSION_SERVICES).await.json(), json!({ "services": [] }), "another session's");
    }

    async fn what_was_agreed_to_is_listed_in_every_session(engine: Engine) {
        let ask = |client: &mut server::store::oidc::client::Client| {
            client.registration.consent = ConsentPolicy::Approved;
            client.back_channel_logout_uri = Some("https://rp.example/bye".into());
        };
        let service = RelyingParty::with(engine, ask).await;
        let mut browser = service.signed_in().await;
        service.agree(&mut browser, &[("scope", "openid email")]).await;
        let uses = browser.get(paths::SESSION_SERVICES).await.json();
        assert_eq!(uses["services"][0]["scopes"], json!(["email", "openid"]));
        assert_eq!((&uses["services"][0]["signed_in"], &uses["services"][0]["is_told"]), (&json!(true), &json!(true)));
        let mut other = service.signed_in().await;
        let uses = other.get(paths::SESSION_SERVICES).await.json();
        assert_eq!(uses["services"].as_array().unwrap().len(), 1);
        assert_eq!(uses["services"][0]["signed_in"], json!(false));
    }

    async fn nobody_has_no_services(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        assert_eq!(service.browser().get(paths::SESSION_SERVICES).await.code(), "session.none");
    }
}
