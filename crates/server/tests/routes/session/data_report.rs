use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::recovery::{BIRTHDAY, ID, NAME};
use crate::support::{Engine, TestApp};

/// Somebody with a real ID number, whose school is not in the directory, and who lacks a seat number.
async fn signed_in(engine: Engine) -> (TestApp, Browser) {
    let test = TestApp::new(engine).await.with_ming().await;
    test.sql("UPDATE affiliation SET seat = NULL").await;
    let mut browser = Browser::new(&test);
    assert_eq!(browser.sign_in("ming", PASSWORD).await.status, StatusCode::OK);
    (test, browser)
}

on_both_databases! {
    async fn report_has_the_findings_and_a_reference(engine: Engine) {
        let (test, mut browser) = signed_in(engine).await;
        let answer = browser.post(paths::SESSION_DATA_REPORT, &json!({ "message": " 座號應該是 12 號 " })).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        let reference = answer.json()["reference"].as_str().unwrap().to_owned();
        assert!(reference.len() == 8 && !reference.contains(['0', 'O', '1', 'I']), "{reference}");
        let of = |column: &str| format!("SELECT {column} FROM report WHERE reference = '{reference}'");
        assert_eq!(test.text(&of("message")).await, "school.unknown seatno.missing\n座號應該是 12 號");
        assert_eq!(test.text(&of("page")).await, paths::SCREEN_DATA_CHECK);
        assert_eq!(test.text(&of("school_code")).await, "193501");
        let whose = format!(
            "SELECT a.name FROM audit_event e JOIN account a ON a.id = e.account_id \
             WHERE e.event = 'problem_reported' AND e.detail = '{reference}'"
        );
        assert_eq!(test.text(&whose).await, "ming", "the hotline finds the account by the number");
    }

    async fn report_has_nothing_personal(engine: Engine) {
        let (test, mut browser) = signed_in(engine).await;
        test.sql("UPDATE person SET name = '王小明2'").await;
        assert_eq!(browser.post(paths::SESSION_DATA_REPORT, &json!({})).await.status, StatusCode::CREATED);
        let stored = test.dump("report").await;
        for personal in [NAME, ID, BIRTHDAY, "2013-05-06", "ming", "王小明2"] {
            assert!(!stored.contains(personal), "{personal}: {stored}");
        }
        assert!(stored.contains("name.digits"), "{stored}");
        let cases = [("我是 A123456789", "personal_data"), ("102 年 5 月 6 日生", "personal_data"), (&*"字".repeat(501), "too_long")];
        for (message, rule) in cases {
            let answer = browser.post(paths::SESSION_DATA_REPORT, &json!({ "message": message })).await;
            assert_eq!(answer.json()["errors"], json!([{ "pointer": "/message", "rule": rule }]), "{message}");
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM report").await, 1);
    }

    async fn where_nothing_was_found_the_person_says_what_is_wrong(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        test.sql("INSERT INTO school (code, level, name, county, updated_at) VALUES \
            ('193501', '國中', '市立測試國中', '臺中市', 0)").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("ming", PASSWORD).await;
        let empty = browser.post(paths::SESSION_DATA_REPORT, &json!({ "message": "  " })).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(empty.json()["errors"], json!([{ "pointer": "/message", "rule": "missing" }]));
        let said = browser.post(paths::SESSION_DATA_REPORT, &json!({ "message": "座號是 21 號" })).await;
        assert_eq!(said.status, StatusCode::CREATED);
        assert_eq!(test.text("SELECT message FROM report").await, "座號是 21 號");
    }

    async fn one_account_reports_ten_times_an_hour(engine: Engine) {
        let (test, mut browser) = signed_in(engine).await;
        for _ in 0..10 {
            assert_eq!(browser.post(paths::SESSION_DATA_REPORT, &json!({})).await.status, StatusCode::CREATED);
        }
        assert_eq!(browser.post(paths::SESSION_DATA_REPORT, &json!({})).await.code(), "rate.limited");
        test.add_person("ben", "pupil", "林小安", "active").await;
        let mut neighbour = Browser::new(&test);
        neighbour.sign_in("ben", PASSWORD).await;
        let answer = neighbour.post(paths::SESSION_DATA_REPORT, &json!({})).await;
        assert_eq!(answer.status, StatusCode::CREATED, "a class reports from one address");
    }

    async fn only_the_person_reports(engine: Engine) {
        let (test, browser) = signed_in(engine).await;
        let stranger = Browser::new(&test).post(paths::SESSION_DATA_REPORT, &json!({})).await;
        assert_eq!((stranger.status, stranger.code()), (StatusCode::UNAUTHORIZED, "session.none".into()));
        let mut forged = browser.with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.post(paths::SESSION_DATA_REPORT, &json!({})).await.code(), "csrf.rejected");
        assert_eq!(test.count("SELECT COUNT(*) FROM report").await, 0);
    }
}
