use axum::http::StatusCode;
use contract::paths;

use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::relying_party::RelyingParty;
use crate::support::{Engine, TestApp};

#[tokio::test]
async fn every_screen_answers_with_the_page_and_its_policy() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    for screen in paths::SCREENS {
        let answer = browser.get(screen).await;
        assert_eq!(answer.status, StatusCode::OK, "{screen}");
        assert_eq!(answer.headers["cache-control"], "no-store");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert!(answer.text().contains(&format!("nonce=\"{nonce}\"")));
        for part in [
            "default-src 'none'",
            "'wasm-unsafe-eval'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types default",
            "object-src 'none'",
        ] {
            assert!(policy.contains(part), "{part}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    }
}

#[tokio::test]
async fn nonce_is_fresh_for_each_answer() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    let first = browser.get("/").await.headers["content-security-policy"].clone();
    assert_ne!(first, browser.get("/").await.headers["content-security-policy"]);
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    for path in ["/", "/nothing", paths::SITE, "/api/v1/nothing", "/assets/0123456789abcdef/portal.js"] {
        let headers = browser.get(path).await.headers;
        assert_eq!(headers["strict-transport-security"], "max-age=63072000; includeSubDomains", "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin", "{path}");
        assert_eq!(headers["cross-origin-resource-policy"], "same-origin", "{path}");
        assert!(headers["permissions-policy"].to_str().unwrap().contains("camera=()"), "{path}");
        assert!(headers.contains_key("content-security-policy"), "{path}");
    }
}

#[tokio::test]
async fn page_comes_in_the_language_asked_for() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    let english = browser.get("/sign-in?lang=en").await.text();
    assert!(english.contains("<html lang=\"en\" ") && english.contains("<title>Sign in</title>"));
    assert!(english.contains("<b>form</b>"));
    for address in ["/sign-in", "/sign-in?lang=zh-TW", "/sign-in?lang=xx", "/sign-in?lang="] {
        assert!(browser.get(address).await.text().contains("<html lang=\"zh-Hant-TW\" "), "{address}");
    }
}

#[tokio::test]
async fn national_page_has_no_style_of_a_brand() {
    let test = TestApp::new(Engine::Sqlite).await;
    let text = Browser::new(&test).get("/sign-in?lang=en").await.text();
    assert!(text.contains("data-brand=\"national\"") && !text.contains("<style") && !text.contains("<!--"));
    assert!(text.contains("Education identity service") && !text.contains("\"brand\":"));
}

#[tokio::test]
async fn brand_is_in_the_page_before_anything_is_fetched() {
    let test = TestApp::with(Engine::Sqlite, "[site]\nbrand = \"penghu\"").await;
    let mut browser = Browser::new(&test);
    let answer = browser.get("/sign-in?lang=en").await;
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    let style = format!("<style nonce=\"{nonce}\">:root[data-brand=penghu]{{--brand:#123456}}</style>");
    let text = answer.text();
    assert!(text.contains("data-brand=\"penghu\"") && text.contains(&style), "{text}");
    assert!(
        text.contains("<span class=\"l-header__owner\">Penghu &lt;&amp;&gt;</span><b>form</b>"),
        "{text}"
    );
    assert_eq!(browser.get(paths::SITE).await.json()["brand"]["owner"]["zh"], "澎湖");
}

#[tokio::test]
async fn page_wears_the_brand_of_the_service_that_asks() {
    for (brand, worn) in [("penghu", "penghu"), ("national", "national"), ("sold", "matsu")] {
        let test = TestApp::with(Engine::Sqlite, "[site]\nbrand = \"matsu\"").await;
        let party = RelyingParty::at(test, |client| client.registration.brand = Some(brand.to_owned())).await;
        let mut browser = party.browser();
        let to = party.authorize(&mut browser, &[]).await.location();
        let page = browser.get(&to).await.text();
        assert!(page.contains(&format!("data-brand=\"{worn}\"")), "{brand} at {to}: {page}");
        let own = browser.get("/sign-in").await.text();
        assert!(own.contains("data-brand=\"matsu\""), "nobody asks: {own}");
    }
}

