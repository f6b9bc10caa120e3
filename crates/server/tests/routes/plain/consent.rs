use axum::http::StatusCode;
use contract::paths::{self, PLAIN_CONSENT, PLAIN_SIGN_IN, SCREEN_CONSENT};
use server::store::oidc::client::ConsentPolicy;

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::{Answer, Browser};
use crate::support::relying_party::{RelyingParty, error, returned, waiting};

async fn asking(engine: Engine) -> RelyingParty {
    RelyingParty::with(engine, |client| client.registration.consent = ConsentPolicy::Approved).await
}

fn page(id: &str) -> String {
    [PLAIN_CONSENT, "?authorization=", id].concat()
}

/// Presses one of the buttons, and goes on as the page does by itself.
async fn press(browser: &mut Browser, id: &str, answer: &str) -> Answer {
    let said = browser.submit_form(PLAIN_CONSENT, &[("authorization", id), ("answer", answer)]).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text());
    let to = paths::oidc::authorize_continue_plain(id);
    assert!(said.text().contains(&to.replace('&', "&amp;")), "{}", said.text());
    browser.get(&to).await
}

on_both_databases! {
    async fn service_is_agreed_to_without_scripts(engine: Engine) {
        let service = asking(engine).await;
        let mut browser = service.signed_in().await;
        let id = waiting(&service.authorize(&mut browser, &[("scope", "openid email eduinfo")]).await, SCREEN_CONSENT);
        let plain = browser.get(&paths::oidc::authorize_continue_plain(&id)).await;
        assert_eq!(waiting(&plain, PLAIN_CONSENT), id, "pages without scripts lead to such pages");
        let shown = browser.get(&page(&id)).await.text();
        for value in ["步步學", "amy@mail.edu.tw", "學校與班級", "193501"] {
            assert!(shown.contains(value), "{value} is missing in {shown}");
        }
        assert!(returned(&press(&mut browser, &id, "yes").await).get("code").is_some());
        let over = browser.get(&page(&id)).await;
        assert_eq!(over.status, StatusCode::NOT_FOUND);
        assert!(over.text().contains("這次登入已經結束"));
    }

    async fn refusal_without_scripts_is_told(engine: Engine) {
        let service = asking(engine).await;
        let mut browser = service.signed_in().await;
        for answer in ["no", ""] {
            let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
            assert_eq!(error(&press(&mut browser, &id, answer).await), "access_denied");
        }
    }

    async fn nobody_signs_in_first(engine: Engine) {
        let service = asking(engine).await;
        let mut browser = service.signed_in().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
        browser.cookies.remove("__Host-sid");
        assert_eq!(waiting(&browser.get(&page(&id)).await, PLAIN_SIGN_IN), id);
    }

    async fn other_sites_cannot_press(engine: Engine) {
        let service = asking(engine).await;
        let mut browser = service.signed_in().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
        let mut forged = browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        let fields = [("authorization", id.as_str()), ("answer", "yes")];
        assert_eq!(forged.submit_form(PLAIN_CONSENT, &fields).await.code(), "csrf.rejected");
        let mut other = service.signed_in().await;
        assert_eq!(other.submit_form(PLAIN_CONSENT, &fields).await.status, StatusCode::NOT_FOUND);
    }

    async fn page_that_cannot_start_leads_here(engine: Engine) {
        let service = asking(engine).await;
        let mut browser = service.signed_in().await;
        let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CONSENT);
        let address = |id: &str| [SCREEN_CONSENT, "?authorization=", id].concat();
        let shown = browser.get(&address(&id)).await.text();
        let way = format!("{PLAIN_CONSENT}?lang=zh-TW&amp;authorization={id}");
        assert!(shown.contains(&way), "{shown}");
        let forged = browser.get(&address("%22%3E%3Cscript%3E")).await.text();
        assert!(!forged.contains("\"><script>") && !forged.contains("authorization="));
    }
}
