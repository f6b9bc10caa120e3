//! The authorization endpoint (OpenID Connect Core §3.1.2), and where a person comes back to it.

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use contract::paths;

use crate::app::App;
use crate::oidc::decision::{Decision, Seen, Situation, decide};
use crate::oidc::page::{FAILED, REQUEST_OVER, bad_request};
use crate::oidc::parameters::Parameters;
use crate::oidc::request::{self, Asked, RequestError};
use crate::oidc::respond::{Answer, answer, see_other};
use crate::oidc::{choice, consent, grants, subject};
use crate::routes::extract::SessionCookie;
use crate::security::browser::Browser;
use crate::services::refusal::Refusal;
use crate::services::sessions;
use crate::services::visitor::Visitor;
use crate::store::oidc::authorization::{self, Authorization, Choice, Request};
use crate::store::oidc::client::{self, Client};
use crate::store::session::Session;

/// How long a person may take, in seconds (REQ-API-7).
const REQUEST_SECONDS: i64 = 30 * 60;

/// A request by GET: the browser's cookies are there, so it may be answered at once.
pub async fn by_get(
    State(app): State<App>,
    SessionCookie(session): SessionCookie,
    visitor: Visitor,
    browser: Browser,
    RawQuery(query): RawQuery,
) -> Response {
    let result = match read(&app, query.as_deref().unwrap_or_default()).await {
        Ok(asked) => {
            let asking = Asking {
                stored: new(&app, &asked.client, asked.request, Some(browser.hash())),
                client: asked.client,
                comer: Comer { device: visitor.device, is_plain: false },
                is_stored: false,
            };
            proceed(&app, asking, session.as_deref(), browser.cookie()).await
        }
        Err(error) => Ok(refused(&app, error)),
    };
    shown(result)
}

/// A request by POST: a cross-site form brings no cookies, so it is stored and followed by a GET.
pub async fn by_post(State(app): State<App>, body: Bytes) -> Response {
    let text = std::str::from_utf8(&body).unwrap_or_default();
    let result = match read(&app, text).await {
        Ok(asked) => store(&app, asked).await,
        Err(error) => Ok(refused(&app, error)),
    };
    shown(result)
}

