//! How clients prove who they are.

use axum::http::StatusCode;
use contract::paths::oidc;
use serde_json::{Value, json};
use server::oidc::jws::{self, PrivateKey};
use server::oidc::keys;
use server::store::oidc::client::{Algorithm, AuthMethod};

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Answer;
use crate::support::relying_party::{CALLBACK, RelyingParty, SECRET};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

async fn post(service: &RelyingParty, header: Option<&str>, fields: &[(&str, &str)]) -> Answer {
    let headers: Vec<(&'static str, &str)> =
        header.map(|value| ("authorization", value)).into_iter().collect();
    service.caller().form(oidc::TOKEN, &headers, fields).await
}

/// A service with a key of its own, which stands for RS256 here.
async fn with_key(engine: Engine) -> (RelyingParty, PrivateKey) {
    let service = RelyingParty::new(engine).await;
    let pkcs8 = keys::generate(Algorithm::Es256).await.unwrap();
    keys::install(&service.test.app, Algorithm::Es256, "active", &pkcs8).await.unwrap();
    // The public half, as the provider itself would publish it.
    let jwks = service.caller().get(oidc::JWKS).await.json();
    let own: Vec<Value> =
        jwks["keys"].as_array().unwrap().iter().filter(|key| key["alg"] == "ES256").cloned().collect();
    let mut client = service.client.clone();
    client.registration.auth_methods = vec![AuthMethod::PrivateKeyJwt];
    client.registration.jwks = Some(json!({ "keys": own }));
    let transaction = service.test.app.store.begin().await.unwrap();
    server::store::oidc::client::put(&transaction, &client, service.test.app.clock.now()).await.unwrap();
    transaction.commit().await.unwrap();
    let key = aws_lc_rs::signature::EcdsaKeyPair::from_pkcs8(
        &aws_lc_rs::signature::ECDSA_P256_SHA256_FIXED_SIGNING,
        &pkcs8,
    );
    (service, PrivateKey::Ecdsa(Box::new(key.unwrap())))
}

fn assertion(service: &RelyingParty, key: &PrivateKey, change: impl FnOnce(&mut Value)) -> String {
    let now = service.test.app.clock.now().0 / 1000;
    let mut claims = json!({
        "iss": service.id, "sub": service.id, "aud": ["http://localhost:8600/oidc/v1/token"],
        "iat": now, "exp": now + 60, "jti": server::random::reference()
    });
    change(&mut claims);
    jws::sign(key, &keys::kid(key), "JWT", &claims).unwrap()
}

async fn exchange(service: &RelyingParty, code: &str, assertion: &str) -> Answer {
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_assertion_type", TYPE),
        ("client_assertion", assertion),
    ];
    post(service, None, &fields).await
}

