use axum::http::StatusCode;
use contract::paths;
use serde_json::{Value, json};
use server::kiosk::link::Link;
use server::kiosk::place::Place;

use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::county::COUNTY;
use crate::support::county_town::CountyTown;
use crate::support::people::PASSWORD;
use crate::support::relying_party::{RelyingParty, waiting};
use crate::support::{Engine, TestApp};

const DAYS: i64 = 30;

/// The address of a link to the room.
fn address(test: &TestApp, idle_seconds: Option<u32>) -> String {
    let link = Link {
        place: Place::parse("電腦教室 3").unwrap(),
        idle_seconds,
        keypad: false,
        page: paths::SCREEN_FORGOT_PASSWORD,
        expires_at: test.app.clock.now().plus_seconds(DAYS * 24 * 3600),
    };
    paths::kiosk(&link.token(&test.app.keys))
}

/// The browser after it opened the link.
async fn kiosk(test: &TestApp, mut browser: Browser) -> Browser {
    let answer = browser.get(&address(test, None)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    browser
}

async fn device(browser: &mut Browser) -> Value {
    browser.get(paths::SITE).await.json()["device"].clone()
}

async fn sign_in_as_ones_own(browser: &mut Browser) -> Answer {
    let flow = browser.open_flow().await;
    let mut step = Browser::step(&flow, "amy", PASSWORD);
    step["personal_device"] = json!(true);
    browser.submit(&flow, &step).await
}

on_both_databases! {
    async fn link_makes_the_browser_a_kiosk(engine: Engine) {
        let test = TestApp::new(engine).await;
        let mut browser = Browser::new(&test);
        let answer = browser.get(&address(&test, Some(90))).await;
        assert_eq!((answer.status, answer.location().as_str()), (StatusCode::SEE_OTHER, paths::SCREEN_FORGOT_PASSWORD));
        assert_eq!(answer.headers["cache-control"], "no-store");
        let cookie = answer.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.starts_with("__Host-kiosk="), "{cookie}");
        assert!(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"), "it ends with the window: {cookie}");
        let known = json!({
            "profile": "kiosk", "idle_seconds": 90, "warning_seconds": 30, "keypad": false, "place": "電腦教室 3",
        });
        assert_eq!(device(&mut browser).await, known);
        let page = browser.get(paths::SCREEN_SIGN_IN).await.text();
        assert!(page.contains(&known["place"].to_string()), "{page}");
        let english = address(&test, None) + "?lang=en";
        assert_eq!(browser.get(&english).await.location(), "/forgot-password?lang=en");
    }

    async fn link_makes_nothing_wait_longer(engine: Engine) {
        let seconds = async |extra: &str, idle: u32| {
            let test = TestApp::with(engine, extra).await;
            let mut browser = Browser::new(&test);
            browser.get(&address(&test, Some(idle))).await;
            device(&mut browser).await["idle_seconds"].clone()
        };
        assert_eq!(seconds("", 1800).await, json!(300), "as long as a shared computer");
        let network = "[device]\nkiosk_networks = [\"0.0.0.0/0\", \"::/0\"]\n";
        assert_eq!(seconds(network, 1800).await, json!(120), "as long as its network says");
        assert_eq!(seconds(network, 60).await, json!(60));
    }

    async fn link_that_opens_nothing_says_what_to_do(engine: Engine) {
        let test = TestApp::new(engine).await;
        let good = address(&test, None);
        let forged = address(&TestApp::new(engine).await, None);
        let malformed = ["/kiosk/%ff", "/kiosk/x", &good[..good.len() - 3], &forged];
        for path in malformed {
            let answer = Browser::new(&test).get(path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
            assert!(answer.text().contains("<code>kiosk.link_invalid</code>"), "{}", answer.text());
            assert!(!answer.headers.contains_key("set-cookie"));
        }
        test.app.clock.advance_seconds(DAYS * 24 * 3600);
        let mut browser = Browser::new(&test);
        let answer = browser.get(&good).await;
        assert_eq!(answer.status, StatusCode::GONE);
        for part in ["<code>kiosk.link_expired</code>", "lang=\"en\"", "過期", paths::SCREEN_SIGN_IN] {
            assert!(answer.text().contains(part), "{part}: {}", answer.text());
        }
        assert_eq!(device(&mut browser).await["profile"], "shared");
        assert_eq!(Browser::new(&test).get("/kiosk/").await.status, StatusCode::NOT_FOUND);
    }

    async fn nobody_can_call_a_kiosk_their_own(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = kiosk(&test, Browser::new(&test)).await;
        let answer = sign_in_as_ones_own(&mut browser).await;
        assert_eq!(answer.status, StatusCode::OK);
        for cookie in answer.headers.get_all("set-cookie") {
            assert!(!cookie.to_str().unwrap().contains("Max-Age"), "{cookie:?}");
        }
        assert!(!browser.cookies.contains_key("__Host-dev"));
        let session = browser.get(paths::SESSION).await.json();
        let shown = (&session["personal_device"], &session["idle_seconds"]);
        assert_eq!(shown, (&json!(false), &json!(210)), "the portal's 120 and 30 seconds, and a minute");
        test.app.clock.advance_seconds(150);
        assert_eq!(browser.get(paths::SESSION).await.status, StatusCode::OK);
        test.app.clock.advance_seconds(210);
        assert_eq!(browser.get(paths::SESSION).await.code(), "session.expired", "of a browser that is gone");
    }

    async fn kiosk_knows_no_accounts_of_its_visitors(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let own = service.with_two_accounts().await;
        waiting(&service.authorize(&mut own.clone(), &[]).await, paths::SCREEN_CHOOSE_ACCOUNT);
        let mut browser = kiosk(&service.test, own).await;
        assert_eq!(device(&mut browser).await["profile"], "kiosk", "whatever else the browser has");
        browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        waiting(&service.authorize(&mut browser, &[]).await, paths::SCREEN_SIGN_IN);
    }

    async fn county_is_asked_for_its_password_in_a_kiosk(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let mut browser = kiosk(&town.test, town.browser()).await;
        let body = json!({ "county": COUNTY, "purpose": "login", "personal_device": true });
        let answer = browser.post(paths::FLOWS_COUNTY, &body).await;
        let address = answer.json()["continue_to"].as_str().unwrap_or_default().to_owned();
        assert!(address.contains("prompt=login"), "{address}");
    }

    async fn page_without_scripts_does_not_ask_whose_a_kiosk_is(engine: Engine) {
        let test = TestApp::new(engine).await;
        let asks = |answer: Answer| answer.text().contains("personal-device");
        assert!(asks(Browser::new(&test).get(paths::PLAIN_SIGN_IN).await));
        let mut browser = kiosk(&test, Browser::new(&test)).await;
        assert!(!asks(browser.get(paths::PLAIN_SIGN_IN).await));
    }
}

#[tokio::test]
async fn network_makes_a_kiosk_of_every_computer_in_it() {
    let settings = "[device]\nkiosk_networks = [\"10.1.0.0/16\", \"10.1.3.0/24 圖書館\"]\nkeypad = true\n\
                    [server]\ntrusted_proxies = [\"192.0.2.0/24\"]\n";
    let test = TestApp::with(Engine::Sqlite, settings).await;
    let place = async |mut browser: Browser| {
        let device = device(&mut browser).await;
        (device["profile"] == "kiosk").then(|| device["place"].as_str().unwrap_or("-").to_owned())
    };
    let behind =
        |address: &str| Browser::new(&test).at([192, 0, 2, 1]).with_header("x-forwarded-for", Some(address));
    let forged = Browser::new(&test).with_header("x-forwarded-for", Some("10.1.3.9"));
    assert_eq!(place(Browser::new(&test).at([10, 1, 3, 9])).await.as_deref(), Some("圖書館"));
    assert_eq!(place(Browser::new(&test).at([10, 1, 4, 9])).await.as_deref(), Some("-"));
    assert_eq!(place(behind("10.1.3.9")).await.as_deref(), Some("圖書館"));
    assert_eq!(place(behind("198.51.100.1")).await, None);
    assert_eq!(place(forged).await, None, "only a trusted proxy says where somebody is");
    let linked = kiosk(&test, Browser::new(&test).at([10, 1, 3, 9])).await;
    assert_eq!(place(linked).await.as_deref(), Some("電腦教室 3"), "a link says more than a network");
    assert_eq!(device(&mut Browser::new(&test).at([10, 1, 3, 9])).await["keypad"], true);
}
