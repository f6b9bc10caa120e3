use axum::http::{Method, StatusCode};
use contract::paths;
use serde_json::json;

use crate::support::browser::Browser;
use crate::support::{Engine, TestApp};

/// Every write of the API but the browser's own reports.
fn writes() -> Vec<(Method, String)> {
    let document = serde_json::to_value(server::router::document()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|method| *method != "get") {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            found.push((method, path.replace("{id}", "AAAA")));
        }
    }
    found.retain(|(_, path)| path != paths::CSP_REPORT);
    assert!(found.len() >= 6, "{found:?}");
    found
}

#[tokio::test]
async fn every_write_from_elsewhere_is_refused() {
    let test = TestApp::new(Engine::Sqlite).await;
    let own = Browser::new(&test);
    let forged = [
        own.clone().with_header("sec-fetch-site", Some("cross-site")),
        own.clone().with_header("sec-fetch-site", Some("same-site")),
        own.clone().with_header("sec-fetch-site", None),
        own.clone().with_header("sec-fetch-site", None).with_header("origin", Some("https://evil.example")),
        own.clone().with_header("sec-fetch-site", None).with_header("origin", Some("null")),
        own.clone().with_header(paths::REQUESTED_BY_HEADER, None),
    ];
    for (method, path) in writes() {
        for mut browser in forged.clone() {
            let answer = browser.ask(method.clone(), &path, &[], Some(&json!({}))).await;
            assert_eq!(answer.code(), "csrf.rejected", "{method} {path}");
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
        let answer = own.clone().ask(method.clone(), &path, &[], Some(&json!({}))).await;
        assert_ne!(answer.code(), "csrf.rejected", "{method} {path}");
    }
}

#[tokio::test]
async fn origin_counts_where_a_browser_sends_no_fetch_metadata() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test)
        .with_header("sec-fetch-site", None)
        .with_header("origin", Some("http://localhost:8600"));
    assert_eq!(browser.post(paths::FLOWS_LOGIN, &json!({})).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn forms_and_texts_are_no_json() {
    let test = TestApp::new(Engine::Sqlite).await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let extra = [("content-type", kind), ("content-length", "2")];
        let answer = Browser::new(&test).ask(Method::POST, paths::FLOWS_LOGIN, &extra, None).await;
        assert_eq!(answer.code(), "csrf.rejected", "{kind}");
    }
}

#[tokio::test]
async fn other_host_names_are_not_answered() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test).with_header("host", Some("evil.example"));
    assert_eq!(browser.get("/sign-in").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.post(paths::FLOWS_LOGIN, &json!({})).await.code(), "request.not_found");
    assert_eq!(browser.get(paths::HEALTHZ).await.status, StatusCode::OK);
}

#[tokio::test]
async fn wrong_methods_and_addresses_are_problems() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    let answer = browser.ask(Method::PUT, paths::SESSION, &[], Some(&json!({}))).await;
    assert_eq!((answer.status, answer.code()), (StatusCode::METHOD_NOT_ALLOWED, "request.method".into()));
    let answer = browser.get("/api/v1/nothing").await;
    assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "request.not_found".into()));
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], "urn:edupass:problem:request.not_found");
    assert_eq!(problem["instance"], answer.headers["x-request-id"].to_str().unwrap());
}
