use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn opens_a_flow_with_a_challenge_and_a_cookie(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let answer = browser.post(paths::FLOWS_LOGIN, &json!({})).await;
        assert_eq!(answer.status, StatusCode::CREATED);
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.starts_with("__Host-flow=") && cookie.contains("Secure; HttpOnly; SameSite=Lax"));
        let flow = answer.flow();
        assert_eq!((flow.version, flow.expires_in), (1, 900));
        let challenge = flow.challenge.unwrap();
        assert!(challenge.image.starts_with("data:image/png;base64,"));
        assert_eq!((challenge.expires_in, challenge.refreshes_left), (300, 10));
    }

    async fn oldest_of_many_open_flows_is_dropped(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let first = browser.open_flow().await;
        for _ in 0..20 {
            test.app.clock.advance_seconds(1);
            browser.open_flow().await;
        }
        assert_eq!(browser.get(&paths::flow(&first.id)).await.code(), "flow.not_found");
        assert_eq!(test.count("SELECT COUNT(*) FROM flow").await, 20);
    }

    async fn signed_in_browser_gets_no_new_flow(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        let again = browser.post(paths::FLOWS_LOGIN, &json!({})).await;
        assert_eq!((again.status, again.code()), (StatusCode::CONFLICT, "session.already_available".into()));
    }

    async fn maintenance_closes_sign_in_and_says_until_when(engine: Engine) {
        let now = server::clock::Clock::system().now();
        let text = |hours: i64| now.plus_seconds(hours * 3600).rfc3339();
        let settings = format!("[maintenance]\nstarts_at = \"{}\"\nends_at = \"{}\"\n", text(1), text(2));
        let test = TestApp::with(engine, &settings).await;
        let mut browser = Browser::new(&test);
        assert_eq!(browser.get(paths::SITE).await.json()["maintenance"]["active"], false);
        let open = browser.open_flow().await;
        test.app.clock.advance_seconds(3600 + 60);
        assert_eq!(browser.get(paths::SITE).await.json()["maintenance"]["active"], true);
        let closed = browser.post(paths::FLOWS_LOGIN, &json!({})).await;
        assert_eq!((closed.status, closed.code()), (StatusCode::SERVICE_UNAVAILABLE, "server.maintenance".into()));
        let wait: u32 = closed.headers["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((3000..=3600).contains(&wait), "{wait}");
        let step = browser.submit(&open, &Browser::step(&open, "amy", PASSWORD)).await;
        assert_eq!(step.code(), "server.maintenance");
        test.app.clock.advance_seconds(3600);
        assert!(browser.get(paths::SITE).await.json()["maintenance"].is_null());
    }
}
