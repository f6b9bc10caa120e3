//! Signing keys: rotation without a client noticing, and their form at rest.

use contract::paths::oidc;
use serde_json::Value;
use server::oidc::keys::{self, Rotation};
use server::store::oidc::client::Algorithm;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

async fn published(service: &RelyingParty) -> Vec<String> {
    let jwks = service.caller().get(oidc::JWKS).await.json();
    let es256 = |key: &&Value| key["alg"] == "ES256";
    let keys = jwks["keys"].as_array().unwrap().iter().filter(es256);
    keys.map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

on_both_databases! {
    async fn next_key_is_known_for_a_day_before_it_signs(engine: Engine) {
        let service = RelyingParty::with(engine, |client| {
            client.registration.id_token_algorithm = Algorithm::Es256;
        }).await;
        let app = &service.test.app;
        let mut browser = service.signed_in().await;
        let old = service.tokens(&mut browser, &[]).await;
        let first = published(&service).await;
        assert_eq!(keys::rotate(app, Algorithm::Es256).await.unwrap(), Rotation::Prepared);
        assert_eq!(published(&service).await.len(), 2);
        assert_eq!(keys::rotate(app, Algorithm::Es256).await.unwrap(), Rotation::Waiting);
        app.clock.advance_seconds(24 * 3600);
        let before = published(&service).await;
        assert_eq!(keys::rotate(app, Algorithm::Es256).await.unwrap(), Rotation::Promoted);
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        let header = server::oidc::jws::parse(tokens["id_token"].as_str().unwrap()).unwrap().header;
        let kid = header["kid"].as_str().unwrap().to_owned();
        assert!(kid != first[0] && before.contains(&kid), "known before it signed");
        service.verified(&old).await;
        app.clock.advance_seconds(49 * 3600);
        assert_eq!(published(&service).await, [kid]);
        let hint = old["id_token"].as_str().unwrap();
        assert!(server::oidc::hint::read(app, hint).await.unwrap().is_some(), "our own old tokens are known");
    }

    async fn keys_are_replaced_by_age(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let app = &service.test.app;
        let first = published(&service).await;
        app.clock.advance_seconds(88 * 24 * 3600);
        keys::keep_fresh(app).await.unwrap();
        assert_eq!(published(&service).await, first);
        for _ in 0..2 {
            app.clock.advance_seconds(24 * 3600 + 1);
            keys::keep_fresh(app).await.unwrap();
            keys::keep_fresh(app).await.unwrap();
        }
        let now = published(&service).await;
        assert_eq!((now.len(), now.contains(&first[0])), (2, true));
        assert_ne!(now[0], first[0], "another one signs");
    }

    async fn client_that_looks_once_a_day_never_meets_an_unknown_key(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let app = &service.test.app;
        let mut seen: Option<Value> = None;
        let mut signers = std::collections::HashSet::new();
        for _ in 0..6 {
            let mut browser = service.signed_in().await;
            let codes = [service.code(&mut browser, &[]).await, service.code(&mut browser, &[]).await];
            // The key changes while clients exchange their codes.
            let (rotated, first, second) = tokio::join!(
                keys::rotate(app, Algorithm::Rs256),
                service.exchange(&codes[0]),
                service.exchange(&codes[1]),
            );
            rotated.unwrap();
            let now = service.caller().get(oidc::JWKS).await.json();
            for tokens in [first.json(), second.json()] {
                let token = tokens["id_token"].as_str().unwrap();
                let parsed = server::oidc::jws::parse(token).unwrap();
                signers.insert(parsed.header["kid"].as_str().unwrap().to_owned());
                let keys = seen.as_ref().unwrap_or(&now)["keys"].as_array().unwrap();
                assert!(parsed.is_signed_by_one(keys), "a key that was not there yesterday");
            }
            seen = Some(now);
            app.clock.advance_seconds(24 * 3600 + 1);
        }
        assert!(signers.len() > 2, "the key did change");
    }

    async fn what_another_process_changed_is_known_after_some_seconds(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let app = &service.test.app;
        // The first look makes the key, and what was read before a change is not kept.
        published(&service).await;
        let first = published(&service).await;
        // As another process would: this one hears nothing of it.
        let kid = "'made-elsewhere'";
        let jwk = r#"'{"kty":"EC","alg":"ES256","kid":"made-elsewhere"}'"#;
        service.test.sql(&format!(
            "INSERT INTO signing_key (id, algorithm, state, private_sealed, public_jwk, created_at) \
             SELECT {kid}, 'ES256', 'next', private_sealed, {jwk}, created_at FROM signing_key WHERE id = '{}'",
            first[0]
        )).await;
        app.clock.advance_seconds(3);
        assert_eq!(published(&service).await, first, "kept in memory");
        app.clock.advance_seconds(2);
        assert_eq!(published(&service).await.len(), 2);
    }

    async fn private_keys_are_sealed(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        published(&service).await;
        let dump = service.test.dump("signing_key").await;
        let pem = ["-----BEGIN", "PRIVATE"];
        assert!(pem.iter().all(|word| !dump.contains(word)));
        let rsa = "1.2.840.113549.1.1.1";
        assert!(!dump.contains(rsa) && !dump.contains("\"d\""));
    }
}
