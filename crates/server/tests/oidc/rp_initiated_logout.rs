//! Each module of the RP-initiated logout plan under its own name, and the two older forms.

use axum::http::StatusCode;
use contract::paths;
use contract::paths::oidc;
use serde_json::Value;
use server::oidc::parameters::with_query;

use crate::on_both_databases;
use crate::support::browser::{Answer, Browser};
use crate::support::relying_party::{LOGGED_OUT, RelyingParty};
use crate::support::{DROPPED, Engine};

struct Signed {
    service: RelyingParty,
    browser: Browser,
    hint: String,
}

async fn signed(engine: Engine) -> Signed {
    let service = RelyingParty::new(engine).await;
    let mut browser = service.signed_in().await;
    let tokens: Value = service.tokens(&mut browser, &[]).await;
    let hint = tokens["id_token"].as_str().unwrap().to_owned();
    Signed { service, browser, hint }
}

impl Signed {
    async fn log_out(&mut self, fields: &[(&str, &str)]) -> Answer {
        self.browser.get(&with_query(oidc::LOGOUT, fields)).await
    }

    async fn is_in(&mut self) -> bool {
        self.browser.get(paths::SESSION).await.status == StatusCode::OK
    }

    async fn assert_page(&mut self, answer: &Answer, code: &str) {
        assert_eq!((answer.status, answer.location()), (StatusCode::BAD_REQUEST, String::new()));
        assert!(answer.text().contains(code), "{}", answer.text());
        assert!(self.is_in().await, "nobody is signed out by a bad request");
    }
}

