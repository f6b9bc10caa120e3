//! The Form Post OP plan (`oidcc-formpost-basic-certification-test-plan`): every module of the Basic OP
//! plan with `response_mode=form_post`, and what is peculiar to forms.

#[path = "basic_op.rs"]
#[expect(clippy::duplicate_mod, reason = "the plan is the basic one, answered in another way")]
mod basic;

use axum::http::StatusCode;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::Answer;
use crate::support::relying_party::{CALLBACK, RelyingParty, STATE, unescaped};

/// How this plan is answered.
const RESPONSE_MODE: &str = "form_post";
const FORM: (&str, &str) = ("response_mode", RESPONSE_MODE);

/// The value of a hidden field, as a browser would read it.
fn field(answer: &Answer, name: &str) -> Option<String> {
    let text = answer.text();
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(unescaped(value))
}

on_both_databases! {
    async fn form_is_sent_by_a_script_that_the_policy_names(engine: Engine) {
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

    async fn state_is_no_markup(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let state = "\"><script>alert(1)</script>";
        let answer = service.authorize(&mut service.signed_in().await, &[FORM, ("state", state)]).await;
        assert_eq!(field(&answer, "state").as_deref(), Some(state));
        assert!(!answer.text().contains("<script>alert"));
    }
}
