//! Flows: opened for one browser, shown, refreshed and given up.

use contract::api::flow::{Flow as FlowView, FlowKind, OpenLogin, RecoveryProof};
use contract::api::service::{Service, ServiceName};
use contract::error::ErrorCode;
use contract::rules::password::PasswordPolicy;
use contract::step::NextStep;

use crate::app::App;
use crate::clock::Timestamp;
use crate::services::recovery::lookup;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::services::{challenges, sessions, site};
use crate::store::account::{Account, AccountState};
use crate::store::flow::{Flow, FlowState};
use crate::store::oidc::authorization::{Authorization, Choice};
use crate::store::{self, attempt};

/// Where a sign-in leads when no service asked for it. The portal knows it as the account page.
const ACCOUNT_PAGE: &str = contract::paths::SCREEN_ACCOUNT;

/// Opens a sign-in flow for the browser with this flow cookie.
///
/// # Errors
/// [`ErrorCode::SessionAlreadyAvailable`], [`ErrorCode::ServerMaintenance`], or our own failure.
pub async fn open_login(
    app: &App,
    visitor: &Visitor,
    browser_hash: &[u8],
    session: Option<&str>,
    request: OpenLogin,
) -> Result<FlowView, Refusal> {
    site::ensure_open(app)?;
    let authorization = authorization(app, browser_hash, request.authorization.as_deref()).await?;
    ensure_nobody_is_in(app, session, authorization.as_ref()).await?;
    let begun = Begun { authorization, service: request.service, county_visit_id: None };
    let now = app.clock.now();
    let flow = begin_login(app, visitor, browser_hash, begun, now).await?;
    view(app, &flow, now).await
}

/// Refuses a sign-in where somebody is signed in, unless a service asked for another one.
///
/// # Errors
/// [`ErrorCode::SessionAlreadyAvailable`].
pub(crate) async fn ensure_nobody_is_in(
    app: &App,
    session: Option<&str>,
    authorization: Option<&Authorization>,
) -> Result<(), Refusal> {
    if let Some(reference) = session
        && let Ok((session, _)) = sessions::find_live(app, reference).await
        // A service may ask for another sign-in than the one that is there.
        && authorization.is_none_or(|asked| asked.created_at.0 < session.auth_time)
    {
        return Err(Refusal::new(ErrorCode::SessionAlreadyAvailable));
    }
    Ok(())
}

/// What a sign-in flow begins with.
pub(crate) struct Begun {
    /// The authorization request that it is for.
    pub(crate) authorization: Option<Authorization>,
    /// The service that the page names.
    pub(crate) service: Option<String>,
    /// The visit to a county whose county account is linked by it.
    pub(crate) county_visit_id: Option<String>,
}

/// Stores a new sign-in flow at its password.
///
/// # Errors
/// When the database fails.
pub(crate) async fn begin_login(
    app: &App,
    visitor: &Visitor,
    browser_hash: &[u8],
    begun: Begun,
    now: Timestamp,
) -> Result<Flow, Refusal> {
    let source_failures = attempt::failures(&app.store, &visitor.source_bucket(app), now).await?;
    // A third of what closes the source is enough to ask its visitors for proof.
    let suspicious = source_failures * 3 >= visitor.source_failures_max(app);
    let due = challenges::is_due(app, visitor, if suspicious { i64::MAX } else { 0 });
    let service = asking_service(app, begun.authorization.as_ref(), begun.service).await?;
    let flow = Flow {
        service_id: service.map(|service| service.id),
        authorization_id: begun.authorization.map(|authorization| authorization.id),
        county_visit_id: begun.county_visit_id,
        challenge: if due { Some(challenges::make(app, now)?) } else { None },
        ..new(app, browser_hash, FlowKind::Login, FlowState::Password, now)
    };
    let transaction = app.store.begin().await?;
    store::flow::insert(&transaction, &flow, now, app.config.session.flows_max).await?;
    transaction.commit().await?;
    Ok(flow)
}

/// A flow that begins now, without a challenge.
pub(crate) fn new(app: &App, browser_hash: &[u8], kind: FlowKind, state: FlowState, now: Timestamp) -> Flow {
    let is_login = kind == FlowKind::Login;
    let minutes = if is_login { app.config.session.flow_minutes } else { app.config.recovery.flow_minutes };
    Flow {
        id: crate::random::reference(),
        browser_hash: browser_hash.to_vec(),
        kind,
        proof: None,
        account_id: None,
        state,
        version: 1,
        service_id: None,
        authorization_id: None,
        county_visit_id: None,
        challenge: None,
        refreshes_left: app.config.challenge.refreshes_max,
        replay: None,
        session_id: None,
        expires_at: now.plus_seconds(minutes * 60),
    }
}

