//! Whose account a county account opens.

use contract::paths;
use server::store::county::provider::{AuthMethod, Claim, ClaimSource, Settings};

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Browser;
use crate::support::county::Mood;
use crate::support::county_town::{CountyTown, problem};
use crate::support::people::PASSWORD;
use crate::support::recovery::ID;

type Change = Box<dyn FnOnce(&mut Settings)>;

fn resource(settings: &mut Settings) {
    let source = ClaimSource::Resource { url: "/cncresource/api/v1/personid".into() };
    settings.id_number = Some(Claim { source, path: "personid".into() });
}

fn claim(source: ClaimSource, path: &str) -> impl FnOnce(&mut Settings) {
    let claim = Claim { source, path: path.to_owned() };
    move |settings| settings.id_number = Some(claim)
}

async fn signs_in(town: &CountyTown) -> bool {
    town.county.set_id_number(Some(ID));
    let mut browser = town.browser();
    let answer = town.travel(&mut browser, "login").await;
    answer.location() == "/account" && browser.get(paths::SESSION).await.json()["account"] == "ming"
}

on_both_databases! {
    async fn verified_id_number_links_without_a_password(engine: Engine) {
        let cases: [(&str, Change); 3] = [
            ("resource", Box::new(resource)),
            ("userinfo", Box::new(claim(ClaimSource::Userinfo, "id_number"))),
            ("ID token, secret in the body", Box::new(|settings: &mut Settings| {
                settings.auth_method = AuthMethod::ClientSecretPost;
                claim(ClaimSource::IdToken, "kh_profile.id_number")(settings);
            })),
        ];
        for (name, change) in cases {
            let town = CountyTown::with(engine, "", change).await;
            let town = CountyTown { test: town.test.with_ming().await, ..town };
            assert!(signs_in(&town).await, "{name}");
            assert_eq!(town.links().await, 1, "{name}");
            let asked = town.county.asked("/cncresource/api/v1/personid") + town.county.asked("/userinfo");
            assert!(signs_in(&town).await, "{name}");
            let again = town.county.asked("/cncresource/api/v1/personid") + town.county.asked("/userinfo");
            assert_eq!(asked, again, "a link needs no ID number any more");
            assert!(!town.test.dump("county_link").await.contains("108023417"), "sub is not readable in a backup");
        }
    }

    async fn guid_links_without_a_password_once_people_are_tagged(engine: Engine) {
        let guid = |settings: &mut Settings| {
            settings.guid = Some(Claim { source: ClaimSource::Userinfo, path: "guid".into() });
        };
        let town = CountyTown::with(engine, "", guid).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        assert!(!signs_in(&town).await, "nobody is tagged yet");
        server::services::county::guid::keep_tagged(&town.test.app).await.unwrap();
        assert!(signs_in(&town).await);
        assert_eq!(town.links().await, 1);
        let plain = server::services::county::guid::of_id_number(ID);
        assert_eq!(plain.len(), 64);
        let dump = town.test.dump("person").await;
        let raw: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&plain[at * 2..at * 2 + 2], 16).unwrap()).collect();
        assert!(!dump.contains(&plain) && !dump.contains(&*String::from_utf8_lossy(&raw)), "a keyed tag only");
        town.county.set_subject("somebody else");
        town.county.set_id_number(Some("B123456780"));
        let answer = town.travel(&mut town.browser(), "login").await;
        assert!(answer.location().starts_with("/sign-in/county/link"), "{}", answer.location());
    }

    async fn id_number_is_not_believed_where_the_operator_did_not_say_so(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        assert!(!signs_in(&town).await);
        assert_eq!(town.links().await, 0);
    }

    async fn county_speaks_for_its_own_schools_only(engine: Engine) {
        let town = CountyTown::with(engine, "", resource).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        town.test.sql("UPDATE school SET county = '臺南市'").await;
        assert!(!signs_in(&town).await);
        assert_eq!(town.links().await, 0);
    }

    async fn resource_that_fails_leaves_the_password(engine: Engine) {
        let town = CountyTown::with(engine, "", claim(ClaimSource::Resource { url: "/nowhere".into() }, "id")).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        let answer = town.travel(&mut town.browser(), "login").await;
        assert!(answer.location().starts_with("/sign-in/county/link?flow="), "{}", answer.location());
    }

    async fn owner_is_told_and_can_undo_it(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        town.link("ming").await;
        let (account, content) = town.test.newest_message("county_linked").await;
        assert!(account.is_some());
        assert_eq!(content["county"], "66000000");
        let token = content["link_token"].as_str().unwrap();
        let answer = town.browser().post(paths::DISAVOWALS, &serde_json::json!({ "token": token })).await;
        assert!(answer.status.is_success(), "{}", answer.text());
        assert_eq!(town.links().await, 0);
        let mut thief = town.browser();
        let answer = town.travel(&mut thief, "login").await;
        assert!(answer.location().starts_with("/sign-in/county/link"), "{}", answer.location());
        let flow = thief.flow_of(&answer).await;
        let answer = thief.submit(&flow, &Browser::step(&flow, "ming", PASSWORD)).await;
        assert_eq!(answer.code(), "auth.failed", "the password that linked it is void too");
    }

    async fn frozen_account_gets_no_link(engine: Engine) {
        let town = CountyTown::with(engine, "", resource).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        town.test.sql("UPDATE account SET recovery_frozen_at = 1").await;
        town.county.set_id_number(Some(ID));
        let answer = town.travel(&mut town.browser(), "login").await;
        assert_eq!((problem(&answer).1, town.links().await), ("recovery.frozen".into(), 0));
    }

    async fn other_subject_of_the_county_is_another_person(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        town.link("ming").await;
        town.county.set_subject("108023418");
        let answer = town.travel(&mut town.browser(), "login").await;
        assert!(answer.location().starts_with("/sign-in/county/link"), "{}", answer.location());
    }

    async fn county_account_that_is_linked_stays_its_owners(engine: Engine) {
        let town = CountyTown::new(engine).await;
        let town = CountyTown { test: town.test.with_ming().await, ..town };
        town.test.add_person("amy", "pupil", "林小美", "active").await;
        let mut slow = town.browser();
        let answer = town.travel(&mut slow, "login").await;
        let flow = slow.flow_of(&answer).await;
        town.link("ming").await;
        let answer = slow.submit(&flow, &Browser::step(&flow, "amy", PASSWORD)).await;
        assert_eq!(answer.status, 200, "amy is in by her password, and nothing else changed");
        let mut browser = town.browser();
        town.travel(&mut browser, "login").await;
        assert_eq!(browser.get(paths::SESSION).await.json()["account"], "ming");
        assert_eq!(town.links().await, 1);
    }

    async fn county_that_denies_sends_nobody_in(engine: Engine) {
        let town = CountyTown::new(engine).await;
        town.county.set_mood(Mood::Denying);
        let answer = town.travel(&mut town.browser(), "login").await;
        assert_eq!(problem(&answer), ("/sign-in/county".into(), "upstream.denied".into()));
    }
}
