//! Services are told that a session ended, also when they were away.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use contract::paths;
use serde_json::{Value, json};
use server::oidc::jws;
use server::oidc::logout_worker::LogoutWorker;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::relying_party::RelyingParty;

/// What a service's back-channel address got, and what it answers.
#[derive(Clone)]
struct Ear {
    heard: Arc<Mutex<Vec<String>>>,
    status: Arc<Mutex<StatusCode>>,
}

impl Ear {
    /// Listens, and says where.
    async fn open() -> (Self, String) {
        let ear = Self { heard: Arc::default(), status: Arc::new(Mutex::new(StatusCode::OK)) };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/logout", listener.local_addr().unwrap());
        let router = Router::new().route("/logout", post(Self::hear)).with_state(ear.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (ear, address)
    }

    async fn hear(State(ear): State<Self>, body: String) -> StatusCode {
        ear.heard.lock().unwrap().push(body);
        *ear.status.lock().unwrap()
    }

    fn count(&self) -> usize {
        self.heard.lock().unwrap().len()
    }
}

on_both_databases! {
    async fn service_is_told_with_a_token_that_holds(engine: Engine) {
        let (ear, address) = Ear::open().await;
        let service = RelyingParty::with(engine, |client| client.back_channel_logout_uri = Some(address)).await;
        let mut browser = service.signed_in().await;
        let tokens = service.tokens(&mut browser, &[]).await;
        let claims = service.verified(&tokens).await;
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        let worker = LogoutWorker::new(service.test.app.clone()).unwrap();
        worker.round().await.unwrap();
        worker.round().await.unwrap();
        assert_eq!(ear.count(), 1);
        let body = ear.heard.lock().unwrap()[0].clone();
        let token = body.strip_prefix("logout_token=").unwrap().to_owned();
        let told: Value = service.verified(&json!({ "id_token": token })).await;
        let header = jws::parse(&token).unwrap().header;
        assert_eq!(header["typ"], "logout+jwt");
        for name in ["iss", "aud", "sub", "sid"] {
            assert_eq!(told[name], claims[name], "{name}");
        }
        let life = told["exp"].as_i64().unwrap() - told["iat"].as_i64().unwrap();
        assert!(life <= 120 && told["jti"].is_string() && told["nonce"].is_null());
        assert!(told["events"]["http://schemas.openid.net/event/backchannel-logout"].is_object());
    }

    async fn service_that_was_away_is_told_later(engine: Engine) {
        let (ear, address) = Ear::open().await;
        let service = RelyingParty::with(engine, |client| client.back_channel_logout_uri = Some(address)).await;
        let mut browser = service.signed_in().await;
        service.tokens(&mut browser, &[]).await;
        *ear.status.lock().unwrap() = StatusCode::SERVICE_UNAVAILABLE;
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        let worker = LogoutWorker::new(service.test.app.clone()).unwrap();
        worker.round().await.unwrap();
        worker.round().await.unwrap();
        assert_eq!(ear.count(), 1, "not before its time");
        *ear.status.lock().unwrap() = StatusCode::OK;
        service.test.app.clock.advance_seconds(6);
        worker.round().await.unwrap();
        assert_eq!(ear.count(), 2);
        service.test.app.clock.advance_seconds(3600);
        worker.round().await.unwrap();
        assert_eq!(ear.count(), 2);
    }

    async fn session_that_is_replaced_is_no_sign_out(engine: Engine) {
        let (ear, address) = Ear::open().await;
        let service = RelyingParty::with(engine, |client| client.back_channel_logout_uri = Some(address)).await;
        let mut browser = service.signed_in().await;
        service.tokens(&mut browser, &[]).await;
        let asked = service.authorize(&mut browser, &[("prompt", "login")]).await;
        service.test.app.clock.advance_seconds(1);
        browser.sign_in_for(&crate::support::relying_party::waiting(&asked, "/sign-in"), "amy").await;
        let worker = LogoutWorker::new(service.test.app.clone()).unwrap();
        worker.round().await.unwrap();
        assert_eq!(ear.count(), 0);
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        worker.round().await.unwrap();
        assert_eq!(ear.count(), 1);
    }
}
