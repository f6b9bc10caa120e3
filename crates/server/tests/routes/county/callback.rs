use axum::http::{Method, StatusCode};
use contract::paths;
use contract::step::NextStep;
use serde_json::json;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::county::{COUNTY, OTHER_COUNTY};
use crate::support::county_town::{CountyTown, problem};
use crate::support::people::PASSWORD;
use crate::support::relying_party::{RelyingParty, returned, waiting};

async fn town(engine: Engine) -> CountyTown {
    let town = CountyTown::new(engine).await;
    town.test.add_person("ming", "pupil", "王小明", "active").await;
    town
}

/// The address that a county sends a browser back to.
async fn way_back(town: &CountyTown, browser: &mut Browser) -> String {
    let answer = town.start(browser, "login").await;
    town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await
}

on_both_databases! {
    async fn first_sign_in_asks_for_the_password_and_the_next_does_not(engine: Engine) {
        let town = town(engine).await;
        let mut browser = town.browser();
        let answer = town.travel(&mut browser, "login").await;
        assert!(answer.location().starts_with("/sign-in/county/link?flow="), "{}", answer.location());
        let flow = browser.flow_of(&answer).await;
        assert_eq!((flow.next.clone(), flow.county.as_deref()), (NextStep::Password, Some(COUNTY)));
        let wrong = browser.submit(&flow, &Browser::step(&flow, "ming", "not it")).await;
        assert_eq!((wrong.code(), town.links().await), ("auth.failed".into(), 0));
        let flow = wrong.flow();
        assert_eq!(flow.county.as_deref(), Some(COUNTY));
        let answer = browser.submit(&flow, &Browser::step(&flow, "ming", PASSWORD)).await;
        assert_eq!(answer.json()["next"]["continue_to"], "/account", "{}", answer.text());
        assert_eq!(town.links().await, 1);

        let mut later = town.browser();
        let answer = town.travel(&mut later, "login").await;
        assert_eq!(answer.location(), "/account");
        assert_eq!(later.get(paths::SESSION).await.json()["account"], "ming");
    }

    async fn county_session_is_a_shared_devices_one_unless_said_otherwise(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        let mut shared = town.browser();
        town.travel(&mut shared, "login").await;
        let session = shared.get(paths::SESSION).await.json();
        assert_eq!((&session["personal_device"], &session["idle_seconds"]), (&json!(false), &json!(600)));
        assert!(!shared.cookies.contains_key("__Host-dev"));

        let mut own = town.browser();
        let body = json!({ "county": COUNTY, "purpose": "login", "personal_device": true });
        let answer = own.post(paths::FLOWS_COUNTY, &body).await;
        let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        let answer = own.come_back(&back).await;
        assert!(answer.headers.get_all("set-cookie").iter().any(|line| line.to_str().unwrap().contains("Max-Age")));
        assert_eq!(own.get(paths::SESSION).await.json()["personal_device"], true);
        assert!(own.cookies.contains_key("__Host-dev"));
    }

    async fn way_back_goes_on_in_the_readers_language(engine: Engine) {
        let town = town(engine).await;
        let body = json!({ "county": COUNTY, "purpose": "login", "language": "en" });
        let mut browser = town.browser();
        let answer = browser.post(paths::FLOWS_COUNTY, &body).await;
        let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        let answer = browser.come_back(&back).await;
        assert!(answer.location().ends_with("&lang=en"), "{}", answer.location());
        let flow = browser.flow_of(&answer).await;
        browser.submit(&flow, &Browser::step(&flow, "ming", PASSWORD)).await;
        let mut later = town.browser();
        let answer = later.post(paths::FLOWS_COUNTY, &body).await;
        let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        assert_eq!(later.come_back(&back).await.location(), "/account?lang=en");
        let before = browser.post(paths::SESSION_SIGN_OUT, &json!({})).await;
        assert!(before.status.is_success());
        let answer = browser.post(paths::FLOWS_COUNTY, &body).await;
        town.test.app.clock.advance_seconds(601);
        let back = town.county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        assert_eq!(browser.come_back(&back).await.location(), "/sign-in/county?problem=upstream.over&lang=en");
    }

    async fn answer_belongs_to_the_browser_that_asked(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        let mut victim = town.browser();
        let back = way_back(&town, &mut victim).await;
        let mut thief = town.browser();
        let over = ("/sign-in/county".to_owned(), "upstream.over".to_owned());
        assert_eq!(problem(&thief.come_back(&back).await), over, "a browser without cookies");
        way_back(&town, &mut thief).await;
        assert_eq!(problem(&thief.come_back(&back).await), over, "another browser");
        assert_eq!(victim.come_back(&back).await.location(), "/account", "and it is not used up by that");
    }

    async fn answer_is_good_once_and_a_reload_does_no_harm(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        let mut browser = town.browser();
        let back = way_back(&town, &mut browser).await;
        let mut before = browser.clone();
        assert_eq!(browser.come_back(&back).await.location(), "/account");
        let sessions = town.test.count("SELECT COUNT(*) FROM session").await;
        assert_eq!(browser.come_back(&back).await.location(), "/account", "whoever is in goes on");
        assert_eq!(problem(&before.come_back(&back).await).1, "upstream.over", "nobody else gets in by it");
        assert_eq!(town.test.count("SELECT COUNT(*) FROM session").await, sessions);
        assert_eq!(town.county.asked("/token"), 2, "once for the link, once now");
    }

    async fn two_visits_of_one_browser_do_not_disturb_each_other(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        let mut browser = town.browser();
        let one = way_back(&town, &mut browser).await;
        let two = way_back(&town, &mut browser).await;
        assert_eq!(browser.come_back(&two).await.location(), "/account");
        assert_eq!(browser.come_back(&one).await.location(), "/account");
    }

    async fn visit_ends_after_ten_minutes(engine: Engine) {
        let town = town(engine).await;
        let mut browser = town.browser();
        let back = way_back(&town, &mut browser).await;
        town.test.app.clock.advance_seconds(601);
        assert_eq!(problem(&browser.come_back(&back).await).1, "upstream.over");
        assert_eq!(town.county.asked("/token"), 0);
    }

    async fn answer_of_one_county_is_not_taken_to_another(engine: Engine) {
        let town = town(engine).await;
        let other = town.test.add_county(OTHER_COUNTY, |_| ()).await;
        let mut browser = town.browser();
        let back = way_back(&town, &mut browser).await;
        let crossed = back.replace(COUNTY, OTHER_COUNTY);
        assert_eq!(problem(&browser.come_back(&crossed).await).1, "upstream.over");
        assert_eq!((other.asked("/token"), town.county.asked("/token")), (0, 0));
    }

    async fn form_comes_again_as_a_query(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        let mut browser = town.browser();
        let back = way_back(&town, &mut browser).await;
        let (path, query) = back.split_once('?').unwrap();
        let fields = server::oidc::parameters::Parameters::parse(query).unwrap();
        let fields = ["state", "code", "iss"].map(|name| (name, fields.get(name).unwrap()));
        let mut bare = Browser::new(&town.test).with_header("sec-fetch-site", Some("cross-site"));
        let answer = bare.form(path, &[], &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(browser.come_back(&answer.location()).await.location(), "/account");
    }

    async fn service_that_asked_gets_its_answer(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let county = service.test.add_county(COUNTY, |_| ()).await;
        let mut browser = service.browser();
        let asked = service.authorize(&mut browser, &[("acr_values", "urn:edupass:acr:county")]).await;
        let id = waiting(&asked, "/sign-in");
        let body = json!({ "county": COUNTY, "purpose": "login", "authorization": id });
        let answer = browser.post(paths::FLOWS_COUNTY, &body).await;
        let back = county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        let answer = browser.come_back(&back).await;
        let flow = browser.flow_of(&answer).await;
        assert_eq!(flow.service.as_ref().unwrap().name.en, "Stepwise");
        let answer = browser.submit(&flow, &Browser::step(&flow, "amy", PASSWORD)).await;
        let next = answer.json()["next"]["continue_to"].as_str().unwrap().to_owned();
        assert!(returned(&browser.get(&next).await).get("code").is_some());

        let mut later = service.browser();
        let asked = service.authorize(&mut later, &[]).await;
        let id = waiting(&asked, "/sign-in");
        let body = json!({ "county": COUNTY, "purpose": "login", "authorization": id });
        let answer = later.post(paths::FLOWS_COUNTY, &body).await;
        let back = county.visit(answer.json()["continue_to"].as_str().unwrap()).await;
        let answer = later.come_back(&back).await;
        assert_eq!(answer.location(), paths::oidc::authorize_continue(&id));
        let code = returned(&later.get(&answer.location()).await).get("code").unwrap().to_owned();
        let tokens = service.exchange(&code).await.json();
        let claims = service.verified(&tokens).await;
        assert_eq!((&claims["acr"], &claims["amr"]), (&json!("urn:edupass:acr:county"), &json!([])));
    }

    async fn disabled_account_is_told_so(engine: Engine) {
        let town = town(engine).await;
        town.link("ming").await;
        town.test.sql("UPDATE account SET state = 'disabled'").await;
        let mut browser = town.browser();
        let answer = town.travel(&mut browser, "login").await;
        assert_eq!(problem(&answer), ("/sign-in/county".into(), "account.disabled".into()));
        assert!(!browser.cookies.contains_key("__Host-sid"));
    }

    async fn what_comes_back_by_other_methods_or_twice_is_nothing(engine: Engine) {
        let town = town(engine).await;
        let path = paths::oidc::county_callback(COUNTY);
        let mut browser = town.browser();
        assert_eq!(browser.ask(Method::PUT, &path, &[], None).await.status, StatusCode::METHOD_NOT_ALLOWED);
        for query in ["", "?state=", "?state=x&code=y", "?state=%FF", "?state=a&state=b&code=c"] {
            let answer = browser.come_back(&[path.as_str(), query].concat()).await;
            assert_eq!(problem(&answer).1, "upstream.over", "{query}");
        }
        let back = way_back(&town, &mut browser).await;
        let answer = browser.come_back(&[back.as_str(), "&code=another"].concat()).await;
        assert_eq!(problem(&answer).1, "upstream.rejected");
    }

    async fn service_that_wants_a_new_sign_in_has_the_county_ask_again(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let county = service.test.add_county(COUNTY, |_| ()).await;
        let cases = [(("prompt", "login"), true), (("max_age", "900"), true), (("extra", "x"), false)];
        for (changed, is_fresh) in cases {
            county.set_auth_age(Some(3600));
            let mut browser = service.browser();
            let id = waiting(&service.authorize(&mut browser, &[changed]).await, "/sign-in");
            let body = json!({
                "county": COUNTY, "purpose": "login", "authorization": id, "personal_device": true
            });
            let answer = browser.post(paths::FLOWS_COUNTY, &body).await.json();
            let address = answer["continue_to"].as_str().unwrap();
            assert_eq!(address.contains("prompt=login"), is_fresh, "{changed:?}");
            let back = browser.come_back(&county.visit(address).await).await;
            assert_eq!(back.location().contains("upstream.not_fresh"), is_fresh, "{}", back.location());
        }
    }
}
