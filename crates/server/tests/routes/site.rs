use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::relying_party::RelyingParty;

async fn device(browser: &mut Browser) -> serde_json::Value {
    browser.get(paths::SITE).await.json()["device"].clone()
}

on_both_databases! {
    async fn device_is_shared_until_somebody_calls_it_their_own(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.browser();
        let unknown = json!({
            "profile": "shared", "idle_seconds": 300, "warning_seconds": 30, "keypad": false,
        });
        assert_eq!(device(&mut browser).await, unknown);
        browser.sign_in("amy", PASSWORD).await;
        assert_eq!(device(&mut browser).await, unknown);
        let mut own = service.with_two_accounts().await;
        assert_eq!(device(&mut own).await["profile"], "personal");
        own.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        assert_eq!(device(&mut own).await["profile"], "personal", "a device stays its owner's");
        let page = own.get(paths::SCREEN_SIGN_IN).await.text();
        assert!(page.contains(r#""profile":"personal""#), "the page tells it too");
        for account in ["amy", "ben"] {
            own.post(paths::DEVICE_FORGET, &json!({ "account": account })).await;
        }
        assert_eq!(device(&mut own).await["profile"], "shared", "nobody's any more");
        let mut forged = service.browser();
        forged.cookies.insert("__Host-dev".into(), "made-up".into());
        assert_eq!(device(&mut forged).await["profile"], "shared");
    }
}
