use axum::http::StatusCode;
use contract::paths::{self, PLAIN_SIGN_IN, PLAIN_SIGN_IN_COUNTY};

use super::{filled, submit};
use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::county::{COUNTY, Mood, TestCounty};
use crate::support::county_town::{CountyTown, problem};
use crate::support::people::PASSWORD;
use crate::support::relying_party::{RelyingParty, returned, waiting};
use crate::support::{Engine, TestApp};

async fn town(engine: Engine) -> CountyTown {
    let town = CountyTown::new(engine).await;
    town.test.add_person("ming", "pupil", "王小明", "active").await;
    town
}

/// Presses the county's button, goes there as the page does by itself, and comes back.
async fn travel(county: &TestCounty, browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let pressed = browser.submit_form(PLAIN_SIGN_IN_COUNTY, fields).await;
    assert_eq!(pressed.status, StatusCode::OK, "{}", pressed.text());
    let text = pressed.text();
    let (_, rest) = text.split_once("content=\"0;url=").unwrap_or_else(|| panic!("{text}"));
    let address = rest.split('"').next().unwrap().replace("&amp;", "&");
    let back = county.visit(&address).await;
    browser.come_back(&back).await
}

/// Fills in the form that the way back led to.
async fn finish(test: &TestApp, browser: &mut Browser, answer: &Answer, account: &str) -> Answer {
    let form = browser.get(&answer.location()).await;
    assert!(form.text().contains("縣市帳號確認好了"), "{}", form.text());
    submit(browser, &filled(test, &form, account, PASSWORD).await).await
}

