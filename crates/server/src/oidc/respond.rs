//! Authorization answers: in the query of the redirect URI, or in a form that the browser posts.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::oidc::issuer;
use crate::oidc::page::{escaped, html};
use crate::oidc::parameters::with_query;
use crate::store::oidc::authorization::{Request, ResponseMode};

/// The one script of the form, known by its hash to the content policy.
const SUBMIT: &str = "document.forms[0].submit()";

/// What the client gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A code.
    Code(String),
    /// An error (RFC 6749 §4.1.2.1).
    Error(&'static str),
}

/// Sends the browser back to the client: with `state` as it came and `iss` in any case (RFC 9207).
#[must_use]
pub fn answer(app: &App, request: &Request, answer: &Answer) -> Response {
    let mut parameters = vec![match answer {
        Answer::Code(code) => ("code", code.as_str()),
        Answer::Error(code) => ("error", *code),
    }];
    parameters.extend(request.state.as_deref().map(|state| ("state", state)));
    parameters.push(("iss", issuer(app)));
    match request.response_mode {
        ResponseMode::Query => see_other(&with_query(&request.redirect_uri, &parameters)),
        ResponseMode::FormPost => form(&request.redirect_uri, &parameters),
    }
}

/// 303: the browser goes on with GET, whatever it came with.
#[must_use]
pub fn see_other(location: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    match HeaderValue::from_str(location) {
        Ok(location) => {
            response.headers_mut().insert(header::LOCATION, location);
            response
        }
        // A registered address is printable; this is only reached by a damaged registration.
        Err(_) => crate::oidc::page::FAILED.show(""),
    }
}

/// OAuth 2.0 Form Post Response Mode §2. The button is for browsers without script.
fn form(uri: &str, parameters: &[(&str, &str)]) -> Response {
    let fields: String = parameters
        .iter()
        .map(|(name, value)| {
            format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", escaped(value))
        })
        .collect();
    let text = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-Hant-TW\">\n<head>\n<meta charset=\"utf-8\">\n\
         <title>教育通行</title>\n</head>\n<body>\n<form method=\"post\" action=\"{}\">\n{fields}\
         <button>繼續 <span lang=\"en\">Continue</span></button>\n</form>\n<script>{SUBMIT}</script>\n\
         </body>\n</html>\n",
        escaped(uri)
    );
    let hash = STANDARD.encode(Sha256::digest(SUBMIT.as_bytes()));
    // In a source of a policy these two have a meaning of their own (CSP3 §2.3.1).
    let target = uri.split(['?', '#']).next().unwrap_or_default().replace(';', "%3B").replace(',', "%2C");
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{hash}'; form-action {target}; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    html(StatusCode::OK, text, &policy)
}