on_both_databases! {
    async fn oidcc_rp_initiated_logout_discovery_endpoint_verification(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let document = service.caller().get(oidc::DISCOVERY).await.json();
        assert_eq!(document["end_session_endpoint"], ["http://localhost:8600", oidc::LOGOUT].concat());
    }

    async fn oidcc_rp_initiated_logout(engine: Engine) {
        let mut signed = signed(engine).await;
        let hint = signed.hint.clone();
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", LOGGED_OUT), ("state", "s 1")];
        let answer = signed.log_out(&fields).await;
        assert_eq!(answer.location(), [LOGGED_OUT, "?state=s%201"].concat());
        assert_eq!(answer.headers["clear-site-data"], DROPPED);
        assert!(!signed.browser.cookies.contains_key("__Host-sid") && !signed.is_in().await);
        let silent = signed.service.authorize(&mut signed.browser, &[("prompt", "none")]).await;
        assert_eq!(crate::support::relying_party::error(&silent), "login_required");
    }

    async fn oidcc_rp_initiated_logout_bad_post_logout_redirect_uri(engine: Engine) {
        let mut signed = signed(engine).await;
        let hint = signed.hint.clone();
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", "https://rp.example/other")];
        let answer = signed.log_out(&fields).await;
        signed.assert_page(&answer, "post_logout_redirect_uri.mismatch").await;
    }

    async fn oidcc_rp_initiated_logout_query_added_to_post_logout_redirect_uri(engine: Engine) {
        let mut signed = signed(engine).await;
        let hint = signed.hint.clone();
        let uri = [LOGGED_OUT, "?foo=bar"].concat();
        let answer = signed.log_out(&[("id_token_hint", &hint), ("post_logout_redirect_uri", &uri)]).await;
        signed.assert_page(&answer, "post_logout_redirect_uri.mismatch").await;
    }

    async fn oidcc_rp_initiated_logout_bad_id_token_hint(engine: Engine) {
        let mut signed = signed(engine).await;
        let fields = [("id_token_hint", "not-a-token"), ("post_logout_redirect_uri", LOGGED_OUT)];
        let answer = signed.log_out(&fields).await;
        signed.assert_page(&answer, "id_token_hint.invalid").await;
    }

    async fn oidcc_rp_initiated_logout_modified_id_token_hint(engine: Engine) {
        let mut signed = signed(engine).await;
        let mut parts: Vec<String> = signed.hint.split('.').map(str::to_owned).collect();
        parts[1] = ["e30", &parts[1][3..]].concat();
        let forged = parts.join(".");
        let fields = [("id_token_hint", &*forged), ("post_logout_redirect_uri", LOGGED_OUT)];
        let answer = signed.log_out(&fields).await;
        signed.assert_page(&answer, "id_token_hint.invalid").await;
    }

    async fn oidcc_rp_initiated_logout_no_id_token_hint(engine: Engine) {
        let mut signed = signed(engine).await;
        let answer = signed.log_out(&[("post_logout_redirect_uri", LOGGED_OUT)]).await;
        signed.assert_page(&answer, "id_token_hint.missing").await;
    }

    async fn oidcc_rp_initiated_logout_no_params(engine: Engine) {
        let mut signed = signed(engine).await;
        let answer = signed.log_out(&[]).await;
        assert!(answer.text().contains("要登出嗎？") && signed.is_in().await, "{}", answer.text());
        let stranger = signed.browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        let refused = stranger.clone().form(oidc::LOGOUT_CONFIRM, &[], &[]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(signed.is_in().await);
        let done = signed.browser.form(oidc::LOGOUT_CONFIRM, &[], &[]).await;
        assert!(done.text().contains("已經登出") && !signed.is_in().await, "{}", done.text());
    }

    async fn oidcc_rp_initiated_logout_only_state(engine: Engine) {
        let mut signed = signed(engine).await;
        let answer = signed.log_out(&[("state", "abc")]).await;
        assert!(answer.text().contains("confirm_sign_out") && signed.is_in().await);
    }

    async fn oidcc_rp_initiated_logout_no_state(engine: Engine) {
        let mut signed = signed(engine).await;
        let hint = signed.hint.clone();
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", LOGGED_OUT)];
        assert_eq!(signed.log_out(&fields).await.location(), LOGGED_OUT);
        assert!(!signed.is_in().await);
    }

    async fn oidcc_rp_initiated_logout_no_post_logout_redirect_uri(engine: Engine) {
        let mut signed = signed(engine).await;
        let hint = signed.hint.clone();
        let answer = signed.log_out(&[("id_token_hint", &hint)]).await;
        assert!(answer.text().contains("已經登出") && !signed.is_in().await);
    }

    async fn older_form_with_its_odd_parameters(engine: Engine) {
        let mut signed = signed(engine).await;
        let fields = [("Id_token_hint", &*signed.hint), ("post_logout_redirect_url", LOGGED_OUT)];
        let answer = signed.browser.get(&with_query(oidc::USER_LOGOUT, &fields)).await;
        assert_eq!(answer.location(), LOGGED_OUT);
        assert!(!signed.is_in().await);
    }

    async fn form_of_another_site_comes_again_with_the_cookie(engine: Engine) {
        let mut signed = signed(engine).await;
        let hint = signed.hint.clone();
        let fields = [("id_token_hint", &*hint), ("post_logout_redirect_uri", LOGGED_OUT), ("state", "s 1")];
        // `SameSite=Lax`: a browser sends nothing with it.
        let mut form = signed.service.browser().with_header("sec-fetch-site", Some("cross-site"));
        let answer = form.form(oidc::LOGOUT, &[], &fields).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, with_query(oidc::LOGOUT, &fields)));
        let dropped = ["set-cookie", "clear-site-data"].map(|name| answer.headers.contains_key(name));
        assert_eq!((dropped, signed.is_in().await), ([false, false], true));
        let followed = signed.browser.get(&answer.location()).await;
        assert_eq!(followed.location(), [LOGGED_OUT, "?state=s%201"].concat());
        assert!(!signed.is_in().await);
        let older = [("Id_token_hint", &*hint), ("post_logout_redirect_url", LOGGED_OUT)];
        let answer = form.form(oidc::USER_LOGOUT, &[], &older).await;
        assert_eq!(answer.location(), with_query(oidc::USER_LOGOUT, &older));
        let asked = form.form(oidc::LOGOUT, &[], &[]).await;
        assert_eq!(asked.location(), oidc::LOGOUT, "the question needs the cookie");
    }

    async fn form_of_another_site_signs_nobody_else_out(engine: Engine) {
        let signed = signed(engine).await;
        signed.service.test.add_person("ben", "pupil", "李小華", "active").await;
        let mut victim = signed.service.browser();
        victim.sign_in("ben", crate::support::people::PASSWORD).await;
        let fields = [("id_token_hint", &*signed.hint), ("post_logout_redirect_uri", LOGGED_OUT)];
        let mut form = signed.service.browser().with_header("sec-fetch-site", Some("cross-site"));
        let answer = form.form(oidc::LOGOUT, &[], &fields).await;
        assert!(!answer.headers.contains_key("set-cookie") && !answer.headers.contains_key("clear-site-data"));
        let followed = victim.get(&answer.location()).await;
        assert!(followed.text().contains("confirm_sign_out"), "{}", followed.text());
        assert_eq!(victim.get(paths::SESSION).await.status, StatusCode::OK);
    }

    async fn form_of_the_same_site_is_followed_at_once(engine: Engine) {
        let mut signed = signed(engine).await;
        let fields = [("id_token_hint", &*signed.hint), ("post_logout_redirect_uri", LOGGED_OUT)];
        let answer = signed.browser.form(oidc::LOGOUT, &[], &fields).await;
        assert_eq!(answer.location(), LOGGED_OUT);
        assert!(!signed.is_in().await);
    }

    async fn link_for_people_asks(engine: Engine) {
        let mut signed = signed(engine).await;
        let answer = signed.browser.get("/auth-logout").await;
        assert!(answer.text().contains("confirm_sign_out") && signed.is_in().await);
    }

    async fn somebody_elses_token_only_asks(engine: Engine) {
        let mut signed = signed(engine).await;
        signed.service.test.add_person("ben", "pupil", "李小華", "active").await;
        let mut other = signed.service.browser();
        other.sign_in("ben", crate::support::people::PASSWORD).await;
        let fields = [("id_token_hint", &*signed.hint), ("post_logout_redirect_uri", LOGGED_OUT)];
        let answer = other.get(&with_query(oidc::LOGOUT, &fields)).await;
        assert!(answer.text().contains("confirm_sign_out"), "{}", answer.text());
        assert_eq!(other.get(paths::SESSION).await.status, StatusCode::OK);
        assert!(signed.is_in().await);
    }
}
