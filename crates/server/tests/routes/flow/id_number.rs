use axum::http::StatusCode;
use contract::paths;
use contract::step::NextStep;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::recovery::{ID, body};
use crate::support::{Engine, TestApp};

async fn look_up(browser: &mut Browser, id: &str) -> crate::support::browser::Answer {
    let flow = browser.post(paths::FLOWS_LOOKUP, &json!({})).await.flow();
    browser.take(&flow, paths::FLOW_STEP_ID_NUMBER, &body(&flow, json!({ "id_number": id }))).await
}

on_both_databases! {
    async fn id_number_finds_the_masked_account(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let found = look_up(&mut Browser::new(&test), "a12-3456 789").await;
        assert_eq!(found.flow().next, NextStep::LookedUp { account: Some("m***g".into()) });
        assert!(!found.text().contains("ming"));
        assert!(test.newest_message("account_looked_up").await.0.is_some(), "its owner is told");
        let none = look_up(&mut Browser::new(&test), "I123456781").await;
        assert_eq!((none.status, none.flow().next), (StatusCode::OK, NextStep::LookedUp { account: None }));
    }

    async fn one_id_number_is_looked_up_three_times_a_day(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        for id in [ID, "I123456781"] {
            for _ in 0..3 {
                assert_eq!(look_up(&mut Browser::new(&test), id).await.status, StatusCode::OK);
            }
            let answer = look_up(&mut Browser::new(&test), id).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited".into()));
        }
    }

    async fn one_source_looks_up_ten_times_an_hour(engine: Engine) {
        let test = TestApp::new(engine).await;
        for number in 0..10 {
            assert_eq!(look_up(&mut Browser::new(&test), &format!("ABCD{number:04}")).await.status, StatusCode::OK);
        }
        assert_eq!(look_up(&mut Browser::new(&test), "ABCD9999").await.code(), "rate.limited");
        test.app.clock.advance_seconds(3601);
        assert_eq!(look_up(&mut Browser::new(&test), "ABCD9999").await.status, StatusCode::OK);
    }

    async fn id_number_is_checked_first(engine: Engine) {
        let test = TestApp::new(engine).await;
        for (id, rule) in [("", "missing"), ("A123456788", "check_digit"), ("a?b", "characters")] {
            let answer = look_up(&mut Browser::new(&test), id).await;
            assert_eq!(answer.json()["errors"], json!([{ "pointer": "/id_number", "rule": rule }]), "{id}");
        }
    }
}
