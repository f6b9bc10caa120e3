//! 忘記帳號, 忘記密碼 and 啟用帳號 by the county's account.

use axum::http::StatusCode;
use contract::step::NextStep;
use serde_json::json;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::county_town::{CountyTown, problem};
use crate::support::people::PASSWORD;
use crate::support::recovery::NEW;

async fn linked(engine: Engine) -> CountyTown {
    let town = CountyTown::new(engine).await;
    let town = CountyTown { test: town.test.with_ming().await, ..town };
    town.link("ming").await;
    town
}

on_both_databases! {
    async fn forgotten_account_is_shown_in_full(engine: Engine) {
        let town = linked(engine).await;
        let mut browser = town.browser();
        let answer = town.travel(&mut browser, "lookup").await;
        assert!(answer.location().starts_with("/find-account/county/found?flow="), "{}", answer.location());
        assert_eq!(browser.flow_of(&answer).await.next, NextStep::LookedUp { account: Some("ming".into()) });
        assert!(!browser.cookies.contains_key("__Host-sid"), "nobody is signed in by that");
        let id = answer.location().split_once('=').unwrap().1.to_owned();
        let other = Browser::new(&town.test).get(&contract::paths::flow(&id)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "the flow is this browser's");
    }

    async fn forgotten_password_becomes_a_new_one(engine: Engine) {
        let town = linked(engine).await;
        let mut browser = town.browser();
        let answer = town.travel(&mut browser, "recovery").await;
        assert!(answer.location().starts_with("/forgot-password/county/new-password?flow="), "{}", answer.location());
        let flow = browser.flow_of(&answer).await;
        assert!(matches!(&flow.next, NextStep::NewPassword { account, .. } if account == "ming"));
        let answer = browser.set_password(&flow, NEW).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(town.browser().sign_in("ming", NEW).await.status, StatusCode::OK);
        assert_eq!(town.browser().sign_in("ming", PASSWORD).await.code(), "auth.failed");
        assert_eq!(town.test.newest_message("password_changed").await.1["way"], "county");
    }

    async fn county_overrides_the_day_of_waiting(engine: Engine) {
        let town = linked(engine).await;
        let mut browser = town.browser();
        let flow = browser.proved().await;
        assert_eq!(browser.set_password(&flow, NEW).await.status, StatusCode::OK);
        let answer = town.travel(&mut browser, "recovery").await;
        let flow = browser.flow_of(&answer).await;
        assert_eq!(browser.set_password(&flow, "cloud9stone").await.status, StatusCode::OK);
    }

    async fn disabled_account_is_activated(engine: Engine) {
        let town = linked(engine).await;
        town.test.sql("UPDATE account SET state = 'disabled'").await;
        let mut browser = town.browser();
        let answer = town.travel(&mut browser, "activation").await;
        assert!(answer.location().starts_with("/activate/county/new-password?flow="), "{}", answer.location());
        let flow = browser.flow_of(&answer).await;
        let answer = browser.set_password(&flow, NEW).await;
        assert!(matches!(answer.flow().next, NextStep::PasswordChanged { active: true, .. }), "{}", answer.text());
        assert_eq!(town.browser().sign_in("ming", NEW).await.status, StatusCode::OK);
    }

    async fn county_account_without_a_link_proves_nothing(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        for (purpose, page) in [
            ("lookup", "/find-account/county"),
            ("recovery", "/forgot-password/county"),
            ("activation", "/activate/county"),
        ] {
            let answer = town.travel(&mut town.browser(), purpose).await;
            assert_eq!(problem(&answer), (page.into(), "upstream.not_linked".into()));
        }
    }

    async fn old_county_session_is_not_enough_for_a_new_password(engine: Engine) {
        let town = linked(engine).await;
        town.county.set_auth_age(Some(601));
        let answer = town.travel(&mut town.browser(), "recovery").await;
        assert_eq!(problem(&answer).1, "upstream.not_fresh");
        town.county.set_auth_age(None);
        let answer = town.travel(&mut town.browser(), "recovery").await;
        assert_eq!(problem(&answer).1, "upstream.not_fresh", "one that is not told is not believed");
        town.county.set_auth_age(Some(599));
        assert!(town.travel(&mut town.browser(), "recovery").await.location().contains("flow="));
    }

    async fn county_without_auth_time_is_believed_where_the_operator_says_so(engine: Engine) {
        let town = CountyTown::with(engine, "", |settings| settings.no_auth_time = true).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        town.county.set_auth_age(None);
        town.link("ming").await;
        assert!(town.travel(&mut town.browser(), "recovery").await.location().contains("flow="));
        town.county.set_auth_age(Some(3600));
        assert_eq!(problem(&town.travel(&mut town.browser(), "recovery").await).1, "upstream.not_fresh");
    }

    async fn frozen_recovery_stays_frozen(engine: Engine) {
        let town = linked(engine).await;
        town.test.sql("UPDATE account SET recovery_frozen_at = 1").await;
        let answer = town.travel(&mut town.browser(), "recovery").await;
        assert_eq!(problem(&answer), ("/forgot-password/county".into(), "recovery.frozen".into()));
    }

    async fn flow_by_county_is_opened_by_the_way_back_alone(engine: Engine) {
        let town = linked(engine).await;
        for path in [contract::paths::FLOWS_RECOVERY, contract::paths::FLOWS_ACTIVATION] {
            let answer = town.browser().post(path, &json!({ "proof": "county" })).await;
            assert_eq!(answer.code(), "request.invalid");
        }
    }
}
