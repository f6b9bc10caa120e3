//! A county that misbehaves hurts nobody but its own users, who get a clear page and another way.

use axum::http::StatusCode;
use contract::paths;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Answer;
use crate::support::county::{COUNTY, Mood, OTHER_COUNTY};
use crate::support::county_town::{CountyTown, HASTY, problem};
use crate::support::people::PASSWORD;

async fn town(engine: Engine) -> CountyTown {
    let town = CountyTown::with(engine, HASTY, |_| ()).await;
    town.test.add_person("ming", "pupil", "王小明", "active").await;
    town
}

/// Begins while all is well, and comes back in another mood.
async fn back_in(town: &CountyTown, mood: Mood) -> Answer {
    let mut browser = town.browser();
    let answer = town.start(&mut browser, "login").await;
    let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
    town.county.set_mood(mood);
    let answer = browser.come_back(&back).await;
    assert!(!browser.cookies.contains_key("__Host-sid"));
    answer
}

/// Everybody else: by password, and at another county.
async fn others_are_well(town: &CountyTown) {
    let answer = town.browser().sign_in("ming", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK);
    let body = json!({ "county": OTHER_COUNTY, "purpose": "login" });
    let answer = town.browser().post(paths::FLOWS_COUNTY, &body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
}

on_both_databases! {
    async fn county_that_does_not_answer_is_unavailable(engine: Engine) {
        for mood in [Mood::Hanging, Mood::Down] {
            let town = town(engine).await;
            town.test.add_county(OTHER_COUNTY, |_| ()).await;
            let answer = back_in(&town, mood).await;
            assert_eq!(problem(&answer), ("/sign-in/county".into(), "upstream.unavailable".into()), "{mood:?}");
            others_are_well(&town).await;
        }
    }

    async fn county_that_lies_or_babbles_is_rejected(engine: Engine) {
        for mood in [Mood::Lying, Mood::Broken, Mood::Misleading] {
            let town = town(engine).await;
            town.test.add_county(OTHER_COUNTY, |_| ()).await;
            town.county.set_mood(mood);
            let answer = town.start(&mut town.browser(), "login").await;
            if mood == Mood::Misleading {
                // The document alone does no harm: nobody asks where it leads.
                let mut browser = town.browser();
                let answer = town.travel(&mut browser, "login").await;
                assert_eq!(problem(&answer).1, "upstream.rejected", "{mood:?}");
            } else {
                assert_eq!((answer.status, answer.code()), (StatusCode::BAD_GATEWAY, "upstream.rejected".into()), "{mood:?}");
            }
            others_are_well(&town).await;
        }
        let town = town(engine).await;
        assert_eq!(problem(&back_in(&town, Mood::BrokenTokens).await).1, "upstream.rejected");
    }

    async fn code_that_came_before_is_not_taken_again(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        town.county.set_mood(Mood::Repeating);
        let asked = town.county.asked("/token");
        let answer = town.travel(&mut town.browser(), "login").await;
        assert_eq!(problem(&answer).1, "upstream.over");
        assert_eq!(town.county.asked("/token"), asked, "it is not even sent");
    }

    async fn answer_in_anothers_name_is_rejected(engine: Engine) {
        let town = town(engine).await;
        town.county.set_mood(Mood::OtherIssuer);
        let answer = town.travel(&mut town.browser(), "login").await;
        assert_eq!((problem(&answer).1, town.county.asked("/token")), ("upstream.rejected".into(), 0));
        let mut browser = town.browser();
        town.county.set_mood(Mood::Well);
        let answer = town.start(&mut browser, "login").await;
        let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        let without = back.split_once("&iss=").unwrap().0;
        assert_eq!(problem(&browser.come_back(without).await).1, "upstream.rejected", "RFC 9207 §2.4");
    }

    async fn forged_id_tokens_are_rejected(engine: Engine) {
        let cases: [(&str, Value); 9] = [
            ("iss", json!("https://other.example")),
            ("aud", json!("another client")),
            ("aud", json!(["edupass at the county", "another client"])),
            ("exp", json!(1_000_000_000)),
            ("iat", json!(1_000_000_000)),
            ("nonce", json!("of another visit")),
            ("nonce", Value::Null),
            ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
            ("sub", json!("")),
        ];
        let town = town(engine).await;
        for (name, value) in cases {
            town.county.forge(name, value.clone());
            let answer = town.travel(&mut town.browser(), "login").await;
            assert_eq!(problem(&answer).1, "upstream.rejected", "{name} = {value}");
            town.county.unforge();
        }
        town.county.sign_with_other_key();
        let answer = town.travel(&mut town.browser(), "login").await;
        assert_eq!(problem(&answer).1, "upstream.rejected", "another key");
        assert_eq!(town.links().await, 0);
    }

    async fn unknown_keys_are_not_asked_for_over_and_over(engine: Engine) {
        let town = town(engine).await;
        town.county.sign_with_other_key();
        for _ in 0..5 {
            town.travel(&mut town.browser(), "login").await;
        }
        assert_eq!(town.county.asked("/keys"), 1);
        town.test.app.clock.advance_seconds(61);
        town.travel(&mut town.browser(), "login").await;
        town.travel(&mut town.browser(), "login").await;
        assert_eq!(town.county.asked("/keys"), 2);
    }

    async fn one_visitor_cannot_close_a_county_for_others(engine: Engine) {
        let town = town(engine).await;
        for _ in 0..10 {
            let mut browser = town.browser();
            let answer = town.start(&mut browser, "login").await;
            let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
            let state = back.split_once("state=").unwrap().1;
            let iss = server::oidc::parameters::encode(&town.county.issuer);
            let made_up = server::random::token();
            let path = paths::oidc::county_callback(COUNTY);
            let state = state.split('&').next().unwrap();
            let answer = browser.come_back(&format!("{path}?code={made_up}&state={state}&iss={iss}")).await;
            assert_eq!(problem(&answer).1, "upstream.denied");
        }
        assert_eq!(town.start(&mut town.browser(), "login").await.status, StatusCode::CREATED);
    }

    async fn county_that_refuses_codes_in_few_words_stays_open(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        let cases = [(StatusCode::BAD_REQUEST, ""), (StatusCode::UNAUTHORIZED, "<html>")];
        for (status, body) in cases.into_iter().cycle().take(6) {
            let answer = back_in(&town, Mood::Curt(status, body)).await;
            assert_eq!(problem(&answer).1, "upstream.denied", "{status} {body}");
        }
        town.county.set_mood(Mood::Well);
        let answer = town.travel(&mut town.browser(), "login").await;
        assert_eq!(answer.location(), "/account");
    }

    async fn what_went_wrong_is_in_the_audit_without_personal_data(engine: Engine) {
        let town = town(engine).await;
        town.county.forge("nonce", json!("of another visit"));
        town.travel(&mut town.browser(), "login").await;
        let detail = town.test.text("SELECT detail FROM audit_event WHERE event = 'authn_county_fail'").await;
        assert_eq!(detail, "66000000 upstream.rejected");
        town.county.unforge();
        town.link("ming").await;
        for table in ["audit_event", "county_visit", "county_link", "flow", "message"] {
            let stored = town.test.dump(table).await;
            assert!(!stored.contains("108023417") && !stored.contains("an opaque token"), "{table}");
        }
    }
}