on_both_databases! {
    async fn county_is_a_button_and_links_at_the_first_time(engine: Engine) {
        let town = town(engine).await;
        let mut browser = town.browser();
        let page = browser.get(PLAIN_SIGN_IN_COUNTY).await.text();
        assert!(page.contains("value=\"66000000\">臺中市</button>"), "{page}");
        assert_eq!(page.matches("name=\"county\"").count(), 1, "only what is open: {page}");
        let sign_in = browser.get(PLAIN_SIGN_IN).await.text();
        assert!(sign_in.contains("/plain/sign-in/county?lang=zh-TW"), "{sign_in}");

        let answer = travel(&town.county, &mut browser, &[("county", COUNTY)]).await;
        assert!(answer.location().starts_with("/plain/sign-in?flow="), "{}", answer.location());
        let done = finish(&town.test, &mut browser, &answer, "ming").await;
        assert!(done.text().contains("0;url=/plain/account?lang=zh-TW"), "{}", done.text());
        assert_eq!(town.links().await, 1);

        let mut later = town.browser();
        assert_eq!(travel(&town.county, &mut later, &[("county", COUNTY)]).await.location(), "/plain/account");
        assert!(later.get(paths::PLAIN_ACCOUNT).await.text().contains("王小明，你好"));
        assert_eq!(later.get(paths::SESSION).await.json()["personal_device"], false);
        let own = [("county", COUNTY), ("personal-device", "on")];
        let mut own_browser = town.browser();
        travel(&town.county, &mut own_browser, &own).await;
        assert_eq!(own_browser.get(paths::SESSION).await.json()["personal_device"], true);
    }

    async fn wrong_password_does_not_lose_the_county(engine: Engine) {
        let town = town(engine).await;
        let mut browser = town.browser();
        let answer = travel(&town.county, &mut browser, &[("county", COUNTY)]).await;
        let form = browser.get(&answer.location()).await;
        let wrong = submit(&mut browser, &filled(&town.test, &form, "ming", "Wrong-day-7").await).await;
        assert!(wrong.text().contains("帳號或密碼不對"), "{}", wrong.text());
        assert_eq!(town.links().await, 0);
        let right = submit(&mut browser, &filled(&town.test, &wrong, "ming", PASSWORD).await).await;
        assert_eq!((right.status, town.links().await), (StatusCode::OK, 1), "{}", right.text());
    }

    async fn service_that_asked_gets_its_answer(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let county = service.test.add_county(COUNTY, |_| ()).await;
        let mut browser = service.browser();
        let id = waiting(&service.authorize(&mut browser, &[]).await, paths::SCREEN_SIGN_IN);
        let page = browser.get(&[PLAIN_SIGN_IN_COUNTY, "?authorization=", &id].concat()).await;
        assert_eq!(crate::routes::plain::hidden(&page, "authorization"), id);
        let fields = [("county", COUNTY), ("authorization", id.as_str())];
        let answer = travel(&county, &mut browser, &fields).await;
        let done = finish(&service.test, &mut browser, &answer, "amy").await;
        let next = paths::oidc::authorize_continue_plain(&id);
        assert!(done.text().contains(&next.replace('&', "&amp;")), "{}", done.text());
        assert!(returned(&browser.get(&next).await).get("code").is_some());

        let mut later = service.browser();
        let id = waiting(&service.authorize(&mut later, &[]).await, paths::SCREEN_SIGN_IN);
        let fields = [("county", COUNTY), ("authorization", id.as_str())];
        let answer = travel(&county, &mut later, &fields).await;
        assert_eq!(answer.location(), paths::oidc::authorize_continue_plain(&id));
        assert!(returned(&later.get(&answer.location()).await).get("code").is_some());
    }

    async fn county_that_does_not_vouch_is_told_on_the_page(engine: Engine) {
        let town = town(engine).await;
        town.county.set_mood(Mood::Denying);
        let mut browser = town.browser();
        let answer = travel(&town.county, &mut browser, &[("county", COUNTY)]).await;
        assert_eq!(problem(&answer), (PLAIN_SIGN_IN_COUNTY.into(), "upstream.denied".into()));
        let page = browser.get(&answer.location()).await.text();
        assert!(page.contains("沒有在縣市登入完成") && page.contains("臺中市"), "{page}");
        let unknown = browser.get(&[PLAIN_SIGN_IN_COUNTY, "?problem=%3Cscript%3E"].concat()).await.text();
        assert!(!unknown.contains("%3Cscript") && unknown.matches("<script").count() == 1 && !unknown.contains("role=\"alert\""), "{unknown}");
    }

    async fn county_that_is_down_is_told_and_the_others_stay(engine: Engine) {
        let town = town(engine).await;
        town.county.set_mood(Mood::Down);
        let mut browser = town.browser();
        let answer = browser.submit_form(PLAIN_SIGN_IN_COUNTY, &[("county", COUNTY)]).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.text());
        assert!(answer.text().contains("這個縣市的登入頁現在連不上") && answer.text().contains("name=\"county\""));
        for county in ["10002000", "", "../x"] {
            let answer = browser.submit_form(PLAIN_SIGN_IN_COUNTY, &[("county", county)]).await;
            assert!(answer.text().contains("這個縣市還沒有開放"), "{county}: {}", answer.text());
        }
    }

    async fn where_no_county_is_open_nothing_leads_there(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        assert!(browser.get(PLAIN_SIGN_IN_COUNTY).await.text().contains("現在沒有開放的縣市"));
        assert!(!browser.get(PLAIN_SIGN_IN).await.text().contains(PLAIN_SIGN_IN_COUNTY));
    }

    async fn other_sites_cannot_send_a_person(engine: Engine) {
        let town = town(engine).await;
        let mut forged = town.browser().with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.submit_form(PLAIN_SIGN_IN_COUNTY, &[("county", COUNTY)]).await.code(), "csrf.rejected");
        assert_eq!(town.test.count("SELECT COUNT(*) FROM county_visit").await, 0);
    }

    async fn who_is_signed_in_needs_no_county(engine: Engine) {
        let town = town(engine).await;
        let mut browser = town.browser();
        browser.sign_in("ming", PASSWORD).await;
        let answer = browser.submit_form(PLAIN_SIGN_IN_COUNTY, &[("county", COUNTY)]).await;
        assert_eq!(answer.location(), "/plain/account?lang=zh-TW");
    }
}
