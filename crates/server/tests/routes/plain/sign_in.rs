use axum::http::StatusCode;
use contract::paths;
use serde_json::json;

use super::{filled, hidden, sign_in, submit};
use crate::on_both_databases;
use crate::support::browser::Browser;
use crate::support::people::PASSWORD;
use crate::support::{Engine, TestApp};

on_both_databases! {
    async fn form_signs_in_and_goes_on_to_the_plain_account(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let answer = sign_in(&test, &mut browser, "amy@mail.edu.tw", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert!(answer.text().contains("0;url=/plain/account?lang=zh-TW"), "{}", answer.text());
        assert_eq!(browser.get(paths::SESSION).await.json()["account"], json!("amy"));
        let page = browser.get(paths::PLAIN_ACCOUNT).await;
        assert!(page.text().contains("王小明，你好"), "{}", page.text());
    }

    async fn page_runs_its_own_script_alone_and_tells_no_other_site(engine: Engine) {
        let test = TestApp::new(engine).await;
        let answer = Browser::new(&test).get(paths::PLAIN_SIGN_IN).await;
        assert_eq!(answer.status, StatusCode::OK);
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'nonce-"), "{policy}");
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(answer.headers["referrer-policy"], "same-origin");
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert_eq!(answer.text().matches("<script").count(), 1);
    }

    async fn wrong_password_keeps_the_account_and_nothing_secret(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let answer = sign_in(&test, &mut browser, "amy", "Wrong-day-7").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = answer.text();
        assert!(text.contains("帳號或密碼不對") && text.contains("value=\"amy\""), "{text}");
        assert!(!text.contains("Wrong-day-7"));
        // The form that came back has a challenge of its own and works.
        let again = submit(&mut browser, &filled(&test, &answer, "amy", PASSWORD).await).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    }

    async fn unknown_account_reads_like_a_wrong_password(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let known = sign_in(&test, &mut Browser::new(&test), "amy", "Wrong-day-7").await;
        let unknown = sign_in(&test, &mut Browser::new(&test), "nobody", "Wrong-day-7").await;
        assert_eq!(known.status, unknown.status);
        let alert = |text: String| text.split("role=\"alert\"").nth(1).unwrap().split("</div>").next().unwrap().to_owned();
        assert_eq!(alert(known.text()), alert(unknown.text()));
    }

    async fn empty_fields_are_named_and_cost_no_challenge(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let form = browser.get("/plain/sign-in?lang=en").await;
        let mut fields = filled(&test, &form, "", "").await;
        let answer = submit(&mut browser, &fields).await;
        assert!(answer.text().contains("輸入帳號") && answer.text().contains("href=\"#password\""));
        fields.retain(|(name, _)| !["account", "password"].contains(name));
        fields.extend([("account", "amy".to_owned()), ("password", PASSWORD.to_owned())]);
        let answer = submit(&mut browser, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    }

    async fn wrong_digits_are_told_at_their_field(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let form = browser.get(paths::PLAIN_SIGN_IN).await;
        let mut fields = filled(&test, &form, "amy", PASSWORD).await;
        fields.retain(|(name, _)| *name != "digits");
        fields.push(("digits", "1".to_owned()));
        let answer = submit(&mut browser, &fields).await;
        let text = answer.text();
        assert!(text.contains("href=\"#digits\"") && text.contains("id=\"digits-error\""), "{text}");
        assert_ne!(hidden(&answer, "challenge"), hidden(&form, "challenge"));
        assert!(!text.contains(PASSWORD));
    }

    async fn another_picture_keeps_what_was_typed(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let form = browser.get(paths::PLAIN_SIGN_IN).await;
        let flow = hidden(&form, "flow");
        let next = [("flow", flow.as_str()), ("version", "1"), ("account", "<amy>"), ("action", "next")];
        let answer = browser.submit_form("/plain/sign-in?lang=en", &next).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(hidden(&answer, "flow"), flow);
        assert_ne!(hidden(&answer, "challenge"), hidden(&form, "challenge"));
        assert!(answer.text().contains("value=\"&lt;amy&gt;\"") && answer.text().contains("Next one"));
    }

    async fn flow_that_is_over_is_opened_anew(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.get(paths::PLAIN_SIGN_IN).await;
        let answer = browser.submit_form(paths::PLAIN_SIGN_IN, &[("flow", "gone"), ("account", "amy"), ("password", "x")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains("放太久了"), "{}", answer.text());
        let again = submit(&mut browser, &filled(&test, &answer, "amy", PASSWORD).await).await;
        assert_eq!(again.status, StatusCode::OK, "{}", again.text());
    }

    async fn form_of_another_origin_is_refused(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        let form = browser.get(paths::PLAIN_SIGN_IN).await;
        let fields = filled(&test, &form, "amy", PASSWORD).await;
        for (site, origin) in [(Some("cross-site"), None), (Some("same-site"), None), (None, None), (None, Some("https://elsewhere.example")), (None, Some("null"))] {
            let mut forged = browser.clone().with_header("sec-fetch-site", site).with_header("origin", origin);
            let answer = submit(&mut forged, &fields).await;
            assert_eq!(answer.code(), "csrf.rejected", "{site:?} {origin:?}");
        }
        let mut old = browser.clone().with_header("sec-fetch-site", None).with_header("origin", Some("http://localhost:8600"));
        assert_eq!(submit(&mut old, &fields).await.status, StatusCode::OK);
    }

    async fn who_is_signed_in_needs_no_form(engine: Engine) {
        let test = TestApp::new(engine).await.with_pupil("amy").await;
        let mut browser = Browser::new(&test);
        browser.sign_in("amy", PASSWORD).await;
        let answer = browser.get("/plain/sign-in?lang=en").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.headers["location"], "/plain/account?lang=en");
    }
}
