//! Opening a session, however its owner proved who they are.

use crate::app::App;
use crate::clock::Timestamp;
use crate::services::device;
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account};
use crate::store::oidc::{authorization, logout};
use crate::store::session::{self, Session};
use crate::store::{Transaction, device as devices};

/// How somebody proved who they are, in the protocol's words.
#[derive(Debug, Clone, Copy)]
pub struct Authentication {
    /// Authentication context class (OpenID Connect Core §2).
    pub acr: &'static str,
    /// Authentication methods, separated by spaces (RFC 8176).
    pub amr: &'static str,
}

/// What is stored of a session that begins now. Nobody can call a kiosk their own, whatever is sent.
#[must_use]
pub fn new(
    app: &App,
    visitor: &Visitor,
    account: &Account,
    authentication: Authentication,
    is_personal: bool,
    now: Timestamp,
) -> Session {
    let settings = &app.config.session;
    let is_personal = is_personal && visitor.kiosk.is_none();
    let absolute_seconds = settings.absolute_hours * 3600;
    let service_seconds = if is_personal { absolute_seconds } else { settings.shared_service_minutes * 60 };
    Session {
        id: crate::random::row_id(),
        account_id: account.id.clone(),
        auth_time: now.0,
        previous_sign_in_at: account.last_sign_in_at.map(|at| at.0),
        acr: authentication.acr.into(),
        amr: authentication.amr.into(),
        personal_device: is_personal,
        idle_seconds: device::session_idle_seconds(app, visitor, is_personal),
        service_seconds,
        last_seen_at: now.0,
        expires_at: now.plus_seconds(absolute_seconds).0,
        ended_at: None,
    }
}

/// The session that the new one replaces: that of this browser, or the one that it had when a service
/// asked for another sign-in. On a shared computer it may be the one before's, who walked away.
///
/// # Errors
/// When the database fails.
pub async fn prior(
    app: &App,
    visitor: &Visitor,
    authorization_id: Option<&str>,
    browser_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Session>, Refusal> {
    let asked = match authorization_id {
        Some(id) => authorization::of_browser(&app.store, id, browser_hash, now).await?,
        None => None,
    };
    if let Some(id) = asked.and_then(|asked| asked.prior_session_id) {
        return Ok(session::by_id(&app.store, &id).await?);
    }
    match &visitor.session {
        Some(reference) => Ok(session::find(&app.store, &reference_hash(reference)).await?),
        None => Ok(None),
    }
}

/// What the browser keeps.
pub struct Opened {
    /// The session's reference, for its cookie.
    pub reference: String,
    /// The device's name, for its cookie, if the person called the device their own.
    pub device: Option<String>,
    /// Seconds that both cookies may outlive the browser's window; none on a shared device.
    pub seconds: Option<i64>,
}

/// Stores the session in the place of `prior`.
///
/// # Errors
/// When the database fails.
pub async fn open(
    app: &App,
    visitor: &Visitor,
    transaction: &Transaction,
    session: &Session,
    prior: Option<&Session>,
) -> Result<Opened, Refusal> {
    let reference = crate::random::reference();
    let now = Timestamp(session.auth_time);
    let live_max = app.config.session.live_max;
    session::insert(transaction, session, &reference_hash(&reference), live_max).await?;
    if let Some(prior) = prior {
        // What services have lost already does not come back with its person (ADR 7).
        if prior.account_id == session.account_id && now < prior.services_end_at() {
            logout::take_over(transaction, &prior.id, &session.id).await?;
        }
        session::end(transaction, &prior.id, now).await?;
    }
    account::signed_in(transaction, &session.account_id, now).await?;
    // A device keeps its name, so that it can know the accounts of a whole family.
    let known = visitor.device.clone();
    let device = session.personal_device.then(|| known.unwrap_or_else(crate::random::reference));
    if let Some(device) = &device {
        devices::remember(transaction, &reference_hash(device), &session.account_id, now).await?;
    }
    let seconds = session.personal_device.then_some(app.config.session.absolute_hours * 3600);
    Ok(Opened { reference, device, seconds })
}
