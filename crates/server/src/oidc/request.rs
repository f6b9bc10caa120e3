//! Reads an authorization request (OpenID Connect Core §3.1.2.1) into what the rest works with.

use contract::language::Language;
use contract::rules::account::AccountName;
use serde_json::Value;

use crate::app::App;
use crate::oidc::hint;
use crate::oidc::parameters::Parameters;
use crate::oidc::scopes;
use crate::services::refusal::Refusal;
use crate::store::oidc::authorization::{ClaimNames, Prompt, Request, ResponseMode};
use crate::store::oidc::client::{self, AuthMethod, Client, Registration};

/// More than any honest value, in bytes: a request is stored while a person signs in.
const VALUE_BYTES_MAX: usize = 2048;

/// A request that can be followed, and who asks.
#[derive(Debug)]
pub struct Asked {
    /// Who asks.
    pub client: Client,
    /// What is asked.
    pub request: Request,
}

/// Why a request is not followed.
#[derive(Debug)]
pub enum RequestError {
    /// Nobody can be told: it is shown to the person, with this code.
    Shown(&'static str),
    /// The client is told at its redirect URI (RFC 6749 §4.1.2.1).
    Told(Box<Request>, &'static str),
    /// Something failed on our side.
    Failed(Refusal),
}

impl<E: Into<Refusal>> From<E> for RequestError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Reads a request. What comes before the redirect URI is known to be the client's is never redirected.
///
/// # Errors
/// Why the request is not followed, and who can be told.
pub async fn read(app: &App, parameters: &Parameters) -> Result<Asked, RequestError> {
    let shown = RequestError::Shown;
    if parameters.repeats("client_id") || parameters.repeats("redirect_uri") {
        return Err(shown("invalid_request"));
    }
    let id = parameters.get("client_id").ok_or(shown("client.missing"))?;
    let client = client::find(&app.store, id).await?.filter(|client| !client.is_disabled);
    let client = client.ok_or(shown("client.unknown"))?;
    let uri = parameters.get("redirect_uri").ok_or(shown("redirect_uri.missing"))?;
    if !is_registered(&client.registration, uri) {
        return Err(shown("redirect_uri.mismatch"));
    }
    let mut request = Request {
        redirect_uri: uri.to_owned(),
        response_mode: match parameters.get("response_mode") {
            Some("form_post") => ResponseMode::FormPost,
            _ => ResponseMode::Query,
        },
        state: parameters.get("state").map(str::to_owned),
        ..Request::default()
    };
    match fill(app, &client, parameters, &mut request).await? {
        Ok(()) => Ok(Asked { client, request }),
        Err(code) => Err(RequestError::Told(Box::new(request), code)),
    }
}

async fn fill(
    app: &App,
    client: &Client,
    parameters: &Parameters,
    request: &mut Request,
) -> Result<Result<(), &'static str>, Refusal> {
    if let Err(code) = form(parameters) {
        return Ok(Err(code));
    }
    if let Err(code) = details(client, parameters, request) {
        return Ok(Err(code));
    }
    if let Some(token) = parameters.get("id_token_hint") {
        match hint::read(app, token).await? {
            // `claims` may name somebody, too: it is not one of the two who counts then.
            Some(hint)
                if hint.client_id == client.id
                    && request.subject.as_ref().is_none_or(|named| *named == hint.subject) =>
            {
                request.subject = Some(hint.subject);
            }
            _ => return Ok(Err("invalid_request")),
        }
    }
    Ok(Ok(()))
}

/// What can be said without the client.
fn form(parameters: &Parameters) -> Result<(), &'static str> {
    if parameters.get("request").is_some() {
        return Err("request_not_supported");
    }
    if parameters.get("request_uri").is_some() {
        return Err("request_uri_not_supported");
    }
    if parameters.get("registration").is_some() {
        return Err("registration_not_supported");
    }
    let too_long = ["state", "nonce", "scope", "claims"]
        .iter()
        .any(|name| parameters.get(name).is_some_and(|value| value.len() > VALUE_BYTES_MAX));
    if parameters.repeats_any() || too_long {
        return Err("invalid_request");
    }
    if parameters.get("response_mode").is_some_and(|mode| !["query", "form_post"].contains(&mode)) {
        return Err("invalid_request");
    }
    match parameters.get("response_type") {
        Some("code") => Ok(()),
        Some(_) => Err("unsupported_response_type"),
        None => Err("invalid_request"),
    }
}

