//! Which account somebody goes on to a service with: where the service wants it chosen
//! (`prompt=select_account`, OpenID Connect Core §3.1.2.1), and where a device knows several.

use contract::api::authorization::{AccountChoices, KnownAccount};
use contract::api::service::ServiceName;
use contract::error::ErrorCode;
use contract::paths;

use crate::app::App;
use crate::services::refusal::Refusal;
use crate::services::sessions::{self, reference_hash};
use crate::services::visitor::Visitor;
use crate::store::oidc::authorization::{self, Authorization};
use crate::store::oidc::client;
use crate::store::session::Session;
use crate::store::{account, device, service};

/// The accounts that a browser knows: the one that is signed in first, then those of the device.
///
/// # Errors
/// When the database fails.
pub async fn known(
    app: &App,
    device_name: Option<&str>,
    session: Option<&Session>,
) -> Result<Vec<device::KnownAccount>, Refusal> {
    let of_device = match device_name {
        Some(name) => device::accounts(&app.store, &reference_hash(name)).await?,
        None => Vec::new(),
    };
    let Some(session) = session else { return Ok(of_device) };
    let mut all = signed_in(app, session).await?.into_iter().collect::<Vec<_>>();
    all.extend(of_device.into_iter().filter(|known| known.account_id != session.account_id));
    Ok(all)
}

async fn signed_in(app: &App, session: &Session) -> Result<Option<device::KnownAccount>, Refusal> {
    let Some(account) = account::by_id(&app.store, &session.account_id).await? else { return Ok(None) };
    let person = account::person(&app.store, &account.person_id).await?;
    Ok(person.map(|person| device::KnownAccount {
        account_id: account.id,
        account: account.name,
        name: person.name,
    }))
}

/// The request, if it is this browser's.
async fn find(app: &App, visitor: &Visitor, id: &str) -> Result<Authorization, Refusal> {
    let not_found = || Refusal::new(ErrorCode::RequestNotFound);
    let browser_hash = visitor.browser_hash.as_deref().ok_or_else(not_found)?;
    let found = authorization::of_browser(&app.store, id, browser_hash, app.clock.now()).await?;
    found.ok_or_else(not_found)
}

async fn live(app: &App, session: Option<&str>) -> Option<Session> {
    match session {
        Some(reference) => sessions::find_live(app, reference).await.ok().map(|(session, _)| session),
        None => None,
    }
}

/// What there is to choose from.
///
/// # Errors
/// [`ErrorCode::RequestNotFound`].
pub async fn show(
    app: &App,
    visitor: &Visitor,
    session: Option<&str>,
    id: &str,
) -> Result<AccountChoices, Refusal> {
    let stored = find(app, visitor, id).await?;
    let client = client::find(&app.store, &stored.client_id).await?;
    let client = client.ok_or_else(|| Refusal::new(ErrorCode::RequestNotFound))?;
    let card = service::find(&app.store, &client.service_id).await?;
    let card = card.ok_or_else(|| Refusal::internal("a client without a service"))?;
    let session = live(app, session).await;
    let known = known(app, visitor.device.as_deref(), session.as_ref()).await?;
    let is_signed_in =
        |known: &device::KnownAccount| session.as_ref().is_some_and(|it| it.account_id == known.account_id);
    let accounts = known.into_iter().map(|known| KnownAccount {
        signed_in: is_signed_in(&known),
        account: known.account,
        name: known.name,
    });
    Ok(AccountChoices { service: ServiceName { id: card.id, name: card.name }, accounts: accounts.collect() })
}

/// Remembers the choice, and where the browser goes on. An account that is not among those shown
/// counts as another one: nobody learns whether it exists.
///
/// # Errors
/// [`ErrorCode::RequestNotFound`].
pub async fn choose(
    app: &App,
    visitor: &Visitor,
    session: Option<&str>,
    id: &str,
    chosen: Option<&str>,
) -> Result<String, Refusal> {
    let stored = find(app, visitor, id).await?;
    let session = live(app, session).await;
    let known = known(app, visitor.device.as_deref(), session.as_ref()).await?;
    let chosen = known.into_iter().find(|known| Some(known.account.as_str()) == chosen);
    let account_id = chosen.map(|known| known.account_id);
    let transaction = app.store.begin().await?;
    authorization::choose(&transaction, &stored.id, account_id.as_deref(), app.clock.now()).await?;
    transaction.commit().await?;
    Ok(paths::oidc::authorize_continue(&stored.id))
}

/// Has this device no longer know an account.
///
/// # Errors
/// When the database fails.
pub async fn forget(app: &App, visitor: &Visitor, account: &str) -> Result<(), Refusal> {
    let Some(name) = visitor.device.as_deref() else { return Ok(()) };
    let transaction = app.store.begin().await?;
    device::forget(&transaction, &reference_hash(name), account).await?;
    Ok(transaction.commit().await?)
}
