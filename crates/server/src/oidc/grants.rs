//! Codes: what a browser carries from us to the client (RFC 6749 §4.1.2).

use crate::app::App;
use crate::clock::Timestamp;
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::oidc::authorization::{self, Authorization};
use crate::store::oidc::grant::{self, Authentication, Grant};
use crate::store::oidc::logout::{self, SessionClient};
use crate::store::oidc::token::{self, Code};
use crate::store::session::{self, Session};

/// How long a code is good for, in seconds (REQ-OP-5).
const CODE_SECONDS: i64 = 60;
/// How long a family of tokens lives at most, in seconds (REQ-OP-6).
const GRANT_SECONDS: i64 = 30 * 24 * 3600;

/// Makes a grant and its code, and ends the request. None where the request was answered before.
///
/// # Errors
/// When the database fails.
pub async fn code(
    app: &App,
    asked: &Authorization,
    is_stored: bool,
    session: &Session,
) -> Result<Option<String>, Refusal> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    if is_stored && !authorization::answer(&transaction, &asked.id, now).await? {
        return Ok(None);
    }
    let joined = SessionClient {
        sid: crate::random::subject_id(),
        session_id: session.id.clone(),
        client_id: asked.client_id.clone(),
        account_id: session.account_id.clone(),
    };
    let sid = logout::join(&transaction, &joined, now).await?;
    let granted = new_grant(asked, session, sid, now);
    grant::insert(&transaction, &granted).await?;
    let code = crate::random::token();
    let row = Code {
        grant_id: granted.id.clone(),
        redirect_uri: asked.request.redirect_uri.clone(),
        code_challenge: asked.request.code_challenge.clone(),
        nonce: asked.request.nonce.clone(),
        expires_at: now.plus_seconds(CODE_SECONDS).0,
        used_at: None,
    };
    token::insert_code(&transaction, &reference_hash(&code), &row).await?;
    session::touch(&transaction, &session.id, now).await?;
    let subject = Subject {
        account_id: Some(session.account_id.clone()),
        session_id: Some(session.id.clone()),
        detail: Some(asked.client_id.clone()),
        ..Subject::default()
    };
    audit::append(&transaction, Event::ServiceEntered, Actor::Person, subject, now).await?;
    transaction.commit().await?;
    Ok(Some(code))
}

fn new_grant(asked: &Authorization, session: &Session, sid: String, now: Timestamp) -> Grant {
    Grant {
        id: crate::random::row_id(),
        client_id: asked.client_id.clone(),
        account_id: session.account_id.clone(),
        session_id: session.id.clone(),
        authentication: Authentication {
            auth_time: session.auth_time.div_euclid(1000),
            acr: session.acr.clone(),
            amr: session.amr.split_whitespace().map(str::to_owned).collect(),
            sid,
        },
        scopes: asked.request.scopes.clone(),
        claims: asked.request.claims.clone(),
        created_at: now,
        expires_at: now.plus_seconds(GRANT_SECONDS),
        session_ends_at: session.services_end_at(),
        is_revoked: false,
    }
}
