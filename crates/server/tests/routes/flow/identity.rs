use axum::http::StatusCode;
use contract::api::session::Role;
use contract::paths;
use contract::step::NextStep;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::people::PASSWORD;
use crate::support::recovery::{BIRTHDAY, NAME, NEW, identity};
use crate::support::{Engine, TestApp};

/// An answer without what differs from request to request by design.
fn masked(answer: &Answer) -> Value {
    let mut value = answer.json();
    value["instance"] = json!("masked");
    for path in ["id", "challenge"] {
        value["flow"][path] = json!("masked");
    }
    value
}

/// What makes right data wrong.
type Change = fn(&mut Value);

async fn submit(browser: &mut Browser, change: impl FnOnce(&mut Value)) -> Answer {
    let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
    let mut body = identity(&flow);
    change(&mut body);
    browser.take(&flow, paths::FLOW_STEP_IDENTITY, &body).await
}

on_both_databases! {
    async fn personal_data_lead_to_a_new_password(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let signed_in = browser.sign_in("ming", PASSWORD).await;
        assert_eq!(signed_in.status, StatusCode::OK);
        let flow = browser.proved().await;
        let expected = NextStep::NewPassword { account: "ming".into(), name: NAME.into(), role: Role::Pupil };
        assert_eq!((flow.next.clone(), flow.version, flow.challenge.is_none()), (expected, 2, true));
        let answer = browser.set_password(&flow, NEW).await;
        let done = NextStep::PasswordChanged {
            account: "ming".into(),
            active: true,
            next_change_in_hours: 24,
            valid_in_hours: 0,
        };
        assert_eq!(answer.flow().next, done);
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired", "every session is ended");
        assert!(!answer.headers.contains_key("set-cookie"), "no automatic sign-in");
        let mut other = Browser::new(&test);
        assert_eq!(other.sign_in("ming", PASSWORD).await.code(), "auth.failed");
        assert_eq!(other.sign_in("ming", NEW).await.status, StatusCode::OK);
        assert_eq!(test.text("SELECT amr FROM session WHERE ended_at IS NULL").await, "pwd kba");
    }

    async fn people_write_their_data_in_many_ways(engine: Engine) {
        let ways: [(&str, &str, &str); 5] = [
            (" 王 小明 ", "a123456789", "102/5/6"),
            (NAME, "Ａ１２３４５６７８９", "民國102年5月6日"),
            ("王‧小明", "A12-345 6789", "2013.05.06"),
            (NAME, "A123456789", "20130506"),
            (NAME, "A123456789", "1020506"),
        ];
        for (name, id, birthday) in ways {
            let test = TestApp::new(engine).await.with_ming().await;
            let mut browser = Browser::new(&test);
            let answer = submit(&mut browser, |body| {
                body["name"] = json!(name);
                body["id_number"] = json!(id);
                body["birthday"] = json!(birthday);
            }).await;
            assert_eq!(answer.status, StatusCode::OK, "{name} {id} {birthday}: {}", answer.text());
        }
    }

    async fn every_wrong_proof_gets_the_same_answer(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        test.add_person("teacher", "teacher", NAME, "active").await;
        test.identify("teacher", "B123456780").await;
        let wrong: [(&str, Change); 6] = [
            ("no such person", |body| body["id_number"] = json!("I123456781")),
            ("wrong birthday", |body| body["birthday"] = json!("2013/5/7")),
            ("wrong name", |body| body["name"] = json!("王大明")),
            ("wrong school", |body| body["school"]["code"] = json!("999999")),
            ("wrong level", |body| body["school"]["level"] = json!("elementary")),
            ("no pupil", |body| body["id_number"] = json!("B123456780")),
        ];
        let mut answers = Vec::new();
        for (what, change) in wrong {
            let answer = submit(&mut Browser::new(&test), change).await;
            assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "identity.not_verified".into()), "{what}");
            answers.push(answer);
        }
        for answer in &answers {
            assert_eq!(masked(answer), masked(&answers[0]));
            let names = |answer: &Answer| answer.headers.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(answer), names(&answers[0]));
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM message").await, 0);
    }

    async fn each_field_says_what_is_wrong_with_it(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let cases = [
            ("name", json!("  "), "missing"),
            ("name", json!("王".repeat(200)), "too_long"),
            ("id_number", json!(""), "missing"),
            ("id_number", json!("A123456788"), "check_digit"),
            ("id_number", json!("A12!"), "characters"),
            ("id_number", json!("ab"), "malformed"),
            ("birthday", json!(""), "missing"),
            ("birthday", json!("2013/2/29"), "not_a_date"),
            ("birthday", json!("民國103年2月29日"), "not_a_date"),
            ("birthday", json!("2090/1/1"), "future"),
            ("birthday", json!("500/1/1"), "out_of_range"),
            ("birthday", json!("May"), "malformed"),
            ("school", json!({ "code": "", "level": "elementary" }), "missing"),
            ("school", json!({ "code": "<b>", "level": "elementary" }), "unknown"),
        ];
        for (field, value, rule) in cases {
            let mut body = identity(&flow);
            body[field] = value.clone();
            let answer = browser.take(&flow, paths::FLOW_STEP_IDENTITY, &body).await;
            assert_eq!(answer.code(), "request.invalid", "{field} {value}");
            assert_eq!(answer.json()["errors"], json!([{ "pointer": format!("/{field}"), "rule": rule }]), "{value}");
        }
        let answer = browser.take(&flow, paths::FLOW_STEP_IDENTITY, &identity(&flow)).await;
        assert_eq!(answer.status, StatusCode::OK, "nothing was used up");
    }

    async fn wrong_check_digit_can_be_meant(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let answer = submit(&mut Browser::new(&test), |body| {
            body["id_number"] = json!("A123456788");
            body["id_number_overruled"] = json!(true);
        }).await;
        assert_eq!(answer.code(), "identity.not_verified");
    }

    async fn five_wrong_proofs_close_the_identity_for_a_day_and_ten_for_good(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\nsource_attempts = 1000").await.with_ming().await;
        let wrong = |body: &mut Value| body["birthday"] = json!("2013/5/7");
        for _ in 0..5 {
            assert_eq!(submit(&mut Browser::new(&test), wrong).await.code(), "identity.not_verified");
        }
        let locked = submit(&mut Browser::new(&test), |_| {}).await;
        assert_eq!((locked.status, locked.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited".into()));
        assert!(locked.json()["retry_after"].as_u64().unwrap() > 86_000);
        let stranger = submit(&mut Browser::new(&test), |body| body["id_number"] = json!("I123456781")).await;
        assert_eq!(stranger.code(), "identity.not_verified", "others are not closed");
        for _ in 0..5 {
            test.app.clock.advance_seconds(86_401);
            assert_eq!(submit(&mut Browser::new(&test), wrong).await.code(), "identity.not_verified");
        }
        test.app.clock.advance_seconds(86_400 * 400);
        assert_eq!(submit(&mut Browser::new(&test), |_| {}).await.code(), "rate.limited", "until the school clears it");
    }

    async fn one_source_has_twenty_attempts_an_hour(engine: Engine) {
        let test = TestApp::new(engine).await;
        for number in 0..20 {
            let answer = submit(&mut Browser::new(&test), |body| body["id_number"] = json!(format!("ABCD{number:04}"))).await;
            assert_eq!(answer.code(), "identity.not_verified", "{number}");
        }
        let answer = submit(&mut Browser::new(&test), |body| body["id_number"] = json!("ABCD9999")).await;
        assert_eq!(answer.code(), "rate.limited");
        let elsewhere = submit(&mut Browser::new(&test).at([198, 51, 100, 7]), |_| {}).await;
        assert_eq!(elsewhere.code(), "identity.not_verified");
    }

    async fn challenge_is_always_asked_for(engine: Engine) {
        let test = TestApp::with(engine, "[challenge]\npolicy = \"adaptive\"").await.with_ming().await;
        let answer = submit(&mut Browser::new(&test), |body| {
            body.as_object_mut().unwrap().remove("challenge");
        }).await;
        assert_eq!(answer.code(), "captcha.required");
    }

    async fn schools_and_counties_can_leave_the_way_out(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\npersonal_data_off_schools = [\"193501\"]").await.with_ming().await;
        test.sql("INSERT INTO school (code, level, name, county, updated_at) VALUES ('193501', '國中', '永安國中', '臺中市', 0)").await;
        assert_eq!(submit(&mut Browser::new(&test), |_| {}).await.code(), "identity.not_verified");
    }

    async fn pupil_with_a_county_account_in_use_takes_that(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\npersonal_data_off_with_county = true").await.with_ming().await;
        let now = test.app.clock.now().0;
        let account = test.text("SELECT id FROM account WHERE name = 'ming'").await;
        let tag = match engine {
            Engine::Sqlite => "CAST('t' AS BLOB)",
            Engine::Postgres => "CAST('t' AS BYTEA)",
        };
        test.sql(&format!(
            "INSERT INTO county_link VALUES ({tag}, '66000000', '{account}', 'password', {now}, {now})"
        )).await;
        let refused = submit(&mut Browser::new(&test), |_| ()).await;
        assert_eq!(refused.code(), "identity.not_verified", "as any wrong answer");
        test.sql(&format!(
            "INSERT INTO recovery_window VALUES ('w', '193501', NULL, NULL, {now}, {})", now + 3_600_000
        )).await;
        assert_eq!(submit(&mut Browser::new(&test), |_| ()).await.status, StatusCode::OK, "their teacher is there");
        test.sql("DELETE FROM recovery_window").await;
        test.app.clock.advance_seconds(91 * 24 * 3600);
        assert_eq!(submit(&mut Browser::new(&test), |_| ()).await.status, StatusCode::OK, "long unused");
    }

    async fn window_opens_the_way_for_a_class(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\npersonal_data_needs_window = true").await.with_ming().await;
        assert_eq!(submit(&mut Browser::new(&test), |_| {}).await.code(), "identity.not_verified");
        let now = test.app.clock.now().0;
        let open = |class: &str| format!(
            "INSERT INTO recovery_window VALUES ('{class}', '193501', '8', '{class}', {now}, {})", now + 3_600_000
        );
        test.sql(&open("04")).await;
        assert_eq!(submit(&mut Browser::new(&test), |_| {}).await.code(), "identity.not_verified");
        test.sql(&open("03")).await;
        assert_eq!(submit(&mut Browser::new(&test), |_| {}).await.status, StatusCode::OK);
        test.app.clock.advance_seconds(3601);
        assert_eq!(submit(&mut Browser::new(&test), |_| {}).await.code(), "identity.not_verified");
    }

    async fn delayed_password_is_valid_a_day_later(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\npersonal_data_delay_hours = 24").await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        let answer = browser.set_password(&flow, NEW).await;
        assert!(matches!(answer.flow().next, NextStep::PasswordChanged { valid_in_hours: 24, .. }), "{}", answer.text());
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.code(), "auth.failed");
        assert_eq!(Browser::new(&test).sign_in("ming", PASSWORD).await.status, StatusCode::OK);
        test.app.clock.advance_seconds(86_401);
        server::services::sweep::run(&test.app).await.unwrap();
        assert_eq!(Browser::new(&test).sign_in("ming", NEW).await.status, StatusCode::OK);
    }

    async fn repetition_with_the_same_key_gets_the_same_answer(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "personal_data").await;
        let body = identity(&flow);
        let first = browser.take_with_key(&flow, paths::FLOW_STEP_IDENTITY, "one", &body).await;
        let again = browser.take_with_key(&flow, paths::FLOW_STEP_IDENTITY, "one", &body).await;
        assert_eq!((first.status, first.flow()), (again.status, again.flow()));
        let other = browser.take_with_key(&flow, paths::FLOW_STEP_IDENTITY, "two", &body).await;
        assert_eq!(other.code(), "flow.stale");
        assert_eq!(test.count("SELECT COUNT(*) FROM message").await, 1, "one notice");
    }

    async fn nothing_personal_is_stored_in_the_clear(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        let mut browser = Browser::new(&test);
        let flow = browser.proved().await;
        browser.set_password(&flow, NEW).await;
        for table in ["flow", "message", "audit_event", "attempt", "disavowal_link", "account"] {
            let dump = test.dump(table).await;
            for secret in ["A123456789", "2013", BIRTHDAY, NEW] {
                let is_time = secret == "2013" && !dump.contains("2013-") && !dump.contains("2013/");
                assert!(is_time || !dump.contains(secret), "{secret} in {table}");
            }
        }
    }
}