#[tokio::test]
async fn page_knows_that_somebody_is_signed_in() {
    let test = TestApp::new(Engine::Sqlite).await.with_pupil("amy").await;
    let mut browser = Browser::new(&test);
    assert!(!browser.get("/contact").await.text().contains("signed_in"));
    browser.sign_in("amy", PASSWORD).await;
    assert!(browser.get("/contact").await.text().contains("\"signed_in\":true"));
}

#[tokio::test]
async fn unknown_brand_is_told_with_those_that_there_are() {
    let test = TestApp::new(Engine::Sqlite).await;
    let dist = test.folder().join("dist");
    for name in ["kinmen", "", "../brands/penghu", "PENGHU"] {
        let error = server::brand::Brands::load(&dist, name).unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("there is no brand {name:?} "))
                && error.contains("national, matsu, penghu;"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn made_up_addresses_are_no_pages() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    for path in [
        "/account/x.css",
        "/sign-in/",
        "/nothing",
        "/assets/nothing.js",
        "/index.html",
        "/shell.json",
        "/brands/penghu.css",
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().contains("<i>{"), "{path} is the page");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn files_are_served_packed_and_for_ever() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    let path = "/assets/0123456789abcdef/portal.js";
    let cases = [
        ("gzip, deflate, br, zstd", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("identity", None, "plain"),
        ("br;q=0, gzip;q=0.5", Some("gzip"), "gzip"),
        ("br;q=0.9", Some("br"), "brotli"),
    ];
    for (accepted, coding, body) in cases {
        let answer = browser.ask(axum::http::Method::GET, path, &[("accept-encoding", accepted)], None).await;
        assert_eq!(answer.text(), body, "{accepted}");
        assert_eq!(answer.headers.get("content-encoding").map(|value| value.to_str().unwrap()), coding);
        assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers["content-type"], "text/javascript; charset=utf-8");
    }
}

#[tokio::test]
async fn long_answers_are_packed_for_browsers_that_can() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    for coding in ["br", "gzip"] {
        // The description of the API is made for each request too, and long enough to pack.
        let path = paths::OPENAPI;
        let answer = browser.ask(axum::http::Method::GET, path, &[("accept-encoding", coding)], None).await;
        assert_eq!(answer.headers["content-encoding"], coding);
        assert_eq!(answer.headers["vary"], "accept-encoding");
        assert!(!answer.bytes.starts_with(b"{"));
    }
    assert!(!browser.get(paths::OPENAPI).await.headers.contains_key("content-encoding"));
}

#[tokio::test]
async fn page_is_packed_for_browsers_that_can() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    let screen = "/sign-in?lang=en";
    for coding in ["br", "gzip"] {
        let answer = browser.ask(axum::http::Method::GET, screen, &[("accept-encoding", coding)], None).await;
        assert_eq!(answer.headers["content-encoding"], coding);
        assert!(!answer.bytes.starts_with(b"<!DOCTYPE"));
    }
}

/// The schools are everybody's and change at night; all else that the API tells is for one visitor.
#[tokio::test]
async fn no_answer_of_the_api_is_kept() {
    let test = TestApp::new(Engine::Sqlite).await;
    let mut browser = Browser::new(&test);
    let document = serde_json::to_value(server::router::document()).unwrap();
    let routes = document["paths"].as_object().unwrap();
    assert!(routes.len() > 30);
    for (path, methods) in routes.iter().filter(|(path, _)| *path != paths::SCHOOLS) {
        for method in methods.as_object().unwrap().keys() {
            let method: axum::http::Method = method.to_uppercase().parse().unwrap();
            let answer = browser.ask(method.clone(), path, &[], Some(&serde_json::json!({}))).await;
            assert_eq!(answer.headers["cache-control"], "no-store", "{method} {path}");
        }
    }
}
