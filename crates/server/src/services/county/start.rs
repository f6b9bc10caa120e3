//! Sends somebody to a county.

use contract::api::county::{CountyVisit, OpenCounty};
use contract::api::flow::FlowKind;
use contract::error::ErrorCode;
use contract::language::Language;

use crate::app::App;
use crate::county::discovery;
use crate::county::exchange::{Party, Secrets};
use crate::county::line::Line;
use crate::crypto::seal::{self, Place};
use crate::services::county::{offered, open_secret, redirect_uri, refusal};
use crate::services::recovery::limit::Limit;
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;
use crate::services::{flows, site};
use crate::store::county::visit::{self, Visit};
use crate::store::oidc::authorization::Authorization;

/// To which pages the way back leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// The portal's.
    Portal,
    /// Those without scripts; only a sign-in has them.
    Plain,
}

/// Begins a visit for the browser with this flow cookie.
///
/// # Errors
/// [`ErrorCode::UpstreamNotOffered`], [`ErrorCode::UpstreamUnavailable`],
/// [`ErrorCode::UpstreamRejected`], [`ErrorCode::RateLimited`],
/// [`ErrorCode::SessionAlreadyAvailable`] for a sign-in, [`ErrorCode::ServerMaintenance`], or our own
/// failure.
pub async fn start(
    app: &App,
    visitor: &Visitor,
    browser_hash: &[u8],
    session: Option<&str>,
    request: &OpenCounty,
    pages: Pages,
) -> Result<CountyVisit, Refusal> {
    site::ensure_open(app)?;
    let is_login = request.purpose == FlowKind::Login;
    let asked = request.authorization.as_deref().filter(|_| is_login);
    let authorization = flows::authorization(app, browser_hash, asked).await?;
    if is_login {
        flows::ensure_nobody_is_in(app, session, authorization.as_ref()).await?;
    }
    let provider = offered(app, &request.county).await?;
    let provider = provider.ok_or_else(|| Refusal::new(ErrorCode::UpstreamNotOffered))?;
    count(app, visitor).await?;
    let trouble = |trouble| refusal(app, &provider.county, trouble);
    let line = Line::open(&app.counties, &provider, &app.clock).await.map_err(trouble)?;
    let known = discovery::known(&line, &provider).await.map_err(trouble)?;
    drop(line);
    let (secret, redirect_uri) = (open_secret(app, &provider)?, redirect_uri(app, &provider.county));
    let party = Party { provider: &provider, secret: &secret, redirect_uri: &redirect_uri };
    let is_personal = request.personal_device && visitor.kiosk.is_none();
    let is_fresh = wants_fresh(request.purpose, is_personal, authorization.as_ref());
    let (state, secrets) = (crate::random::token(), Secrets::new(is_fresh));
    let address = party.address(&known, &state, &secrets).map_err(trouble)?;
    let now = app.clock.now();
    let id = crate::random::row_id();
    let visit = Visit {
        state_hash: reference_hash(&state),
        browser_hash: browser_hash.to_vec(),
        county: provider.county.clone(),
        purpose: request.purpose,
        secrets_sealed: seal_secrets(app, &id, &secrets)?,
        authorization_id: authorization.map(|authorization| authorization.id),
        personal_device: is_personal,
        language: Language::from_tag(&request.language),
        is_plain: pages == Pages::Plain,
        subject_tag: None,
        id_token_sealed: None,
        started_at: now,
        expires_at: now.plus_seconds(app.config.county.visit_minutes * 60),
        id,
    };
    let transaction = app.store.begin().await?;
    visit::insert(&transaction, &visit, app.config.session.flows_max).await?;
    transaction.commit().await?;
    app.metrics.county(&provider.county, "sent");
    Ok(CountyVisit { continue_to: address.into() })
}

/// Whether the county has to ask for its password again: on a device that others use too, where a county
/// session of the pupil before may be left (K9), wherever a password is given away for it, and where the
/// service wants a sign-in of now.
fn wants_fresh(purpose: FlowKind, is_personal: bool, authorization: Option<&Authorization>) -> bool {
    let asked = authorization.map(|authorization| &authorization.request);
    let is_asked = asked.is_some_and(|request| request.prompt.login || request.max_age.is_some());
    !is_personal || purpose != FlowKind::Login || is_asked
}

async fn count(app: &App, visitor: &Visitor) -> Result<(), Refusal> {
    let now = app.clock.now();
    let limit = Limit::of_source(app, visitor, b"county", app.config.county.source_visits);
    let transaction = app.store.begin().await?;
    let until = limit.count(&transaction, now).await?;
    transaction.commit().await?;
    match until {
        Some(until) => Err(Refusal::new(ErrorCode::RateLimited).retry_after(until.seconds_from(now))),
        None => Ok(()),
    }
}

fn seal_secrets(app: &App, id: &str, secrets: &Secrets) -> Result<Vec<u8>, Refusal> {
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(secrets).map_err(Refusal::internal)?);
    seal::seal(&app.keys, secrets_place(id), &plain).map_err(Refusal::internal)
}

/// What a visit kept for its way back.
pub(super) fn open_secrets(app: &App, visit: &Visit) -> Result<Secrets, Refusal> {
    let plain = seal::open(&app.keys, secrets_place(&visit.id), &visit.secrets_sealed);
    serde_json::from_slice(&plain.map_err(Refusal::internal)?).map_err(Refusal::internal)
}

const fn secrets_place(id: &str) -> Place<'_> {
    Place { column: "county_visit.secrets", row: id }
}