/// The way back from signing in or agreeing.
pub async fn go_on(
    State(app): State<App>,
    SessionCookie(session): SessionCookie,
    visitor: Visitor,
    browser: Browser,
    RawQuery(query): RawQuery,
) -> Response {
    let parameters = Parameters::parse(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let id = parameters.get(paths::AUTHORIZATION_QUERY).unwrap_or_default();
    let is_plain = parameters.get(paths::oidc::PLAIN_QUERY).is_some();
    let comer = Comer { device: visitor.device, is_plain };
    shown(take_up(&app, id, session.as_deref(), comer, &browser).await)
}

struct Asking {
    stored: Authorization,
    client: Client,
    comer: Comer,
    is_stored: bool,
}

/// What is known of the browser that comes, beside its session.
struct Comer {
    /// The device cookie.
    device: Option<String>,
    /// Whether it uses the pages without scripts.
    is_plain: bool,
}

async fn read(app: &App, text: &str) -> Result<Asked, RequestError> {
    let parameters = Parameters::parse(text).ok_or(RequestError::Shown("invalid_request"))?;
    request::read(app, &parameters).await
}

fn new(app: &App, client: &Client, request: Request, browser_hash: Option<Vec<u8>>) -> Authorization {
    let now = app.clock.now();
    Authorization {
        id: crate::random::token(),
        browser_hash,
        client_id: client.id.clone(),
        request,
        prior_session_id: None,
        consented_session_id: None,
        is_denied: false,
        choice: None,
        created_at: now,
        expires_at: now.plus_seconds(REQUEST_SECONDS),
    }
}

async fn store(app: &App, asked: Asked) -> Result<Response, Refusal> {
    let stored = new(app, &asked.client, asked.request, None);
    let transaction = app.store.begin().await?;
    authorization::insert(&transaction, &stored).await?;
    transaction.commit().await?;
    Ok(see_other(&paths::oidc::authorize_continue(&stored.id)))
}

async fn take_up(
    app: &App,
    id: &str,
    session: Option<&str>,
    comer: Comer,
    browser: &Browser,
) -> Result<Response, Refusal> {
    let over = || REQUEST_OVER.show("");
    let now = app.clock.now();
    let Some(mut stored) = authorization::find(&app.store, id, now).await? else { return Ok(over()) };
    match &stored.browser_hash {
        Some(hash) if *hash != browser.hash() => return Ok(over()),
        Some(_) => {}
        None => {
            let prior = live(app, session).await?.map(|session| session.id);
            let transaction = app.store.begin().await?;
            let bound = authorization::bind(&transaction, id, &browser.hash(), prior.as_deref()).await?;
            transaction.commit().await?;
            if !bound {
                return Ok(over());
            }
            stored.prior_session_id = prior;
        }
    }
    let client = client::find(&app.store, &stored.client_id).await?.filter(|client| !client.is_disabled);
    let Some(client) = client else { return Ok(bad_request("client.unknown").show("")) };
    proceed(app, Asking { stored, client, comer, is_stored: true }, session, browser.cookie()).await
}

async fn live(app: &App, session: Option<&str>) -> Result<Option<Session>, Refusal> {
    let Some(reference) = session else { return Ok(None) };
    match sessions::find_live(app, reference).await {
        Ok((session, _)) => Ok(Some(session)),
        Err(refusal) if refusal.cause.is_some() => Err(refusal),
        Err(_) => Ok(None),
    }
}

async fn proceed(
    app: &App,
    mut asking: Asking,
    session: Option<&str>,
    cookie: HeaderMap,
) -> Result<Response, Refusal> {
    let session = live(app, session).await?;
    let decision = decide(&situation(app, &asking, session.as_ref()).await?);
    let request = &asking.stored.request;
    match (decision, session) {
        (Decision::Issue, Some(session)) => {
            let code = grants::code(app, &asking.stored, asking.is_stored, &session).await?;
            Ok(match code {
                Some(code) => answer(app, request, &Answer::Code(code)),
                None => REQUEST_OVER.show(""),
            })
        }
        (Decision::Refuse(code), _) => {
            let transaction = app.store.begin().await?;
            authorization::answer(&transaction, &asking.stored.id, app.clock.now()).await?;
            transaction.commit().await?;
            Ok(answer(app, request, &Answer::Error(code)))
        }
        (Decision::SignIn | Decision::Choose | Decision::Consent | Decision::Issue, session) => {
            if !asking.is_stored {
                asking.stored.prior_session_id = session.map(|session| session.id);
                let transaction = app.store.begin().await?;
                authorization::insert(&transaction, &asking.stored).await?;
                transaction.commit().await?;
            }
            let screen = match (decision, asking.comer.is_plain) {
                (Decision::Consent, false) => paths::SCREEN_CONSENT,
                (Decision::Consent, true) => paths::PLAIN_CONSENT,
                (Decision::Choose, false) => paths::SCREEN_CHOOSE_ACCOUNT,
                (Decision::Choose, true) => paths::PLAIN_CHOOSE_ACCOUNT,
                (_, false) => paths::SCREEN_SIGN_IN,
                (_, true) => paths::PLAIN_SIGN_IN,
            };
            let mut response = see_other(&screen_address(screen, &asking.stored));
            response.headers_mut().extend(cookie);
            Ok(response)
        }
    }
}

fn screen_address(screen: &str, stored: &Authorization) -> String {
    let language = if stored.request.is_english { "&lang=en" } else { "" };
    [screen, "?", paths::AUTHORIZATION_QUERY, "=", &stored.id, language].concat()
}

async fn situation(app: &App, asking: &Asking, session: Option<&Session>) -> Result<Situation, Refusal> {
    let Asking { stored, client, comer, .. } = asking;
    let request = &stored.request;
    let known = choice::known(app, comer.device.as_deref(), session).await?;
    let session = match session {
        Some(session) => {
            let meant = request.subject.as_ref();
            let acr = &request.essential_acr;
            let hint = request.login_hint.as_deref();
            let signed_in = known.iter().find(|known| known.account_id == session.account_id);
            Some(Seen {
                auth_time: crate::clock::Timestamp(session.auth_time),
                is_meant: meant.is_none_or(|meant| *meant == subject::of(app, client, &session.account_id)),
                is_expected: hint.is_none_or(|hint| signed_in.is_some_and(|known| known.account == hint)),
                has_acr: acr.is_empty() || acr.contains(&session.acr),
                is_chosen: stored.choice == Some(Choice::Known(session.account_id.clone())),
                has_agreed: consent::is_given(app, client, &session.account_id, request).await?,
                has_agreed_now: stored.consented_session_id.as_deref() == Some(session.id.as_str()),
            })
        }
        None => None,
    };
    Ok(Situation {
        has_chosen: stored.choice.is_some(),
        names_somebody: request.subject.is_some() || request.login_hint.is_some(),
        known_accounts: known.len(),
        prompt: request.prompt,
        max_age: request.max_age,
        created_at: stored.created_at,
        now: app.clock.now(),
        is_denied: stored.is_denied,
        session,
    })
}

fn refused(app: &App, error: RequestError) -> Response {
    match error {
        RequestError::Shown(code) => bad_request(code).show(""),
        RequestError::Told(request, code) => answer(app, &request, &Answer::Error(code)),
        RequestError::Failed(refusal) => failed(&refusal),
    }
}

fn shown(result: Result<Response, Refusal>) -> Response {
    result.unwrap_or_else(|refusal| failed(&refusal))
}

fn failed(refusal: &Refusal) -> Response {
    tracing::error!(cause = refusal.cause, "an authorization request failed on our side");
    FAILED.show("")
}
