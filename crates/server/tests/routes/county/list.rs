use axum::http::StatusCode;
use contract::api::county::{Counties, CountyState};
use contract::paths;
use server::services::county::probe;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::county::{COUNTY, Mood, OTHER_COUNTY};
use crate::support::county_town::{CountyTown, HASTY};

async fn states(town: &CountyTown) -> Vec<(String, CountyState)> {
    let answer = Browser::new(&town.test).get(paths::COUNTIES).await;
    assert_eq!(answer.status, StatusCode::OK);
    let counties: Counties = serde_json::from_value(answer.json()).unwrap();
    assert_eq!(counties.counties.len(), 22);
    assert!(counties.counties.iter().all(|county| !county.name.zh.is_empty() && !county.name.en.is_empty()));
    counties.counties.into_iter().map(|county| (county.code, county.state)).collect()
}

async fn state(town: &CountyTown, code: &str) -> CountyState {
    states(town).await.into_iter().find(|(known, _)| known == code).unwrap().1
}

on_both_databases! {
    async fn counties_say_how_they_do(engine: Engine) {
        let town = CountyTown::with(engine, HASTY, |_| ()).await;
        let other = town.test.add_county(OTHER_COUNTY, |_| ()).await;
        let offered: Vec<_> = states(&town).await.into_iter().filter(|(_, state)| *state != CountyState::NotOffered).collect();
        assert_eq!(offered.len(), 2);
        probe::run(&town.test.app).await.unwrap();
        assert_eq!(state(&town, COUNTY).await, CountyState::Working);
        town.county.set_mood(Mood::Down);
        probe::run(&town.test.app).await.unwrap();
        assert_eq!(state(&town, COUNTY).await, CountyState::Slow, "not each time");
        probe::run(&town.test.app).await.unwrap();
        assert_eq!(state(&town, COUNTY).await, CountyState::Down);
        assert_eq!(state(&town, OTHER_COUNTY).await, CountyState::Working, "one county's trouble is its own");
        let asked = other.asked("/keys");
        assert_eq!(asked, 3);
    }

    async fn county_is_found_to_be_back_without_anybody_trying(engine: Engine) {
        let town = CountyTown::with(engine, HASTY, |_| ()).await;
        town.county.set_mood(Mood::Hanging);
        for _ in 0..2 {
            probe::run(&town.test.app).await.unwrap();
        }
        assert_eq!(state(&town, COUNTY).await, CountyState::Down);
        let asked = town.county.asked("/.well-known/openid-configuration");
        probe::run(&town.test.app).await.unwrap();
        assert_eq!(town.county.asked("/.well-known/openid-configuration"), asked, "it is left in peace");
        town.county.set_mood(Mood::Well);
        town.test.app.clock.advance_seconds(16);
        probe::run(&town.test.app).await.unwrap();
        assert_eq!(state(&town, COUNTY).await, CountyState::Working);
    }

    async fn disabled_county_is_not_offered(engine: Engine) {
        let town = CountyTown::new(engine).await;
        town.test.sql("UPDATE county_provider SET is_disabled = TRUE").await;
        assert_eq!(state(&town, COUNTY).await, CountyState::NotOffered);
        let answer = town.start(&mut town.browser(), "login").await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNPROCESSABLE_ENTITY, "upstream.not_offered".into()));
    }
}
