//! The services that somebody is signed in to or has agreed to: shown, and taken back.

use contract::api::service::{LocalText, ServiceName};
use contract::api::session::{ServiceUse, SignedOut};

use crate::app::App;
use crate::services::county;
use crate::services::county::sign_out::WayOn;
use crate::services::refusal::Refusal;
use crate::services::sessions::{self, find_live, reference_hash};
use crate::services::visitor::Visitor;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::oidc::{consent, grant, logout};
use crate::store::service;
use crate::store::session::{self, Session};

/// The services of the signed-in person, those of this session first.
///
/// # Errors
/// `session.none`, `session.expired`.
pub async fn list(app: &App, reference: &str) -> Result<Vec<ServiceUse>, Refusal> {
    let (session, account) = find_live(app, reference).await?;
    let mut uses = of_session(app, &session.id).await?;
    for agreement in consent::of_account(&app.store, &account.id).await? {
        let scopes = agreement.scopes.split(' ').map(str::to_owned);
        let known = uses.iter_mut().find(|known| known.service.id == agreement.service_id);
        match known {
            Some(known) => known.scopes.extend(scopes),
            None => {
                let found = unused(app, &agreement.service_id).await?;
                uses.extend(found.map(|unused| ServiceUse { scopes: scopes.collect(), ..unused }));
            }
        }
    }
    for known in &mut uses {
        known.scopes.sort();
        known.scopes.dedup();
    }
    Ok(uses)
}

/// The services that a session was used to sign in to. One of which any client hears nothing of the
/// end of the session counts as one that does not.
async fn of_session(app: &App, session_id: &str) -> Result<Vec<ServiceUse>, Refusal> {
    let mut uses: Vec<ServiceUse> = Vec::new();
    for entered in logout::entered(&app.store, session_id).await? {
        let is_told = entered.back_channel_logout_uri.is_some();
        match uses.iter_mut().find(|known| known.service.id == entered.service_id) {
            Some(known) => known.is_told &= is_told,
            None => {
                let found = unused(app, &entered.service_id).await?;
                uses.extend(found.map(|unused| ServiceUse { signed_in: true, is_told, ..unused }));
            }
        }
    }
    Ok(uses)
}

async fn unused(app: &App, service_id: &str) -> Result<Option<ServiceUse>, Refusal> {
    let card = service::find(&app.store, service_id).await?;
    Ok(card.map(|card| ServiceUse {
        service: ServiceName { id: card.id, name: card.name },
        owner: card.owner,
        signed_in: false,
        is_told: false,
        scopes: Vec::new(),
    }))
}

/// Signs out, and says which sessions end by it and which go on: at services, and at the county that the
/// session came from.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(
    app: &App,
    visitor: &Visitor,
    reference: &str,
    way: WayOn,
) -> Result<SignedOut, Refusal> {
    let found = session::find(&app.store, &reference_hash(reference)).await?;
    // Services may go on where the session here is over (ADR 7).
    let is_open = |found: &Session| found.ended_at.is_none() && app.clock.now() < found.services_end_at();
    let Some(found) = found.filter(is_open) else {
        sessions::sign_out(app, visitor, reference).await?;
        return Ok(SignedOut::default());
    };
    let uses = of_session(app, &found.id).await?;
    let from = county::sign_out::came_from(app, &found.id).await?;
    sessions::end(app, visitor, &found.id, &found.account_id).await?;
    let named = |is_told: bool| -> Vec<LocalText> {
        let uses = uses.iter().filter(|known| known.is_told == is_told);
        uses.map(|known| known.service.name.clone()).collect()
    };
    let county = match from {
        Some(from) => Some(county::sign_out::left(app, &from, way).await?),
        None => None,
    };
    Ok(SignedOut { told: named(true), left: named(false), county })
}

/// Takes back what the signed-in person agreed to for a service, with every token that it has.
///
/// # Errors
/// `session.none`, `session.expired`.
pub async fn withdraw(
    app: &App,
    visitor: &Visitor,
    reference: &str,
    service_id: &str,
) -> Result<(), Refusal> {
    let (session, account) = find_live(app, reference).await?;
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    if consent::withdraw(&transaction, &account.id, service_id).await? > 0 {
        grant::revoke_for_service(&transaction, &account.id, service_id, now).await?;
        let subject = Subject {
            account_id: Some(account.id),
            session_id: Some(session.id),
            source: Some(visitor.address.to_string()),
            detail: Some(service_id.to_owned()),
            ..Subject::default()
        };
        audit::append(&transaction, Event::ConsentWithdrawn, Actor::Person, subject, now).await?;
    }
    Ok(transaction.commit().await?)
}
