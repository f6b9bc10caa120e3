use axum::http::StatusCode;
use serde_json::json;

use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

fn wait(answer: &Answer) -> u32 {
    assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "auth.locked".into()));
    let seconds: u32 = answer.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert_eq!(answer.json()["retry_after"], seconds);
    seconds
}

on_both_databases! {
    async fn fifth_failure_locks_and_each_further_one_doubles(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        for _ in 0..5 {
            assert_eq!(browser.sign_in("amy", "Wrong-day-7").await.code(), "auth.failed");
        }
        for minutes in [15_u32, 30, 60] {
            let seconds = wait(&browser.sign_in("amy", PASSWORD).await);
            assert!(seconds <= minutes * 60 && seconds > minutes * 60 - 30, "{seconds} of {minutes} min");
            test.app.clock.advance_seconds(i64::from(minutes) * 60 - 60);
            let still = wait(&browser.sign_in("amy", "Wrong-day-7").await);
            assert!(still <= 60, "attempts during a lock do not lengthen it: {still}");
            test.app.clock.advance_seconds(61);
            assert_eq!(browser.sign_in("amy", "Wrong-day-7").await.code(), "auth.failed");
        }
        test.app.clock.advance_seconds(24 * 3600);
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        browser.cookies.clear();
        assert_eq!(browser.sign_in("amy", "Wrong-day-7").await.code(), "auth.failed", "success cleared the count");
    }

    async fn unknown_account_locks_like_a_known_one(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        for _ in 0..5 {
            assert_eq!(browser.sign_in("nobody", "Wrong-day-7").await.code(), "auth.failed");
        }
        assert!(wait(&browser.sign_in("nobody", "Wrong-day-7").await) > 14 * 60);
    }

    async fn simultaneous_guesses_do_not_overrun_the_limit(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let guesses = (0..12).map(|_| {
            let mut browser = Browser::new(&test);
            tokio::spawn(async move { browser.sign_in("amy", "Wrong-day-7").await.code() })
        });
        let mut failed = 0;
        for guess in guesses.collect::<Vec<_>>() {
            match guess.await.unwrap().as_str() {
                "auth.failed" => failed += 1,
                code => assert_eq!(code, "auth.locked"),
            }
        }
        assert_eq!(failed, 5);
    }

    async fn strangers_do_not_lock_a_person_out_of_their_own_device(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut own = Browser::new(&test);
        let flow = own.open_flow().await;
        let mut body = Browser::step(&flow, "amy", PASSWORD);
        body["personal_device"] = json!(true);
        assert_eq!(own.submit(&flow, &body).await.status, StatusCode::OK);
        assert!(own.cookies.contains_key("__Host-dev"));
        own.cookies.remove("__Host-sid");
        let mut stranger = Browser::new(&test).at([198, 51, 100, 7]);
        for _ in 0..5 {
            stranger.sign_in("amy", "Wrong-day-7").await;
        }
        wait(&stranger.sign_in("amy", PASSWORD).await);
        assert_eq!(own.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        stranger.cookies.insert("__Host-dev".into(), "forged.0000".into());
        wait(&stranger.sign_in("amy", PASSWORD).await);
    }

    async fn shared_device_is_not_remembered(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        assert!(!browser.cookies.contains_key("__Host-dev"));
    }

    async fn source_with_many_failures_has_to_wait(engine: Engine) {
        let test = TestApp::with(engine, "[limits]\nsource_failures = 6").await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        for number in 0..6 {
            let account = format!("guess{number}");
            assert_eq!(browser.sign_in(&account, "Wrong-day-7").await.code(), "auth.failed");
        }
        let answer = browser.sign_in("amy", PASSWORD).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::TOO_MANY_REQUESTS, "rate.limited".into()));
        let mut elsewhere = Browser::new(&test).at([198, 51, 100, 7]);
        assert_eq!(elsewhere.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
        test.app.clock.advance_seconds(10 * 60 + 1);
        assert_eq!(browser.sign_in("amy", PASSWORD).await.status, StatusCode::OK);
    }

    async fn forty_pupils_behind_one_school_address_sign_in(engine: Engine) {
        let settings = "[limits]\nsource_failures = 6\nschool_networks = [\"203.0.113.0/24\"]";
        let test = TestApp::with(engine, settings).await;
        for number in 0..40 {
            test.add_person(&format!("pupil{number}"), "pupil", "王小明", "active").await;
        }
        let pupils = (0..40).map(|number| {
            let mut browser = Browser::new(&test);
            tokio::spawn(async move {
                let account = format!("pupil{number}");
                let slip = browser.sign_in(&account, "Wrong-day-7").await;
                assert_eq!(slip.code(), "auth.failed");
                browser.sign_in(&account, PASSWORD).await.status
            })
        });
        for pupil in pupils.collect::<Vec<_>>() {
            assert_eq!(pupil.await.unwrap(), StatusCode::OK);
        }
    }

    async fn busy_pool_answers_at_once_and_counts_nothing(engine: Engine) {
        let settings = "[hashing]\nthreads = 1\nqueue = 1";
        let test = TestApp::with(engine, settings).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let flow = browser.open_flow().await;
        let body = Browser::step(&flow, "amy", PASSWORD);
        let taken = [test.app.pool.reserve(None).unwrap(), test.app.pool.reserve(None).unwrap()];
        let busy = browser.submit(&flow, &body).await;
        assert_eq!((busy.status, busy.code()), (StatusCode::SERVICE_UNAVAILABLE, "server.busy".into()));
        assert!(busy.headers.contains_key("retry-after"));
        assert_eq!(test.count("SELECT COUNT(*) FROM attempt").await, 0);
        drop(taken);
        assert_eq!(browser.submit(&flow, &body).await.status, StatusCode::OK, "the same step works afterwards");
    }
}
