//! The pages without scripts.

mod account;
mod choose_account;
mod consent;
mod county;
mod sign_in;
mod sign_out;

use crate::support::TestApp;
use crate::support::browser::{Answer, Browser};
use contract::paths;

/// What a form's hidden field holds.
pub(crate) fn hidden(answer: &Answer, name: &str) -> String {
    let text = answer.text();
    let start = [" name=\"", name, "\" value=\""].concat();
    let (_, rest) = text.split_once(&start).unwrap_or_else(|| panic!("no field {name}: {text}"));
    rest.split('"').next().unwrap().to_owned()
}

/// The form's fields with the digits of its picture.
pub(crate) async fn filled(
    test: &TestApp,
    form: &Answer,
    account: &str,
    password: &str,
) -> Vec<(&'static str, String)> {
    let flow = hidden(form, "flow");
    vec![
        ("version", hidden(form, "version")),
        ("challenge", hidden(form, "challenge")),
        ("service", hidden(form, "service")),
        ("account", account.to_owned()),
        ("password", password.to_owned()),
        ("digits", test.digits_of(&flow).await),
        ("flow", flow),
    ]
}

/// Opens the form and signs in with it.
pub(crate) async fn sign_in(test: &TestApp, browser: &mut Browser, account: &str, password: &str) -> Answer {
    let form = browser.get(paths::PLAIN_SIGN_IN).await;
    submit(browser, &filled(test, &form, account, password).await).await
}

pub(crate) async fn submit(browser: &mut Browser, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.submit_form(paths::PLAIN_SIGN_IN, &fields).await
}