fn details(client: &Client, parameters: &Parameters, request: &mut Request) -> Result<(), &'static str> {
    let registration = &client.registration;
    request.scopes = scopes::granted(registration, &parameters.words("scope"));
    if !request.scopes.iter().any(|scope| scope == scopes::OPENID) {
        return Err("invalid_scope");
    }
    request.nonce = parameters.get("nonce").map(str::to_owned);
    request.code_challenge = challenge(registration, parameters)?;
    request.prompt = prompt(&parameters.words("prompt"))?;
    request.max_age = match parameters.get("max_age").map(str::parse::<i64>) {
        None => None,
        Some(Ok(seconds)) if seconds >= 0 => Some(seconds),
        Some(_) => return Err("invalid_request"),
    };
    let wished = parameters.words("ui_locales").into_iter().find_map(language);
    request.is_english = wished == Some(Language::En);
    // Only a hint: what is no account of ours is ignored, as a wish that cannot be met.
    let hint = parameters.get("login_hint").and_then(|hint| AccountName::parse(hint).ok());
    request.login_hint = hint.map(|account| account.as_str().to_owned());
    claims(parameters, request)
}

/// The language of a tag, if it is one of the portal's.
fn language(tag: &str) -> Option<Language> {
    let primary = tag.split(['-', '_']).next()?;
    let is = |code: &str| primary.eq_ignore_ascii_case(code);
    if is("zh") { Some(Language::ZhTw) } else { is("en").then_some(Language::En) }
}

/// PKCE (RFC 7636 §4.3): S256 alone, needed where the client's registration says so.
fn challenge(registration: &Registration, parameters: &Parameters) -> Result<Option<String>, &'static str> {
    let is_needed = registration.pkce_required || registration.auth_methods.contains(&AuthMethod::None);
    let is_code = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    match (parameters.get("code_challenge"), parameters.get("code_challenge_method")) {
        (None, None) if !is_needed => Ok(None),
        (Some(challenge), Some("S256")) if challenge.len() == 43 && challenge.chars().all(is_code) => {
            Ok(Some(challenge.to_owned()))
        }
        _ => Err("invalid_request"),
    }
}

fn prompt(words: &[&str]) -> Result<Prompt, &'static str> {
    let mut prompt = Prompt::default();
    for word in words {
        match *word {
            "none" => prompt.none = true,
            "login" => prompt.login = true,
            "consent" => prompt.consent = true,
            "select_account" => prompt.select_account = true,
            _ => return Err("invalid_request"),
        }
    }
    if prompt.none && words.len() > 1 { Err("invalid_request") } else { Ok(prompt) }
}

/// Claims asked for by name (OpenID Connect Core §5.5). One that is not known is ignored.
fn claims(parameters: &Parameters, request: &mut Request) -> Result<(), &'static str> {
    let Some(text) = parameters.get("claims") else { return Ok(()) };
    let asked: Value = serde_json::from_str(text).map_err(|_| "invalid_request")?;
    let names = |part: &str| {
        let members = asked[part].as_object();
        members.map(|members| members.keys().cloned().collect()).unwrap_or_default()
    };
    request.claims = ClaimNames { id_token: names("id_token"), userinfo: names("userinfo") };
    let subject = &asked["id_token"]["sub"]["value"];
    request.subject = subject.as_str().map(str::to_owned);
    let acr = &asked["id_token"]["acr"];
    if acr["essential"] == true {
        let values = acr["values"].as_array().into_iter().flatten().chain(std::iter::once(&acr["value"]));
        request.essential_acr = values.filter_map(Value::as_str).map(str::to_owned).collect();
    }
    Ok(())
}

/// Letter by letter; only a native application's port on this machine may differ (RFC 8252 §7.3).
fn is_registered(registration: &Registration, uri: &str) -> bool {
    registration.redirect_uris.iter().any(|known| known == uri || is_same_on_loopback(known, uri))
}

fn is_same_on_loopback(known: &str, uri: &str) -> bool {
    let without_port = |uri: &str| {
        let host = ["http://127.0.0.1", "http://[::1]"].into_iter().find(|host| uri.starts_with(host))?;
        let rest = uri.get(host.len()..)?;
        let path = rest.find('/').map_or("", |at| &rest[at..]).to_owned();
        let port = rest.strip_suffix(path.as_str())?;
        // The standard library takes a sign, too.
        let is_number = |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_number);
        is_port.then_some((host, path))
    };
    without_port(known).is_some_and(|known| Some(known) == without_port(uri))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_port_on_this_machine_may_differ() {
        assert!(is_same_on_loopback("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb"));
        assert!(is_same_on_loopback("http://[::1]:1/cb", "http://[::1]:2/cb"));
        for other in [
            "http://127.0.0.1:1/other",
            "http://127.0.0.1.example/cb",
            "http://127.0.0.1:x/cb",
            "http://127.0.0.1:+80/cb",
        ] {
            assert!(!is_same_on_loopback("http://127.0.0.1/cb", other), "{other}");
        }
        assert!(!is_same_on_loopback("https://a.example/cb", "https://a.example:8443/cb"));
    }

    #[test]
    fn prompt_none_stands_alone() {
        assert!(prompt(&["none"]).unwrap().none);
        assert!(prompt(&["none", "login"]).is_err() && prompt(&["sing"]).is_err());
        let both = prompt(&["login", "consent"]).unwrap();
        assert!(both.login && both.consent && !both.none);
    }
}
