use axum::http::StatusCode;
use contract::paths;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

/// A problem without what differs from request to request by design.
fn masked(answer: &Answer) -> Value {
    let mut value = answer.json();
    value["instance"] = json!("masked");
    for path in ["id", "challenge"] {
        value["flow"][path] = json!("masked");
    }
    value
}

on_both_databases! {
    async fn right_password_begins_a_session(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let answer = browser.sign_in("amy", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.json(), json!({ "next": { "step": "completed", "continue_to": "/account" } }));
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.starts_with("__Host-sid=") && !cookie.contains("Max-Age"), "{cookie}");
        let session = browser.get(paths::SESSION).await.json();
        assert_eq!((&session["account"], &session["name"]), (&json!("amy"), &json!("王小明")));
        assert_eq!(session["affiliations"][0]["class"], "03");
        assert!(session["last_sign_in_at"].is_null());
    }

    async fn account_may_be_typed_in_full_and_in_full_width(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy.01").await;
        for typed in ["amy.01@mail.edu.tw", " AMY.01 ", "ａｍｙ．０１＠ｍａｉｌ．ｅｄｕ．ｔｗ"] {
            let answer = Browser::new(&test).sign_in(typed, PASSWORD).await;
            assert_eq!(answer.status, StatusCode::OK, "{typed}: {}", answer.text());
        }
    }

    async fn wrong_password_and_unknown_account_are_alike(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        test.add_person("old", "pupil", "李小華", "disabled").await;
        let mut answers = Vec::new();
        for account in ["amy", "nobody", "old"] {
            answers.push(Browser::new(&test).sign_in(account, "Wrong-day-7").await);
        }
        for answer in &answers {
            assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "auth.failed".into()));
            assert_eq!(masked(answer), masked(&answers[0]));
            let names = |answer: &Answer| answer.headers.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(answer), names(&answers[0]));
        }
    }

    async fn disabled_account_is_told_only_after_the_right_password(engine: Engine) {
        let test = TestApp::new(engine).await;
        test.add_person("old", "pupil", "李小華", "disabled").await;
        let mut browser = Browser::new(&test);
        assert_eq!(browser.sign_in("old", "Wrong-day-7").await.code(), "auth.failed");
        for _ in 0..6 {
            let answer = browser.sign_in("old", PASSWORD).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::FORBIDDEN, "account.disabled".into()));
            assert!(!answer.headers.contains_key("set-cookie"));
        }
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.none");
    }

    async fn fields_are_checked_before_anything_is_used_up(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let cases = [
            ("", "", "/account", "missing"),
            ("amy@gmail.com", "x", "/account", "other_domain"),
            ("王小明", "x", "/account", "characters"),
            ("amy", "", "/password", "missing"),
        ];
        for (account, password, pointer, rule) in cases {
            let answer = browser.submit(&flow, &Browser::step(&flow, account, password)).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "request.invalid".into()));
            assert_eq!(answer.json()["errors"][0], json!({ "pointer": pointer, "rule": rule }));
        }
        let long = "x".repeat(257);
        let answer = browser.submit(&flow, &Browser::step(&flow, "amy", &long)).await;
        assert_eq!(answer.json()["errors"][0]["rule"], "too_long");
        let answer = browser.submit(&flow, &Browser::step(&flow, "amy", PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::OK, "the same flow and challenge still work");
    }

    async fn bodies_that_cannot_be_read_are_refused(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        for body in [json!(null), json!([]), json!({}), json!({ "version": "1" }), json!("text")] {
            let answer = browser.submit(&flow, &body).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "request.invalid".into()));
        }
        let mut extra = Browser::step(&flow, "amy", PASSWORD);
        extra["admin"] = json!(true);
        assert_eq!(browser.submit(&flow, &extra).await.code(), "request.invalid");
        let large = json!({ "version": 1, "account": "a".repeat(20_000), "password": "x" });
        let answer = browser.submit(&flow, &large).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::PAYLOAD_TOO_LARGE, "request.too_large".into()));
    }

    async fn step_of_an_old_version_gets_the_present_flow(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let first = browser.open_flow().await;
        let failed = browser.submit(&first, &Browser::step(&first, "amy", "Wrong-day-7")).await;
        assert_eq!(failed.flow().version, 2);
        let stale = browser.submit(&first, &Browser::step(&first, "amy", PASSWORD)).await;
        assert_eq!((stale.status, stale.code()), (StatusCode::CONFLICT, "flow.stale".into()));
        let present = stale.flow();
        assert_eq!(present, failed.flow());
        let answer = browser.submit(&present, &Browser::step(&present, "amy", PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::OK);
        let late = browser.submit(&present, &Browser::step(&present, "amy", "Wrong-day-7")).await;
        assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, "flow.wrong_state".into()));
    }

    async fn repeated_request_gets_the_same_answer_and_counts_once(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let wrong = Browser::step(&flow, "amy", "Wrong-day-7");
        for _ in 0..8 {
            let answer = browser.submit_with_key(&flow, "key-1", &wrong).await;
            assert_eq!((answer.code(), answer.flow().version), ("auth.failed".into(), 2));
        }
        let other_body = Browser::step(&flow, "amy", PASSWORD);
        assert_eq!(browser.submit_with_key(&flow, "key-1", &other_body).await.code(), "flow.stale");
        assert_eq!(test.count("SELECT COUNT(*) FROM audit_event WHERE event = 'authn_login_fail'").await, 1);
        test.app.clock.advance_seconds(61);
        assert_eq!(browser.submit_with_key(&flow, "key-1", &wrong).await.code(), "flow.stale");
    }

    async fn lost_answer_can_be_asked_for_again(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let body = Browser::step(&flow, "amy", PASSWORD);
        let mut lost = browser.clone();
        assert_eq!(lost.submit_with_key(&flow, "key-2", &body).await.status, StatusCode::OK);
        let answer = browser.submit_with_key(&flow, "key-2", &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
        assert_eq!(lost.get(paths::SESSION).await.code(), "session.none", "the lost reference is void");
        assert_eq!(test.count("SELECT COUNT(*) FROM session").await, 1);
    }

    async fn one_of_many_simultaneous_steps_is_taken(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let body = Browser::step(&flow, "amy", PASSWORD);
        let tries = (0..8).map(|_| {
            let (mut browser, flow, body) = (browser.clone(), flow.clone(), body.clone());
            tokio::spawn(async move { browser.submit(&flow, &body).await })
        });
        let mut taken = 0;
        for attempt in tries.collect::<Vec<_>>() {
            let answer = attempt.await.unwrap();
            match answer.status {
                StatusCode::OK => taken += 1,
                _ => assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text()),
            }
        }
        assert_eq!(taken, 1);
        assert_eq!(test.count("SELECT COUNT(*) FROM session").await, 1);
    }

    async fn hash_with_old_parameters_is_renewed(engine: Engine) {
        let test = TestApp::with(engine, "[hashing]\npasses = 2").await.with_pupil("amy").await;
        let weak = server::hashing::HashPool::start(&server::config::settings::Hashing {
            threads: 1, memory_kib: 7168, passes: 1, ..Default::default()
        })
        .unwrap();
        let hash = weak.hash(&weak.reserve(None).unwrap(), PASSWORD).await.unwrap();
        test.sql(&format!("UPDATE account SET password_hash = '{hash}'")).await;
        assert_eq!(Browser::new(&test).sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        assert_eq!(test.count("SELECT COUNT(*) FROM account WHERE password_hash LIKE '%t=2%'").await, 1);
        assert_eq!(Browser::new(&test).sign_in("amy", PASSWORD).await.status, StatusCode::OK);
    }

    async fn nothing_secret_is_stored_as_it_was_typed(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        browser.submit(&flow, &Browser::step(&flow, "canary-account", "canary-password")).await;
        browser.sign_in("amy", PASSWORD).await;
        let session = browser.cookies["__Host-sid"].clone();
        let flow_cookie = browser.cookies["__Host-flow"].clone();
        for table in ["flow", "session", "attempt", "audit_event", "account"] {
            let dump = test.dump(table).await;
            for secret in ["canary-account", "canary-password", PASSWORD, &session, &flow_cookie] {
                assert!(!dump.contains(secret), "{table} holds {secret}");
            }
        }
    }
}