on_both_databases! {
    async fn wrong_secret_unknown_client_and_other_way_are_alike(engine: Engine) {
        let service = RelyingParty::with(engine, |client| {
            client.registration.auth_methods = vec![AuthMethod::ClientSecretPost];
        }).await;
        let fields = |id: &'static str, secret: &'static str| {
            vec![("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_id", id), ("client_secret", secret)]
        };
        let mut wrong = fields("", "wrong");
        wrong[2].1 = &service.id;
        let mut bare = fields("", "");
        bare[2].1 = &service.id;
        let basic = service.token(&[("grant_type", "refresh_token"), ("refresh_token", "x")]).await;
        let answers = [
            post(&service, None, &wrong).await,
            post(&service, None, &fields("unknown", SECRET)).await,
            post(&service, None, &bare).await,
            basic,
        ];
        for answer in &answers {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{}", answer.text());
            assert_eq!(answer.json(), answers[0].json());
            assert!(answer.headers["www-authenticate"].to_str().unwrap().starts_with("Basic"));
        }
    }

    async fn two_ways_at_once_are_refused(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let fields = [("grant_type", "refresh_token"), ("refresh_token", "x"), ("client_secret", SECRET)];
        assert_eq!(service.token(&fields).await.json()["error"], "invalid_request");
        let twice = [("grant_type", "refresh_token"), ("grant_type", "refresh_token")];
        assert_eq!(service.token(&twice).await.json()["error"], "invalid_request");
        let other = service.token(&[("grant_type", "password")]).await;
        assert_eq!(other.json()["error"], "unsupported_grant_type");
        let json = service.caller().post(oidc::TOKEN, &json!({ "grant_type": "refresh_token" })).await;
        assert_eq!(json.json()["error"], "invalid_request", "only forms are read");
    }

    async fn guessing_ends_after_thirty_failures_from_one_source(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let fields = [("grant_type", "refresh_token"), ("client_id", &*service.id), ("client_secret", "wrong")];
        for _ in 0..30 {
            assert_eq!(post(&service, None, &fields).await.status, StatusCode::UNAUTHORIZED);
        }
        let closed = post(&service, None, &fields).await;
        assert_eq!(closed.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(closed.headers.contains_key("retry-after"));
        let mut elsewhere = service.caller().at([198, 51, 100, 7]);
        let answer = elsewhere.form(oidc::TOKEN, &[], &fields).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "a stranger cannot lock the service out");
    }

    async fn public_client_needs_pkce_alone(engine: Engine) {
        let service = RelyingParty::with(engine, |client| {
            client.registration.auth_methods = vec![AuthMethod::None];
            client.secret_hash = None;
        }).await;
        let mut browser = service.signed_in().await;
        let without = service.authorize(&mut browser, &[]).await;
        assert_eq!(crate::support::relying_party::error(&without), "invalid_request");
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let changed = [("code_challenge", challenge), ("code_challenge_method", "S256")];
        let code = service.code(&mut browser, &changed).await;
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", CALLBACK),
            ("client_id", &*service.id),
            ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        ];
        assert_eq!(post(&service, None, &fields).await.status, StatusCode::OK);
        let told = service.caller().form(oidc::INTROSPECT, &[], &[("client_id", &service.id), ("token", "x")]).await;
        assert_eq!(told.status, StatusCode::UNAUTHORIZED, "introspection is for confidential clients");
    }

    async fn signed_assertion_is_good_once(engine: Engine) {
        let (service, key) = with_key(engine).await;
        let mut browser = service.signed_in().await;
        let code = service.code(&mut browser, &[]).await;
        let token = assertion(&service, &key, |_| ());
        let first = exchange(&service, &code, &token).await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.text());
        let code = service.code(&mut browser, &[]).await;
        let again = exchange(&service, &code, &token).await;
        assert_eq!(again.json()["error"], "invalid_client", "the same jti");
        let wrong: [fn(&mut Value); 5] = [
            |claims| claims["aud"] = json!("https://other.example"),
            |claims| claims["iss"] = json!("somebody"),
            |claims| claims["exp"] = json!(1),
            |claims| claims["exp"] = json!(99_999_999_999_i64),
            |claims| claims["jti"] = Value::Null,
        ];
        for change in wrong {
            let answer = exchange(&service, &code, &assertion(&service, &key, change)).await;
            assert_eq!(answer.json()["error"], "invalid_client");
        }
        let unsigned = "eyJhbGciOiJub25lIn0.e30.";
        assert_eq!(exchange(&service, &code, unsigned).await.json()["error"], "invalid_client");
    }

    async fn client_id_beside_an_assertion_is_the_same(engine: Engine) {
        let (service, key) = with_key(engine).await;
        let code = service.code(&mut service.signed_in().await, &[]).await;
        let ask = async |id: &str| {
            let token = assertion(&service, &key, |_| ());
            let fields = [
                ("grant_type", "authorization_code"),
                ("code", &*code),
                ("redirect_uri", CALLBACK),
                ("client_id", id),
                ("client_assertion_type", TYPE),
                ("client_assertion", &*token),
            ];
            post(&service, None, &fields).await
        };
        let other = ask("somebody-else").await;
        assert_eq!((other.status, &other.json()["error"]), (StatusCode::UNAUTHORIZED, &json!("invalid_client")));
        let same = ask(&service.id).await;
        assert_eq!(same.status, StatusCode::OK, "{}", same.text());
    }
}
