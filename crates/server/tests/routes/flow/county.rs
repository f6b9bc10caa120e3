use axum::http::StatusCode;
use contract::paths;
use serde_json::json;
use server::oidc::parameters::Parameters;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::county::{COUNTY, Mood};
use crate::support::county_town::{CountyTown, HASTY};
use crate::support::people::PASSWORD;

/// What the browser carries to the county.
async fn carried(town: &CountyTown, purpose: &str, is_personal: bool) -> Parameters {
    let body = json!({ "county": COUNTY, "purpose": purpose, "personal_device": is_personal });
    let answer = town.browser().post(paths::FLOWS_COUNTY, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let address = answer.json()["continue_to"].as_str().unwrap().to_owned();
    let query = address.strip_prefix(&format!("{}/authorize?", town.county.issuer)).unwrap();
    Parameters::parse(query).unwrap()
}

on_both_databases! {
    async fn browser_carries_state_nonce_and_challenge(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let one = carried(&town, "login", true).await;
        assert_eq!(one.get("scope"), Some("openid profile"));
        assert_eq!(one.get("code_challenge_method"), Some("S256"));
        assert_eq!(one.get("redirect_uri"), Some("http://localhost:8600/oidc/v1/county/66000000/callback"));
        let other = carried(&town, "login", true).await;
        for name in ["state", "nonce", "code_challenge"] {
            assert!(one.get(name).unwrap().len() >= 43, "{name}");
            assert_ne!(one.get(name), other.get(name), "{name}");
        }
        let stored = town.test.dump("county_visit").await;
        for name in ["state", "nonce"] {
            assert!(!stored.contains(one.get(name).unwrap()), "{name} is not readable in a backup");
        }
        assert!(!town.test.dump("county_provider").await.contains("a secret"));
    }

    async fn shared_device_asks_for_the_countys_password_again(engine: Engine) {
        let town = CountyTown::new(engine).await;
        assert_eq!(carried(&town, "login", true).await.get("prompt"), None);
        let shared = carried(&town, "login", false).await;
        assert_eq!((shared.get("prompt"), shared.get("max_age")), (Some("login"), Some("600")));
        for purpose in ["lookup", "recovery", "activation"] {
            assert_eq!(carried(&town, purpose, true).await.get("prompt"), Some("login"), "{purpose}");
        }
    }

    async fn unknown_county_is_not_offered(engine: Engine) {
        let town = CountyTown::new(engine).await;
        for county in ["10002000", "00000000", "", "../x"] {
            let body = json!({ "county": county, "purpose": "login" });
            let answer = town.browser().post(paths::FLOWS_COUNTY, &body).await;
            assert_eq!(answer.code(), "upstream.not_offered", "{county}");
        }
        let body = json!({ "county": COUNTY, "purpose": "login", "issuer": "https://evil.example" });
        assert_eq!(town.browser().post(paths::FLOWS_COUNTY, &body).await.code(), "request.invalid");
    }

    async fn somebody_who_is_in_needs_no_county(engine: Engine) {
        let town = CountyTown::new(engine).await;
        town.test.add_person("amy", "pupil", "王小明", "active").await;
        let mut browser = town.browser();
        browser.sign_in("amy", PASSWORD).await;
        assert_eq!(town.start(&mut browser, "login").await.code(), "session.already_available");
    }

    async fn source_may_begin_so_many_visits_in_an_hour(engine: Engine) {
        let town = CountyTown::with(engine, "[county]\nsource_visits = 2\n", |_| ()).await;
        for _ in 0..2 {
            assert_eq!(town.start(&mut town.browser(), "login").await.status, StatusCode::CREATED);
        }
        let answer = town.start(&mut town.browser(), "login").await;
        assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited".into()));
        let mut elsewhere = Browser::new(&town.test).at([203, 0, 113, 9]);
        assert_eq!(town.start(&mut elsewhere, "login").await.status, StatusCode::CREATED);
    }

    async fn county_that_hangs_is_told_at_once_after_two_failures(engine: Engine) {
        let town = CountyTown::with(engine, HASTY, |_| ()).await;
        town.county.set_mood(Mood::Hanging);
        for _ in 0..2 {
            let answer = town.start(&mut town.browser(), "login").await;
            assert_eq!((answer.status, answer.code()), (StatusCode::SERVICE_UNAVAILABLE, "upstream.unavailable".into()));
        }
        let asked = town.county.asked("/.well-known/openid-configuration");
        let answer = town.start(&mut town.browser(), "login").await;
        assert_eq!(answer.code(), "upstream.unavailable");
        assert!((1..=15).contains(&answer.json()["retry_after"].as_i64().unwrap()));
        assert_eq!(town.county.asked("/.well-known/openid-configuration"), asked);
    }

    async fn closed_service_sends_nobody(engine: Engine) {
        let closed = "[maintenance]\nstarts_at = \"2020-01-01T00:00:00Z\"\nends_at = \"2099-01-01T00:00:00Z\"\n";
        let town = CountyTown::with(engine, closed, |_| ()).await;
        assert_eq!(town.start(&mut town.browser(), "login").await.code(), "server.maintenance");
    }
}
