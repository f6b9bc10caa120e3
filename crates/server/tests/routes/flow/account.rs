use contract::paths;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::recovery::body;
use crate::support::{Engine, TestApp};

async fn send(browser: &mut Browser, account: &str) -> Answer {
    let flow = browser.open_recovery(paths::FLOWS_RECOVERY, "code").await;
    browser.take(&flow, paths::FLOW_STEP_ACCOUNT, &body(&flow, json!({ "account": account }))).await
}

fn masked(answer: &Answer) -> Value {
    let mut value = answer.json();
    value["id"] = json!("masked");
    value
}

on_both_databases! {
    async fn nothing_tells_whether_a_code_was_sent(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        test.add_pupil("silent", "B123456780", "active", false).await;
        test.add_pupil("sleeper", "I123456781", "disabled", true).await;
        let mut answers = Vec::new();
        for account in ["ming", "silent", "sleeper", "nobody"] {
            answers.push(send(&mut Browser::new(&test), account).await);
        }
        for answer in &answers {
            assert_eq!((answer.status, masked(answer)), (answers[0].status, masked(&answers[0])));
            let names = |answer: &Answer| answer.headers.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(answer), names(&answers[0]));
        }
        assert_eq!(test.count("SELECT COUNT(*) FROM message").await, 4, "equal work for each");
        assert!(test.newest_message("code").await.0.is_none());
    }

    async fn account_gets_three_codes_an_hour_and_ten_a_day(engine: Engine) {
        let test = TestApp::with(engine, "[recovery]\nsource_attempts = 1000").await.with_ming().await;
        for account in ["ming", "nobody"] {
            let mut sent = 0;
            for _hour in 0..5 {
                for _ in 0..4 {
                    let answer = send(&mut Browser::new(&test), account).await;
                    match answer.status.as_u16() {
                        200 => sent += 1,
                        _ => assert_eq!(answer.code(), "rate.limited"),
                    }
                }
                test.app.clock.advance_seconds(3601);
            }
            assert_eq!(sent, 10, "{account}");
            test.app.clock.advance_seconds(86_400);
        }
    }

    async fn account_may_be_typed_in_full(engine: Engine) {
        let test = TestApp::new(engine).await.with_ming().await;
        assert_eq!(send(&mut Browser::new(&test), " MING@mail.edu.tw ").await.status, 200);
        assert!(test.newest_message("code").await.0.is_some());
        let answer = send(&mut Browser::new(&test), "ming@gmail.com").await;
        assert_eq!(answer.json()["errors"], json!([{ "pointer": "/account", "rule": "other_domain" }]));
    }
}
