//! The education resources: golden files hold the exact bytes (domain.md §1.7-1.10), with the `sub`
//! and the hashes masked, since they are of this test's keys.

use std::io::Read as _;

use axum::http::{Method, StatusCode};
use contract::paths::oidc;
use serde_json::Value;
use server::store::oidc::client::GuidPolicy;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Answer;
use crate::support::people::PASSWORD;
use crate::support::relying_party::RelyingParty;

const EVERYTHING: &str = "openid profile email openid2 eduinfo relation guid personid educloudroles";

async fn tokens(service: &RelyingParty, account: &str) -> Value {
    let mut browser = service.browser();
    assert_eq!(browser.sign_in(account, PASSWORD).await.status, StatusCode::OK);
    service.test.app.clock.advance_seconds(1);
    service.tokens(&mut browser, &[("scope", EVERYTHING)]).await
}

/// One answer after the other, as the golden file has them.
async fn told(service: &RelyingParty, account: &str) -> String {
    let tokens = tokens(service, account).await;
    let sub = service.verified(&tokens).await["sub"].as_str().unwrap().to_owned();
    let mut text = String::new();
    let resources = [
        "/moeresource/api/v1/oidc/userinfo",
        "/moeresource/api/v1/oidc/profile",
        "/moeresource/api/v1/oidc/eduinfo",
        "/moeresource/api/v2/oidc/eduinfo",
        "/moeresource/api/v2/oidc/relation",
    ];
    for path in resources {
        let answer = service.resource(path, &tokens).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        assert_eq!(answer.headers["content-type"], "application/json", "Java clients insist on it");
        assert!(!answer.headers.contains_key("content-encoding"), "nobody asked for gzip");
        text.push_str(&format!("{path}\n{}\n", answer.text().replace(&sub, "SUB")));
    }
    text
}

fn unpacked(answer: &Answer) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*answer.bytes).read_to_string(&mut text).unwrap();
    text
}

on_both_databases! {
    async fn pupil_is_told_as_the_captures_have_it(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.place("amy", &[("064757", "[\"學生\"]", Some(["5", "04", "12"]), "[]")]).await;
        assert_eq!(told(&service, "amy").await, include_str!("../golden/pupil.txt"));
    }

    async fn teacher_with_two_posts_is_told_as_the_captures_have_it(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.add_person("chen", "teacher", "陳老師", "active").await;
        let lessons = "[{\"grade\":\"5\",\"class\":\"04\",\"subject\":\"數學\"},\
                       {\"grade\":\"6\",\"class\":\"01\",\"subject\":\"自然\"}]";
        service.test.place("chen", &[
            ("064757", "[\"教師\",\"導師\"]", Some(["5", "04", ""]), lessons),
            ("193501", "[\"教師\"]", None, "[]"),
        ]).await;
        assert_eq!(told(&service, "chen").await, include_str!("../golden/teacher_with_two_posts.txt"));
    }

    async fn teacher_without_class_is_told_as_the_captures_have_it(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.add_person("lin", "teacher", "歐陽老師", "active").await;
        service.test.place("lin", &[("064757", "[\"教師\"]", None, "[]")]).await;
        assert_eq!(told(&service, "lin").await, include_str!("../golden/teacher_without_class.txt"));
    }

    async fn senior_high_pupil_with_a_letter_class_is_told_as_stored(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.place("amy", &[("333398", "[\"學生\"]", Some(["11", "A", "07"]), "[]")]).await;
        assert_eq!(told(&service, "amy").await, include_str!("../golden/senior_high_pupil.txt"));
    }

    async fn answers_are_gzip_where_that_is_understood_or_registered(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let held = tokens(&service, "amy").await;
        let bearer = ["Bearer ", held["access_token"].as_str().unwrap()].concat();
        let path = "/moeresource/api/v1/oidc/eduinfo";
        let plain = service.resource(path, &held).await.text();
        let headers = [("authorization", &*bearer), ("accept-encoding", "gzip")];
        let asked = service.caller().ask(Method::GET, path, &headers, None).await;
        assert_eq!((asked.headers["content-encoding"].to_str().unwrap(), unpacked(&asked)), ("gzip", plain.clone()));
        service.test.sql("UPDATE client SET registration = \
            REPLACE(registration, '\"always_gzip\":false', '\"always_gzip\":true')").await;
        assert_eq!(unpacked(&service.resource(path, &held).await), plain, "a client that gunzips by hand");
    }

    async fn guid_is_for_named_clients_and_keyed_by_default(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let held = tokens(&service, "amy").await;
        let path = "/cncresource/api/v1/guid";
        let keyed = service.resource(path, &held).await.json()["guid"].as_str().unwrap().to_owned();
        assert!(keyed.len() == 64 && keyed.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let set = async |from: &str, to: &str| {
            let (from, to) = (format!("\"guid\":\"{from}\""), format!("\"guid\":\"{to}\""));
            let sql = format!("UPDATE client SET registration = REPLACE(registration, '{from}', '{to}')");
            service.test.sql(&sql).await;
        };
        set("keyed", "plain").await;
        // The test's person has the account's letters for an ID number.
        let plain = service.resource(path, &held).await.json()["guid"].clone();
        assert_eq!(plain, sha256("AMY").as_str());
        set("plain", "none").await;
        let none = service.resource(path, &held).await;
        assert_eq!((none.status, &none.json()["error"]), (StatusCode::FORBIDDEN, &"insufficient_scope".into()));
        let granted = tokens(&service, "amy").await["scope"].as_str().unwrap().to_owned();
        assert!(!granted.contains("guid"), "{granted}");
        assert_eq!(service.client.registration.guid, GuidPolicy::Keyed);
    }

    async fn personid_stays_the_same(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let path = "/cncresource/api/v2/personid";
        let first = service.resource(path, &tokens(&service, "amy").await).await.json();
        let second = service.resource(path, &tokens(&service, "amy").await).await.json();
        assert_eq!(first, second);
        assert_eq!(first["personid"].as_str().unwrap().len(), 64);
    }

    async fn token_opens_only_its_scopes(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let held = service.tokens(&mut service.signed_in().await, &[]).await;
        for path in ["/moeresource/api/v2/oidc/eduinfo", "/moeresource/api/v2/oidc/relation",
            "/moeresource/api/v1/oidc/profile", "/cncresource/api/v1/eduinfo", "/cncresource/api/v1/guid"] {
            let answer = service.resource(path, &held).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
        let nobody = service.caller().get("/moeresource/api/v1/oidc/eduinfo").await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
        let nothing = service.resource("/moeresource/api/v1/oidc/else", &held).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    }

    async fn directory_tells_of_a_school(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        service.test.sql("INSERT INTO school (code, level, name, county, source_year, updated_at) VALUES \
            ('194898', '國小', '市立曉光示範國小', '臺中市', '115', 0)").await;
        let path = oidc::SCHOOL.replace("{code}", "194898");
        let expected = "[{\"eduid\":\"194898\",\"year\":\"115\",\"schoolname\":\"市立曉光示範國小\",\
            \"county\":\"[06]臺中市\",\"oid\":null,\"tel\":null,\"url\":null,\"address\":null,\
            \"coordinates\":null,\"schoolsystem\":[\"國小\"]}]";
        assert_eq!(service.caller().get(&path).await.text(), expected);
        let nobody = oidc::SCHOOL.replace("{code}", "000000");
        assert_eq!(service.caller().get(&nobody).await.text(), "[]");
    }
}

fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