/// The authorization request that the page was opened for, if it is this browser's and not over.
pub(crate) async fn authorization(
    app: &App,
    browser_hash: &[u8],
    id: Option<&str>,
) -> Result<Option<Authorization>, Refusal> {
    let now = app.clock.now();
    match id {
        Some(id) => Ok(store::oidc::authorization::of_browser(&app.store, id, browser_hash, now).await?),
        None => Ok(None),
    }
}

/// The service that asks: the client's own, else the one that the page names.
async fn asking_service(
    app: &App,
    authorization: Option<&Authorization>,
    named: Option<String>,
) -> Result<Option<Service>, Refusal> {
    let id = match authorization {
        Some(asked) => {
            let client = store::oidc::client::find(&app.store, &asked.client_id).await?;
            client.map(|client| client.service_id)
        }
        None => named,
    };
    match id {
        Some(id) => Ok(store::service::find(&app.store, &id).await?),
        None => Ok(None),
    }
}

/// The flow with this id, if it is this browser's and not over.
///
/// # Errors
/// [`ErrorCode::FlowNotFound`] or [`ErrorCode::FlowExpired`].
pub async fn find(app: &App, visitor: &Visitor, id: &str) -> Result<Flow, Refusal> {
    let not_found = || Refusal::new(ErrorCode::FlowNotFound);
    let browser_hash = visitor.browser_hash.as_deref().ok_or_else(not_found)?;
    let flow = store::flow::find(&app.store, id, browser_hash).await?.ok_or_else(not_found)?;
    if flow.expires_at <= app.clock.now() {
        return Err(Refusal::new(ErrorCode::FlowExpired));
    }
    Ok(flow)
}

/// A flow as its browser sees it.
///
/// # Errors
/// When the database fails or the challenge does not open.
pub async fn view(app: &App, flow: &Flow, now: Timestamp) -> Result<FlowView, Refusal> {
    let service = match &flow.service_id {
        Some(id) => store::service::find(&app.store, id).await?,
        None => None,
    };
    let county = match flow.county_visit_id.as_deref().filter(|_| !flow.state.is_over()) {
        Some(id) => store::county::visit::by_id(&app.store, id).await?.map(|visit| visit.county),
        None => None,
    };
    let challenge = flow
        .challenge
        .as_ref()
        .map(|stored| challenges::show(app, stored, flow.refreshes_left, now))
        .transpose()?;
    Ok(FlowView {
        id: flow.id.clone(),
        kind: flow.kind,
        version: u32::try_from(flow.version).unwrap_or(u32::MAX),
        expires_in: flow.expires_at.seconds_from(now),
        next: next_step(app, flow, now).await?,
        challenge: challenge.filter(|_| wants_challenge(flow.state)),
        service: service.map(|service| ServiceName { id: service.id, name: service.name }),
        county,
        account: account_of_request(app, flow, now).await?,
    })
}

/// The account that is typed beforehand in a sign-in for a service: the one that the person chose, else
/// the one that the client expects.
async fn account_of_request(app: &App, flow: &Flow, now: Timestamp) -> Result<Option<String>, Refusal> {
    let Some(id) = flow.authorization_id.as_deref().filter(|_| flow.state == FlowState::Password) else {
        return Ok(None);
    };
    let Some(asked) = store::oidc::authorization::find(&app.store, id, now).await? else { return Ok(None) };
    match &asked.choice {
        Some(Choice::Known(id)) => {
            Ok(store::account::by_id(&app.store, id).await?.map(|account| account.name))
        }
        Some(Choice::Another) => Ok(None),
        None => Ok(asked.request.login_hint),
    }
}

/// Whether this state's form shows a challenge.
const fn wants_challenge(state: FlowState) -> bool {
    !matches!(state, FlowState::Code | FlowState::NewPassword) && !state.is_over()
}

