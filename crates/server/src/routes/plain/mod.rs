//! Pages that need no script, for browsers that have no WebAssembly (Lockdown Mode, hardened browsers,
//! old ones): signing in on the same flows as the portal, who is signed in, and signing out.

pub mod account;
pub mod choose_account;
pub mod consent;
pub mod county;
pub mod sign_in;
pub mod sign_out;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use contract::language::Language;
use contract::paths;
use contract::step::NextStep;
use serde::Deserialize;

use crate::app::App;
use crate::html::escape;
use crate::html::words::Words;

const STYLE: &str = include_str!("../../../assets/plain.css");
/// Nothing depends on it: it empties the page once it is left.
const SCRIPT: &str = include_str!("../../../assets/plain.js");

/// The query of a plain page.
#[derive(Debug, Default, Deserialize)]
pub struct PlainQuery {
    /// `zh-TW` or `en`.
    #[serde(default)]
    pub lang: String,
    /// The service that sent the person here, if one did.
    #[serde(default)]
    pub service: Option<String>,
    /// The authorization request that sent the person here, if one did.
    #[serde(default)]
    pub authorization: Option<String>,
    /// The flow that the way back from a county opened.
    #[serde(default)]
    pub flow: Option<String>,
    /// The code of what went wrong on the way back from a county.
    #[serde(default)]
    pub problem: Option<String>,
}

impl PlainQuery {
    pub(in crate::routes) fn language(&self) -> Language {
        Language::from_tag(&self.lang)
    }
}

/// A page in the making.
pub(super) struct Page<'a> {
    pub(super) app: &'a App,
    pub(super) language: Language,
    pub(super) status: StatusCode,
    /// Stands before the title while something has to be mended.
    pub(super) has_errors: bool,
    pub(super) title: &'a str,
    /// Where the page is, for the other language.
    pub(super) path: &'a str,
    /// The authorization request that it is about.
    pub(super) authorization: Option<&'a str>,
    /// The page itself, in HTML; whoever made it escaped what came from outside.
    pub(super) main: &'a str,
    /// Where the browser goes on by itself, if it does.
    pub(super) goes_to: Option<&'a str>,
}

impl Page<'_> {
    /// The page as an answer, with these headers beside its own.
    pub(super) fn answer(&self, more: HeaderMap) -> Response {
        let nonce = crate::random::reference();
        let mut response = (self.status, self.html(&nonce)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let Ok(policy) = HeaderValue::from_str(&policy(&nonce)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        // A browser without fetch metadata proves by its `Origin` that a form is ours, and it sends
        // none where the policy is `no-referrer`.
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        headers.extend(more);
        response
    }

    fn html(&self, nonce: &str) -> String {
        let words = Words::of(self.language);
        let (other, other_name) = match self.language {
            Language::ZhTw => (Language::En, "English"),
            Language::En => (Language::ZhTw, "中文"),
        };
        let site = &self.app.config.site;
        let numbers = site.hotlines.iter().map(|number| {
            let number = escape(number);
            format!("<li><a href=\"tel:{number}\">{number}</a></li>")
        });
        let prefix = if self.has_errors { words.error_prefix } else { "" };
        let refresh = self
            .goes_to
            .map(|to| format!("<meta http-equiv=\"refresh\" content=\"0;url={}\">\n", escape(to)))
            .unwrap_or_default();
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n{refresh}\
             <title>{prefix}{title} – {name}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
             <style nonce=\"{nonce}\">{STYLE}</style>\n</head>\n<body>\n\
             <header><p class=\"name\">{name}</p><a href=\"{other_way}\" lang=\"{other_lang}\">\
             {other_name}</a></header>\n<main>\n{main}\n</main>\n\
             <footer><h2>{help}</h2><p>{hotline}</p><ul>{numbers}</ul>\
             <p>{mail_label} <a href=\"mailto:{mail}\">{mail}</a></p></footer>\n\
             <script nonce=\"{nonce}\">{SCRIPT}</script>\n</body>\n</html>\n",
            lang = self.language.html_lang(),
            title = escape(self.title),
            name = words.name,
            other_way = escape(&href_for(self.path, other, self.authorization)),
            other_lang = other.html_lang(),
            main = self.main,
            help = words.help,
            hotline = words.hotline,
            numbers = numbers.collect::<String>(),
            mail_label = words.mail,
            mail = escape(&site.mail),
        )
    }
}

/// As the portal's, with no script but [`SCRIPT`].
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src data:; \
         media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

/// The address of a plain page in `language`.
pub(super) fn href(path: &str, language: Language) -> String {
    [path, "?lang=", language.code()].concat()
}

/// The address of a plain page for an authorization request, in `language`.
pub(super) fn href_for(path: &str, language: Language, authorization: Option<&str>) -> String {
    let request = authorization.map(|id| ["&", paths::AUTHORIZATION_QUERY, "=", id].concat());
    href(path, language) + &request.unwrap_or_default()
}

/// Whether a text may be a reference of ours, so that it can stand in an address.
pub(super) fn is_reference(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Where a page that cannot start in the portal leads: the plain page for the same thing, in Chinese and
/// in English, ready for an attribute.
#[must_use]
pub fn ways_from(screen: &str, authorization: Option<&str>) -> [String; 2] {
    let path = match screen {
        paths::SCREEN_CONSENT => paths::PLAIN_CONSENT,
        paths::SCREEN_CHOOSE_ACCOUNT => paths::PLAIN_CHOOSE_ACCOUNT,
        paths::SCREEN_SIGN_IN_COUNTY => paths::PLAIN_SIGN_IN_COUNTY,
        _ => paths::PLAIN_SIGN_IN,
    };
    let authorization = authorization.filter(|id| is_reference(id));
    let chinese = match authorization {
        Some(_) => href_for(path, Language::ZhTw, authorization),
        None => path.to_owned(),
    };
    [chinese, href_for(path, Language::En, authorization)].map(|way| escape(&way))
}

/// Where somebody who is signed in goes from a plain page: the portal's own pages would need scripts.
pub(super) fn plain_way(authorization: Option<&str>, language: Language) -> String {
    authorization.map_or_else(|| href(paths::PLAIN_ACCOUNT, language), paths::oidc::authorize_continue_plain)
}

/// Where somebody goes from a plain page when a journey is over: as the portal would, on pages without
/// scripts.
pub(super) fn plain_of(next: &NextStep, language: Language) -> String {
    match next {
        NextStep::Completed { continue_to } if continue_to.starts_with(paths::oidc::AUTHORIZE_CONTINUE) => {
            [continue_to, "&", paths::oidc::PLAIN_QUERY, "=1"].concat()
        }
        _ => href(paths::PLAIN_ACCOUNT, language),
    }
}
