//! 這不是我做的: the link of a notice stops every recovery of the account.

use contract::error::ErrorCode;

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::{county, password, recovery, session};

/// Freezes the recovery of the link's account, ends its sessions and county links, and voids a password that was set.
///
/// # Errors
/// [`ErrorCode::LinkInvalid`] where the link is unknown, used or too old.
pub async fn submit(app: &App, visitor: &Visitor, token: &str) -> Result<(), Refusal> {
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    let mut link = None;
    for tag in app.keys.tags(Purpose::Link, &[token.as_bytes()]) {
        let used = recovery::use_link(&transaction, &tag, now).await?;
        link = link.or(used);
    }
    let link = link.ok_or_else(|| Refusal::new(ErrorCode::LinkInvalid))?;
    password::freeze(&transaction, &link.account_id, link.voids_password, now).await?;
    session::end_all(&transaction, &link.account_id, now).await?;
    // A county account that somebody else linked would open the account for them again.
    county::link::remove_all(&transaction, &link.account_id).await?;
    let subject = Subject {
        account_id: Some(link.account_id),
        source: Some(visitor.address.to_string()),
        user_agent_hash: visitor.user_agent_hash.clone(),
        ..Subject::default()
    };
    audit::append(&transaction, Event::RecoveryFrozen, Actor::Person, subject, now).await?;
    Ok(transaction.commit().await?)
}
