//! Signing out at the wish of a service (OpenID Connect RP-Initiated Logout), in the standard form and
//! in the two of the ministry's system (domain.md §1.2).
//!
//! Without a question only where an ID token says which session is meant; to another address only
//! where it is registered and an ID token says whose it is (REQ-OP-10).

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Uri, header};
use axum::response::Response;
use contract::paths;

use crate::app::App;
use crate::oidc::hint::{self, Hint};
use crate::oidc::page::{CONFIRM_SIGN_OUT, FAILED, SIGNED_OUT, bad_logout};
use crate::oidc::parameters::{Parameters, with_query};
use crate::oidc::respond::see_other;
use crate::oidc::subject;
use crate::routes::extract::SessionCookie;
use crate::routes::session::clear::forget;
use crate::security::cookies;
use crate::services::refusal::Refusal;
use crate::services::sessions;
use crate::services::visitor::Visitor;
use crate::store::oidc::client::{self, Client};
use crate::store::oidc::logout;
use crate::store::session::Session;

/// A sign-out by GET.
pub async fn by_get(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    RawQuery(query): RawQuery,
) -> Response {
    shown(end(&app, &visitor, session.as_deref(), query.as_deref().unwrap_or_default()).await)
}

/// A sign-out by POST. A form of another site brings no cookie, so that nobody could tell whether its ID
/// token speaks of the person who is signed in here: the same comes again by GET, which does.
pub async fn by_post(
    State(app): State<App>,
    uri: Uri,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    body: Bytes,
) -> Response {
    let text = std::str::from_utf8(&body).unwrap_or_default();
    match Parameters::parse(text) {
        Some(asked) if session.is_none() => see_other(&asked.at(uri.path())),
        _ => shown(end(&app, &visitor, session.as_deref(), text).await),
    }
}

fn hint_of(asked: &Parameters) -> Option<&str> {
    asked.get("id_token_hint").or_else(|| asked.get("Id_token_hint"))
}

fn target_of(asked: &Parameters) -> Option<&str> {
    asked.get("post_logout_redirect_uri").or_else(|| asked.get("post_logout_redirect_url"))
}

async fn end(app: &App, visitor: &Visitor, session: Option<&str>, text: &str) -> Result<Response, Refusal> {
    let Some(asked) = Parameters::parse(text).filter(|asked| !asked.repeats_any()) else {
        return Ok(bad_logout("invalid_request").show(""));
    };
    let hint = match hint_of(&asked) {
        Some(token) => match hint::read(app, token).await? {
            Some(hint) => Some(hint),
            None => return Ok(bad_logout("id_token_hint.invalid").show("")),
        },
        None => None,
    };
    if asked.get("client_id").is_some_and(|id| hint.as_ref().is_some_and(|hint| hint.client_id != id)) {
        return Ok(bad_logout("client_id.mismatch").show(""));
    }
    let Some(hint) = hint else {
        // Nobody's word but an address: it is not followed.
        return Ok(match target_of(&asked) {
            Some(_) => bad_logout("id_token_hint.missing").show(""),
            None => question(app, session).await?,
        });
    };
    let Some(client) = client::find(&app.store, &hint.client_id).await? else {
        return Ok(bad_logout("client.unknown").show(""));
    };
    let target = target_of(&asked);
    if target
        .is_some_and(|uri| !client.registration.post_logout_redirect_uris.iter().any(|known| known == uri))
    {
        return Ok(bad_logout("post_logout_redirect_uri.mismatch").show(""));
    }
    let here = live(app, session).await?;
    if !is_meant(app, &client, &hint, here.as_ref()).await? {
        return question(app, session).await;
    }
    by_hint(app, visitor, session, &hint).await?;
    Ok(signed_out(target.map(|uri| address(uri, asked.get("state")))))
}

fn address(uri: &str, state: Option<&str>) -> String {
    let state: Vec<_> = state.map(|state| ("state", state)).into_iter().collect();
    with_query(uri, &state)
}

async fn live(app: &App, session: Option<&str>) -> Result<Option<Session>, Refusal> {
    let Some(reference) = session else { return Ok(None) };
    match sessions::find_live(app, reference).await {
        Ok((session, _)) => Ok(Some(session)),
        Err(refusal) if refusal.cause.is_some() => Err(refusal),
        Err(_) => Ok(None),
    }
}

/// Whether the hint speaks of the session that is here, or of none that is.
async fn is_meant(app: &App, client: &Client, hint: &Hint, here: Option<&Session>) -> Result<bool, Refusal> {
    let Some(here) = here else { return Ok(true) };
    let named = match &hint.sid {
        Some(sid) => logout::by_sid(&app.store, sid).await?,
        None => None,
    };
    let is_same = named.is_some_and(|named| named.session_id == here.id);
    Ok(is_same || hint.subject == subject::of(app, client, &here.account_id))
}

/// Ends the session of this browser and the one that the hint names: they may be two where the person
/// has signed in again since.
async fn by_hint(app: &App, visitor: &Visitor, session: Option<&str>, hint: &Hint) -> Result<(), Refusal> {
    if let Some(reference) = session {
        sessions::sign_out(app, visitor, reference).await?;
    }
    let named = match &hint.sid {
        Some(sid) => logout::by_sid(&app.store, sid).await?,
        None => None,
    };
    match named.filter(|named| named.client_id == hint.client_id) {
        Some(named) => sessions::end(app, visitor, &named.session_id, &named.account_id).await,
        None => Ok(()),
    }
}

/// Asks, where somebody is signed in.
async fn question(app: &App, session: Option<&str>) -> Result<Response, Refusal> {
    if live(app, session).await?.is_none() {
        return Ok(signed_out(None));
    }
    let form = format!(
        "<form method=\"post\" action=\"{}\">\n<button>登出 <span lang=\"en\">Sign out</span></button>\n</form>\n\
         <p><a href=\"{}\">不要登出 <span lang=\"en\">Stay signed in</span></a></p>\n",
        paths::oidc::LOGOUT_CONFIRM,
        paths::SCREEN_ACCOUNT
    );
    Ok(CONFIRM_SIGN_OUT.show(&form))
}

/// The person pressed the button of our own page.
pub async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    headers: HeaderMap,
) -> Response {
    if !is_own(&app, &headers) {
        return bad_logout("csrf.rejected").show("");
    }
    let ended = match session {
        Some(reference) => sessions::sign_out(&app, &visitor, &reference).await,
        None => Ok(()),
    };
    shown(ended.map(|()| signed_out(None)))
}

/// REQ-CSRF-1, for a form: fetch metadata, else the origin.
fn is_own(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text("origin") == Some(app.config.server.public_origin.as_str()),
    }
}

fn signed_out(target: Option<String>) -> Response {
    let mut response = match target {
        Some(address) => see_other(&address),
        None => SIGNED_OUT.show(""),
    };
    let headers = response.headers_mut();
    if let Some(cookie) = cookies::expire(cookies::SESSION) {
        headers.append(header::SET_COOKIE, cookie);
    }
    headers.extend(forget());
    response
}

fn shown(result: Result<Response, Refusal>) -> Response {
    result.unwrap_or_else(|refusal| {
        tracing::error!(cause = refusal.cause, "a sign-out failed on our side");
        FAILED.show("")
    })
}
