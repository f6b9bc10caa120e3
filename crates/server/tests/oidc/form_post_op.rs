//! The Form Post OP plan: the basic modules with `response_mode=form_post`, as far as they differ.

use axum::http::StatusCode;
use contract::paths::oidc;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Answer;
use crate::support::relying_party::{CALLBACK, RelyingParty, STATE, waiting};

const FORM: (&str, &str) = ("response_mode", "form_post");

/// The value of a hidden field, as a browser would read it.
fn field(answer: &Answer, name: &str) -> Option<String> {
    let text = answer.text();
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

on_both_databases! {
    async fn oidcc_server_form_post(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let answer = service.authorize(&mut service.signed_in().await, &[FORM]).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.text().contains(&format!("action=\"{CALLBACK}\"")));
        assert_eq!(field(&answer, "state").as_deref(), Some(STATE));
        assert_eq!(field(&answer, "iss").as_deref(), Some("http://localhost:8600"));
        let tokens = service.exchange(&field(&answer, "code").unwrap()).await;
        assert_eq!(tokens.status, StatusCode::OK, "{}", tokens.text());
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("form-action https://rp.example/cb;"), "{policy}");
        assert!(policy.contains("script-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }

    async fn oidcc_prompt_none_not_logged_in_form_post(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let answer = service.authorize(&mut service.browser(), &[FORM, ("prompt", "none")]).await;
        assert_eq!(field(&answer, "error").as_deref(), Some("login_required"));
        assert_eq!(field(&answer, "state").as_deref(), Some(STATE));
    }

    async fn oidcc_response_type_missing_form_post(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let answer = service.authorize(&mut service.browser(), &[FORM, ("response_type", "")]).await;
        assert_eq!(field(&answer, "error").as_deref(), Some("invalid_request"));
    }

    async fn oidcc_sign_in_and_post_request_form_post(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.browser();
        let asked = browser.form(oidc::AUTHORIZE, &[], &service.request(&[FORM])).await;
        let asked = browser.get(&asked.location()).await;
        let back = browser.sign_in_for(&waiting(&asked, "/sign-in"), "amy").await;
        assert!(field(&back, "code").is_some(), "{}", back.text());
    }

    async fn state_is_no_markup(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let state = "\"><script>alert(1)</script>";
        let answer = service.authorize(&mut service.signed_in().await, &[FORM, ("state", state)]).await;
        assert_eq!(field(&answer, "state").as_deref(), Some(state));
        assert!(!answer.text().contains("<script>alert"));
    }
}
