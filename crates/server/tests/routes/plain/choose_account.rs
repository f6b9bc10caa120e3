use axum::http::StatusCode;
use contract::paths::{self, PLAIN_CHOOSE_ACCOUNT, PLAIN_SIGN_IN, SCREEN_CHOOSE_ACCOUNT};

use crate::on_both_databases;
use crate::support::Engine;
use crate::support::browser::{Answer, Browser};
use crate::support::relying_party::{RelyingParty, returned, waiting};

fn page(id: &str) -> String {
    [PLAIN_CHOOSE_ACCOUNT, "?lang=en&authorization=", id].concat()
}

/// Presses a button, and goes on as the page does by itself.
async fn press(browser: &mut Browser, id: &str, account: &str) -> Answer {
    let said =
        browser.submit_form(PLAIN_CHOOSE_ACCOUNT, &[("authorization", id), ("account", account)]).await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text());
    let to = paths::oidc::authorize_continue_plain(id);
    assert!(said.text().contains(&to.replace('&', "&amp;")), "{}", said.text());
    browser.get(&to).await
}

/// A browser that knows two accounts, and the request that it has to choose for.
async fn asked(service: &RelyingParty) -> (Browser, String) {
    let mut browser = service.with_two_accounts().await;
    let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
    (browser, id)
}

on_both_databases! {
    async fn accounts_of_the_device_are_buttons(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let (mut browser, id) = asked(&service).await;
        let plain = browser.get(&paths::oidc::authorize_continue_plain(&id)).await;
        assert_eq!(waiting(&plain, PLAIN_CHOOSE_ACCOUNT), id, "pages without scripts lead to such pages");
        let text = browser.get(&page(&id)).await.text();
        assert!(text.contains("Which account do you want to use for Stepwise?"), "{text}");
        assert!(text.contains("value=\"ben\">林老師 ben@mail.edu.tw (signed in)"), "{text}");
        assert!(text.contains("value=\"amy\">王小明 amy@mail.edu.tw (needs its password)"), "{text}");
        assert!(text.find("value=\"ben\"") < text.find("value=\"amy\""), "the one that is signed in comes first");
        assert!(returned(&press(&mut browser, &id, "ben").await).get("code").is_some());
    }

    async fn account_that_is_not_signed_in_needs_its_password(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let (mut browser, id) = asked(&service).await;
        assert_eq!(waiting(&press(&mut browser, &id, "amy").await, PLAIN_SIGN_IN), id);
        let form = browser.get(&[PLAIN_SIGN_IN, "?authorization=", &id].concat()).await;
        assert!(form.text().contains("name=\"account\" value=\"amy\""), "{}", form.text());
    }

    async fn another_account_is_typed(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let mut browser = service.with_two_accounts().await;
        for chosen in ["", "nobody-here"] {
            let id = waiting(&service.authorize(&mut browser, &[]).await, SCREEN_CHOOSE_ACCOUNT);
            assert_eq!(waiting(&press(&mut browser, &id, chosen).await, PLAIN_SIGN_IN), id);
            let form = browser.get(&[PLAIN_SIGN_IN, "?authorization=", &id].concat()).await;
            assert!(form.text().contains("name=\"account\" value=\"\""), "{}", form.text());
        }
    }

    async fn account_is_removed_from_the_device(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let (mut browser, id) = asked(&service).await;
        let fields = [("authorization", id.as_str()), ("forget", "amy")];
        let said = browser.submit_form(PLAIN_CHOOSE_ACCOUNT, &fields).await;
        assert_eq!(said.location(), [PLAIN_CHOOSE_ACCOUNT, "?lang=zh-TW&authorization=", &id].concat());
        let text = browser.get(&page(&id)).await.text();
        assert!(text.contains("value=\"ben\"") && !text.contains("amy"), "{text}");
    }

    async fn request_that_is_over_says_so(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let (mut browser, id) = asked(&service).await;
        returned(&press(&mut browser, &id, "ben").await);
        let over = browser.get(&page(&id)).await;
        assert_eq!(over.status, StatusCode::NOT_FOUND);
        assert!(over.text().contains("This sign-in is over"), "{}", over.text());
    }

    async fn other_sites_cannot_choose_for_a_person(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let (browser, id) = asked(&service).await;
        let fields = [("authorization", id.as_str()), ("account", "ben")];
        let mut forged = browser.clone().with_header("sec-fetch-site", Some("cross-site"));
        assert_eq!(forged.submit_form(PLAIN_CHOOSE_ACCOUNT, &fields).await.code(), "csrf.rejected");
        let mut other = service.signed_in().await;
        assert_eq!(other.submit_form(PLAIN_CHOOSE_ACCOUNT, &fields).await.status, StatusCode::NOT_FOUND);
    }

    async fn page_that_cannot_start_leads_here(engine: Engine) {
        let service = RelyingParty::new(engine).await;
        let (mut browser, id) = asked(&service).await;
        let shown = browser.get(&[SCREEN_CHOOSE_ACCOUNT, "?authorization=", &id].concat()).await.text();
        let way = format!("{PLAIN_CHOOSE_ACCOUNT}?lang=zh-TW&amp;authorization={id}");
        assert!(shown.contains(&way), "{shown}");
    }
}
