//! Signing out leads on to the county that the session came from, and back.

use axum::http::StatusCode;
use contract::paths;
use serde_json::{Value, json};
use server::oidc::jws;
use server::oidc::parameters::Parameters;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::county::{CLIENT, COUNTY, Mood, SUBJECT};
use crate::support::county_town::{CountyTown, HASTY};
use crate::support::people::PASSWORD;

/// A county whose sign-out is `at`, and a browser that came from there.
async fn came_from(engine: Engine, at: Option<&str>) -> (CountyTown, Browser) {
    let home = Some("https://county.example/".to_owned());
    let town = CountyTown::with(engine, HASTY, |settings| settings.home = home).await;
    town.test.add_person("ming", "pupil", "王小明", "active").await;
    if let Some(at) = at {
        town.county.set_sign_out(at);
    }
    town.link("ming").await;
    let mut browser = town.browser();
    let answer = town.travel(&mut browser, "login").await;
    assert_eq!(answer.location(), paths::SCREEN_ACCOUNT);
    (town, browser)
}

async fn sign_out(browser: &mut Browser, body: Value) -> Value {
    let answer = browser.post(paths::SESSION_SIGN_OUT, &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn query(address: &str) -> Parameters {
    Parameters::parse(address.split_once('?').unwrap().1).unwrap()
}

on_both_databases! {
    async fn sign_out_leads_on_to_the_county_and_back_to_the_sign_in_page(engine: Engine) {
        let (town, mut browser) = came_from(engine, Some("/sign-out")).await;
        let out = sign_out(&mut browser, json!({ "language": "en" })).await;
        assert_eq!(out["county"]["name"], json!({ "zh": "臺中市", "en": "Taichung City" }));
        let address = out["county"]["sign_out"].as_str().unwrap();
        assert!(address.starts_with(&[town.county.issuer.as_str(), "/sign-out?"].concat()), "{address}");
        let asked = query(address);
        assert_eq!(asked.get("client_id"), Some(CLIENT));
        // The county's ID token tells a member with an ID number: it does not stand in an address.
        assert_eq!(asked.get("id_token_hint"), None);
        let back = asked.get("post_logout_redirect_uri").unwrap();
        let path = paths::oidc::county_signed_out(COUNTY);
        assert_eq!(back, ["http://localhost:8600", &path].concat());
        let mut returned = browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        let landed = returned.get(&format!("{path}?state={}", asked.get("state").unwrap())).await;
        assert_eq!(landed.location(), "/sign-in?notice=signed-out&lang=en");
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.none");
    }

    async fn county_gets_its_id_token_back_where_that_says_nothing_of_the_person(engine: Engine) {
        let town = CountyTown::new(engine).await;
        town.test.add_person("ming", "pupil", "王小明", "active").await;
        town.county.set_sign_out("/sign-out");
        town.county.tell_nothing_more();
        let mut browser = town.browser();
        // Also where the session came of the password that links the county account.
        let answer = town.travel(&mut browser, "login").await;
        let flow = browser.flow_of(&answer).await;
        assert_eq!(browser.submit(&flow, &Browser::step(&flow, "ming", PASSWORD)).await.status, StatusCode::OK);
        let kept = town.test.dump("county_visit").await + &town.test.dump("session_county").await;
        let out = sign_out(&mut browser, json!({})).await;
        let asked = query(out["county"]["sign_out"].as_str().unwrap());
        let hint = asked.get("id_token_hint").unwrap();
        assert_eq!(jws::parse(hint).unwrap().payload["sub"], SUBJECT);
        assert_eq!(asked.get("state"), Some("zh-TW"));
        assert!(!kept.contains(hint) && !kept.contains("eyJ"), "sealed");
        server::services::sweep::run(&town.test.app).await.unwrap();
        assert_eq!(town.test.count("SELECT COUNT(*) FROM session_county").await, 0);
    }

    async fn county_without_a_sign_out_is_named_with_its_page(engine: Engine) {
        for at in [None, Some("https://elsewhere.example/sign-out")] {
            let (_town, mut browser) = came_from(engine, at).await;
            let out = sign_out(&mut browser, json!({})).await;
            let name = json!({ "zh": "臺中市", "en": "Taichung City" });
            let county = json!({ "name": name, "home": "https://county.example/" });
            assert_eq!(out, json!({ "told": [], "left": [], "county": county }), "{at:?}");
        }
    }

    async fn county_that_is_down_keeps_nobody_signed_in_here(engine: Engine) {
        let (town, mut browser) = came_from(engine, Some("/sign-out")).await;
        // Longer than its discovery document is good for.
        for _ in 0..7 {
            town.test.app.clock.advance_seconds(9 * 60);
            assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
        }
        town.county.set_mood(Mood::Down);
        let out = sign_out(&mut browser, json!({})).await;
        assert_eq!((&out["county"]["sign_out"], &out["county"]["name"]["en"]), (&Value::Null, &json!("Taichung City")));
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.none");
        let mut by_password = town.browser();
        by_password.sign_in("ming", PASSWORD).await;
        assert_eq!(sign_out(&mut by_password, json!({})).await, json!({ "told": [], "left": [] }));
    }

    async fn page_without_scripts_leads_there_too(engine: Engine) {
        let (town, mut browser) = came_from(engine, Some("/sign-out")).await;
        let page = browser.submit_form(paths::PLAIN_SIGN_OUT, &[]).await.text();
        assert!(page.contains("臺中市帳號仍登入中"), "{page}");
        let address = page.split("href=\"").find(|part| part.starts_with(&town.county.issuer)).unwrap();
        assert!(address.contains("state=plain.zh-TW"), "{address}");
        let path = paths::oidc::county_signed_out(COUNTY);
        assert_eq!(browser.get(&[&path, "?state=plain.zh-TW"].concat()).await.location(), "/plain/sign-in");
        for state in ["", "?state=%00", "?state=https://evil.example"] {
            let landed = browser.get(&[&path, state].concat()).await;
            assert_eq!(landed.location(), "/sign-in?notice=signed-out", "{state}");
        }
    }
}