async fn next_step(app: &App, flow: &Flow, now: Timestamp) -> Result<NextStep, Refusal> {
    Ok(match flow.state {
        FlowState::Password => NextStep::Password,
        FlowState::Completed => completed(flow),
        FlowState::Identity => NextStep::Identity,
        FlowState::DefaultPassword => NextStep::DefaultPassword,
        FlowState::Account => NextStep::Account,
        FlowState::IdNumber => NextStep::IdNumber,
        FlowState::Code => code_step(app, flow, now).await?,
        FlowState::NewPassword => {
            let account = proved(app, flow).await?;
            let person = store::account::person(&app.store, &account.person_id).await?;
            let person = person.ok_or_else(|| Refusal::internal("a person is gone"))?;
            NextStep::NewPassword { account: account.name, name: person.name, role: person.role }
        }
        FlowState::PasswordChanged => {
            let account = proved(app, flow).await?;
            let valid = account.pending_from.map_or(0, |from| from.seconds_from(now).div_ceil(3600));
            NextStep::PasswordChanged {
                active: account.state == AccountState::Active,
                account: account.name,
                next_change_in_hours: u32::from(PasswordPolicy::MOE.age_hours_min),
                valid_in_hours: valid,
            }
        }
        FlowState::LookedUp => {
            let found = match &flow.account_id {
                Some(id) => store::account::by_id(&app.store, id).await?,
                None => None,
            };
            // A county vouched for the person, who may see the whole of it (REQ-ENUM-3).
            let is_vouched = flow.proof == Some(RecoveryProof::County);
            let shown = |account: Account| {
                if is_vouched { account.name } else { lookup::masked(&account.name) }
            };
            NextStep::LookedUp { account: found.map(shown) }
        }
    })
}

async fn code_step(app: &App, flow: &Flow, now: Timestamp) -> Result<NextStep, Refusal> {
    let code = store::code::find(&app.store, &flow.id).await?;
    let code = code.ok_or_else(|| Refusal::internal("a flow at its code has none"))?;
    let due = Timestamp(code.sent_at).plus_seconds(app.config.recovery.code_resend_seconds);
    let tries = if now.0 < code.expires_at && code.used_at.is_none() { code.tries_left } else { 0 };
    Ok(NextStep::Code {
        resend_in: due.seconds_from(now),
        resends_left: u32::try_from(code.resends_left).unwrap_or(0),
        tries_left: u32::try_from(tries).unwrap_or(0),
    })
}

async fn proved(app: &App, flow: &Flow) -> Result<Account, Refusal> {
    let id = flow.account_id.as_deref().unwrap_or_default();
    let account = store::account::by_id(&app.store, id).await?;
    account.ok_or_else(|| Refusal::internal("a proved account is gone"))
}

/// The step after the last one: back to the service that asked, else to the person's own page.
#[must_use]
pub fn completed(flow: &Flow) -> NextStep {
    let continue_to = match &flow.authorization_id {
        Some(id) => contract::paths::oidc::authorize_continue(id),
        None => ACCOUNT_PAGE.into(),
    };
    NextStep::Completed { continue_to }
}

/// Another challenge for the same step; what was typed stays in the browser.
///
/// # Errors
/// [`ErrorCode::ChallengeExhausted`] after ten; [`ErrorCode::FlowStale`] if the flow moved on.
pub async fn refresh_challenge(app: &App, visitor: &Visitor, id: &str) -> Result<FlowView, Refusal> {
    let mut flow = find(app, visitor, id).await?;
    let now = app.clock.now();
    if flow.challenge.is_none() {
        return view(app, &flow, now).await;
    }
    if flow.refreshes_left <= 0 {
        let shown = view(app, &flow, now).await?;
        return Err(Refusal::new(ErrorCode::ChallengeExhausted).with_flow(shown));
    }
    let next = challenges::make(app, now)?;
    let transaction = app.store.begin().await?;
    let refreshed = store::flow::refresh(&transaction, &flow, &next, now).await?;
    transaction.commit().await?;
    if !refreshed {
        return Err(stale(app, visitor, id).await?);
    }
    flow.challenge = Some(next);
    flow.refreshes_left -= 1;
    view(app, &flow, now).await
}

/// The refusal for a step that came too late, with the flow as it is now.
///
/// # Errors
/// When the flow is gone altogether.
pub async fn stale(app: &App, visitor: &Visitor, id: &str) -> Result<Refusal, Refusal> {
    let flow = find(app, visitor, id).await?;
    let shown = view(app, &flow, app.clock.now()).await?;
    Ok(Refusal::new(ErrorCode::FlowStale).with_flow(shown))
}

/// Gives a flow up.
///
/// # Errors
/// [`ErrorCode::FlowNotFound`] where there is none of this browser.
pub async fn delete(app: &App, visitor: &Visitor, id: &str) -> Result<(), Refusal> {
    let not_found = || Refusal::new(ErrorCode::FlowNotFound);
    let browser_hash = visitor.browser_hash.as_deref().ok_or_else(not_found)?;
    let transaction = app.store.begin().await?;
    let deleted = store::flow::delete(&transaction, id, browser_hash).await?;
    transaction.commit().await?;
    if deleted { Ok(()) } else { Err(not_found()) }
}
