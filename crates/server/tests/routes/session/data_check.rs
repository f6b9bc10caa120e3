use axum::http::StatusCode;
use contract::api::data_check::DataCheck;
use contract::paths;
use serde_json::{Value, json};

use crate::on_both_databases;
use crate::support::people::PASSWORD;
use crate::support::relying_party::RelyingParty;
use crate::support::{Engine, TestApp};

const PUPIL: &str = "[\"學生\"]";
const LESSONS: &str = "[{\"grade\":\"5\",\"class\":\"04\",\"subject\":\"數學\"},\
                       {\"grade\":\"6\",\"class\":\"01\",\"subject\":\"自然\"}]";

/// The schools that the directory has.
async fn schools(test: &TestApp) {
    test.sql("INSERT INTO school (code, level, name, county, source_year, updated_at) VALUES \
        ('194898', '國小', '市立曉光示範國小', '臺中市', '115', 0), ('114598', '國小', '市立潮聲示範國小', '臺南市', '115', 0), \
        ('114598', '國中', '市立潮聲示範國中', '臺南市', '115', 0)").await;
}

/// Kind, weight and mender of everything that was found, one a line.
fn found(check: &Value) -> String {
    let line = |finding: &Value| {
        ["kind", "weight", "mender"].map(|member| finding[member].as_str().unwrap().to_owned()).join(" ")
    };
    check["findings"].as_array().unwrap().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The check of somebody who signs in for it, and what a service is answered at the same time.
async fn checked(service: &RelyingParty, account: &str) -> Value {
    let mut browser = service.browser();
    assert_eq!(browser.sign_in(account, PASSWORD).await.status, StatusCode::OK);
    service.test.app.clock.advance_seconds(1);
    let answer = browser.get(paths::SESSION_DATA_CHECK).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let check = answer.json();
    serde_json::from_value::<DataCheck>(check.clone()).unwrap();
    let tokens = service.tokens(&mut browser, &[("scope", "openid profile eduinfo relation")]).await;
    let told = async |path: &str| service.resource(path, &tokens).await.json();
    let eduinfo = told("/moeresource/api/v2/oidc/eduinfo").await;
    let same = |name: &str, value: &Value| assert_eq!(&without_nulls(value), &check[name], "{name}");
    same("titles", &eduinfo["titles"]);
    same("classinfo", &eduinfo["classinfo"]);
    same("schoolid", &eduinfo["schoolid"]);
    same("relation", &told("/moeresource/api/v2/oidc/relation").await["relation"]);
    same("name", &told("/moeresource/api/v1/oidc/userinfo").await["name"]);
    check
}

/// What is null for a service is left out for the portal.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        other => other.clone(),
    }
}

on_both_databases! {
    async fn pupil_sees_what_services_are_told(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        schools(&service.test).await;
        service.test.place("amy", &[("194898", PUPIL, Some(["5", "04", "12"]), "[]")]).await;
        let check = checked(&service, "amy").await;
        let class = json!({
            "schoolid": "194898", "year": "115", "semester": "01", "grade": "5", "classno": "04",
            "classtitle": "五年四班", "seatno": "12",
        });
        assert_eq!(check, json!({
            "role": "pupil", "name": "王小明", "schoolid": "194898",
            "schools": [{ "code": "194898", "name": "市立曉光示範國小" }],
            "titles": [{ "schoolid": "194898", "titles": ["學生"] }], "classinfo": [class],
            "relation": [], "has_guid": true, "findings": [],
        }));
    }

    async fn what_a_pupil_lacks_is_found(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        schools(&service.test).await;
        service.test.place("amy", &[("194898", PUPIL, Some(["5", "A", ""]), "[]")]).await;
        let check = checked(&service, "amy").await;
        assert_eq!(found(&check), "classno.not_number unusual hotline\nseatno.missing wrong registry");
        assert_eq!(check["findings"][0]["value"], json!("A"));
        service.test.place("amy", &[("194898", PUPIL, None, "[]")]).await;
        assert_eq!(found(&checked(&service, "amy").await), "classinfo.missing wrong registry");
        service.test.place("amy", &[]).await;
        assert_eq!(found(&checked(&service, "amy").await), "school.missing wrong registry");
        service.test.sql("UPDATE person SET name = '王小明2'").await;
        service.test.sql("UPDATE person SET id_sealed = birthday_sealed").await;
        let check = checked(&service, "amy").await;
        assert_eq!(found(&check), "name.digits wrong registry\nschool.missing wrong registry\nguid.missing wrong hotline");
    }

    async fn teacher_sees_classes_and_subjects(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        schools(&service.test).await;
        service.test.add_person("chen", "teacher", "陳老師", "active").await;
        let home = ("194898", "[\"教師\",\"導師\"]", Some(["5", "04", ""]), LESSONS);
        service.test.place("chen", &[home]).await;
        let check = checked(&service, "chen").await;
        assert_eq!(found(&check), "");
        assert_eq!(check["relation"][1]["subject"], json!("自然"));
        service.test.place("chen", &[home, ("000000", "[\"教師\"]", None, "[]")]).await;
        let check = checked(&service, "chen").await;
        assert_eq!(found(&check), "school.unknown wrong county\ntitles.several unusual county");
        assert_eq!(check["findings"][1]["value"], json!("2"));
        service.test.place("chen", &[("194898", "[\"教師\"]", None, "[]")]).await;
        assert_eq!(found(&checked(&service, "chen").await), "relation.missing wrong teaching");
    }

    async fn school_is_named_by_its_level(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        schools(&service.test).await;
        service.test.place("amy", &[("114598", PUPIL, Some(["5", "04", "12"]), "[]")]).await;
        service.test.sql("UPDATE affiliation SET school_level = '國中'").await;
        let check = checked(&service, "amy").await;
        assert_eq!(check["schools"], json!([{ "code": "114598", "name": "市立潮聲示範國中" }]));
        service.test.sql("UPDATE affiliation SET school_level = '高中職'").await;
        let check = checked(&service, "amy").await;
        assert_eq!(check["schools"][0]["code"], json!("114598"), "the directory asks for no level");
        assert_eq!(found(&check), "");
    }

    async fn strangers_see_nothing(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let answer = service.browser().get(paths::SESSION_DATA_CHECK).await;
        assert_eq!((answer.status, answer.code()), (StatusCode::UNAUTHORIZED, "session.none".into()));
        let mut browser = service.signed_in().await;
        service.test.app.clock.advance_seconds(10 * 60 + 1);
        assert_eq!(browser.get(paths::SESSION_DATA_CHECK).await.code(), "session.expired");
    }
}
