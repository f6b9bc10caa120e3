use axum::http::StatusCode;
use contract::api::flow::Flow;
use contract::paths;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

fn digits(flow: &Flow, typed: &str) -> Value {
    let mut body = Browser::step(flow, "amy", PASSWORD);
    body["challenge"] = json!({ "id": flow.challenge.as_ref().unwrap().id, "digits": typed });
    body
}

on_both_databases! {
    async fn right_digits_are_accepted_as_people_type_them(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let full_width = |text: &str| {
            text.chars().map(|digit| char::from_u32(digit as u32 - 0x30 + 0xFF10).unwrap()).collect::<String>()
        };
        for write in [str::to_owned as fn(&str) -> String, |text| format!(" {} ", text), |text| {
            text.chars().flat_map(|digit| [digit, ' ']).collect()
        }] {
            let mut browser = Browser::new(&test);
            let flow = browser.open_flow().await;
            let shown = test.shown_digits(&flow).await;
            let answer = browser.submit(&flow, &digits(&flow, &write(&shown))).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        }
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let shown = test.shown_digits(&flow).await;
        assert_eq!(browser.submit(&flow, &digits(&flow, &full_width(&shown))).await.status, StatusCode::OK);
    }

    async fn wrong_digits_bring_a_new_challenge(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let shown = test.shown_digits(&flow).await;
        let wrong = if shown == "0000" { "1111" } else { "0000" };
        let answer = browser.submit(&flow, &digits(&flow, wrong)).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "captcha.invalid".into()));
        let next = answer.flow();
        assert_ne!(next.challenge.as_ref().unwrap().id, flow.challenge.as_ref().unwrap().id);
        assert_eq!(test.count("SELECT COUNT(*) FROM attempt").await, 0, "a challenge is not a password");
        let reused = json!({ "version": next.version, "account": "amy", "password": PASSWORD,
            "challenge": { "id": flow.challenge.unwrap().id, "digits": shown } });
        assert_eq!(browser.submit(&next, &reused).await.code(), "captcha.expired");
    }

    async fn challenge_is_required_and_expires(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let without = json!({ "version": flow.version, "account": "amy", "password": PASSWORD });
        let answer = browser.submit(&flow, &without).await;
        assert_eq!(answer.code(), "captcha.required");
        let flow = answer.flow();
        let body = Browser::step(&flow, "amy", PASSWORD);
        test.app.clock.advance_seconds(301);
        let late = browser.submit(&flow, &body).await;
        assert_eq!((late.status, late.code()), (StatusCode::UNPROCESSABLE_ENTITY, "captcha.expired".into()));
        let flow = late.flow();
        assert_eq!(browser.submit(&flow, &Browser::step(&flow, "amy", PASSWORD)).await.status, StatusCode::OK);
    }

    async fn wrong_work_is_refused(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let mut body = Browser::step(&flow, "amy", PASSWORD);
        body["challenge"]["proof"] = json!(4_000_000_000_u32);
        assert_eq!(browser.submit(&flow, &body).await.code(), "pow.invalid");
    }

    async fn next_picture_leaves_the_version_and_stops_after_ten(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let path = paths::flow_challenge(&flow.id);
        let mut last = flow.clone();
        for left in (0..10).rev() {
            let answer = browser.post(&path, &json!({})).await;
            let next = answer.flow();
            let (new, old) = (next.challenge.as_ref().unwrap(), last.challenge.as_ref().unwrap());
            assert_eq!((next.version, new.refreshes_left), (1, left));
            assert!(new.id != old.id && new.image != old.image);
            last = next;
        }
        let spent = browser.post(&path, &json!({})).await;
        assert_eq!((spent.status, spent.code()), (StatusCode::TOO_MANY_REQUESTS, "captcha.exhausted".into()));
        let answer = browser.submit(&last, &Browser::step(&last, "amy", PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::OK);
    }

    async fn adaptive_policy_asks_after_two_failures(engine: Engine) {
        let test = TestApp::with(engine, "[challenge]\npolicy = \"adaptive\"").await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        assert!(flow.challenge.is_none());
        let flow = browser.submit(&flow, &Browser::step(&flow, "amy", "Wrong-day-7")).await.flow();
        assert!(flow.challenge.is_none());
        let flow = browser.submit(&flow, &Browser::step(&flow, "amy", "Wrong-day-7")).await.flow();
        assert!(flow.challenge.is_some());
        let mut other = Browser::new(&test).at([198, 51, 100, 7]);
        let fresh = other.open_flow().await;
        assert!(fresh.challenge.is_none());
        let answer = other.submit(&fresh, &Browser::step(&fresh, "amy", PASSWORD)).await;
        assert_eq!(answer.code(), "captcha.required", "the account has failures, wherever they came from");
        let flow = answer.flow();
        assert_eq!(other.submit(&flow, &Browser::step(&flow, "amy", PASSWORD)).await.status, StatusCode::OK);
    }

    async fn networks_without_challenge_see_none(engine: Engine) {
        let settings = "[challenge]\noff_networks = [\"203.0.113.0/24\"]";
        let test = TestApp::with(engine, settings).await.with_pupil("amy").await;
        let mut inside = Browser::new(&test);
        assert!(inside.open_flow().await.challenge.is_none());
        assert_eq!(inside.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        assert!(Browser::new(&test).at([198, 51, 100, 7]).open_flow().await.challenge.is_some());
    }
}
