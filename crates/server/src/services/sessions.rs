//! Sessions: found, shown and ended.

use contract::api::session::{Affiliation, Session as SessionView};
use contract::error::ErrorCode;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::clock::Timestamp;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account, AccountState};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::session::{self, Session, TOUCH_SECONDS};

/// What the database keeps of a reference.
#[must_use]
pub fn reference_hash(reference: &str) -> Vec<u8> {
    Sha256::digest(reference.as_bytes()).to_vec()
}

/// The living session with this reference, and its account.
///
/// # Errors
/// [`ErrorCode::SessionNone`] or [`ErrorCode::SessionExpired`].
pub async fn find_live(app: &App, reference: &str) -> Result<(Session, Account), Refusal> {
    let found = session::find(&app.store, &reference_hash(reference)).await?;
    let session = found.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    let now = app.clock.now();
    if !session.is_live(now) {
        return Err(Refusal::new(ErrorCode::SessionExpired));
    }
    let account = account::by_id(&app.store, &session.account_id).await?;
    match account {
        Some(account) if account.state == AccountState::Active => Ok((session, account)),
        _ => Err(Refusal::new(ErrorCode::SessionExpired)),
    }
}

/// Shows the signed-in person, and counts as activity.
///
/// # Errors
/// As [`find_live`].
pub async fn show(app: &App, reference: &str) -> Result<SessionView, Refusal> {
    let (session, account) = find_live(app, reference).await?;
    let now = app.clock.now();
    if Timestamp(session.last_seen_at).plus_seconds(TOUCH_SECONDS) <= now {
        let transaction = app.store.begin().await?;
        session::touch(&transaction, &session.id, now).await?;
        transaction.commit().await?;
    }
    let person = account::person(&app.store, &account.person_id)
        .await?
        .ok_or_else(|| Refusal::internal("an account without a person"))?;
    let rows = account::affiliations(&app.store, &account.person_id).await?;
    Ok(SessionView {
        account: account.name,
        name: person.name,
        role: person.role,
        affiliations: rows.into_iter().map(affiliation).collect(),
        signed_in_at: Timestamp(session.auth_time).rfc3339(),
        last_sign_in_at: session.previous_sign_in_at.map(|at| Timestamp(at).rfc3339()),
        idle_seconds: u32::try_from(session.idle_seconds).unwrap_or(0),
        expires_at: Timestamp(session.expires_at).rfc3339(),
        personal_device: session.personal_device,
    })
}

fn affiliation(row: account::Affiliation) -> Affiliation {
    Affiliation {
        school_name: row.school_name.unwrap_or_else(|| row.school_code.clone()),
        school_code: row.school_code,
        county: row.county.unwrap_or_default(),
        titles: serde_json::from_str(&row.titles).unwrap_or_default(),
        grade: row.grade,
        class: row.class,
        seat: row.seat,
    }
}

/// How long a session outlives its page on a device that others use too, in seconds: a page that is loaded
/// anew asks for it sooner, the next person sits down later.
const LEFT_SECONDS: i64 = 10;

/// A page of the session was closed. On a device that others use too, the session ends soon, unless another
/// page of it asks who is signed in.
///
/// # Errors
/// When the database fails.
pub async fn leave(app: &App, reference: &str) -> Result<(), Refusal> {
    let found = session::find(&app.store, &reference_hash(reference)).await?;
    let Some(session) = found.filter(|session| !session.personal_device) else { return Ok(()) };
    let then = app.clock.now().plus_seconds(LEFT_SECONDS - session.idle_seconds);
    let transaction = app.store.begin().await?;
    session::age(&transaction, &session.id, then).await?;
    Ok(transaction.commit().await?)
}

/// Ends the session. Ending one that is over already is no error: the person is out.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, visitor: &Visitor, reference: &str) -> Result<(), Refusal> {
    let Some(found) = session::find(&app.store, &reference_hash(reference)).await? else { return Ok(()) };
    end(app, visitor, &found.id, &found.account_id).await
}

/// Ends the session with this internal id, and with it what services have of it.
///
/// # Errors
/// When the database fails.
pub async fn end(app: &App, visitor: &Visitor, id: &str, account_id: &str) -> Result<(), Refusal> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    if session::end(&transaction, id, now).await? {
        let subject = Subject {
            account_id: Some(account_id.to_owned()),
            session_id: Some(id.to_owned()),
            source: Some(visitor.address.to_string()),
            user_agent_hash: visitor.user_agent_hash.clone(),
            ..Subject::default()
        };
        audit::append(&transaction, Event::SessionEnded, Actor::Person, subject, now).await?;
    }
    transaction.commit().await?;
    Ok(())
}
