//! Linking a county account with an account: once, and told to its owner.

use contract::language::Language;
use contract::rules::id_number::IdNumber;

use crate::app::App;
use crate::services::county::guid;
use crate::services::import::areas::by_code;
use crate::services::import::personal::id_tags;
use crate::services::notices::{self, Notice};
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::store::account::{self, Account};
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::county::link::{self, Link, Way};
use crate::store::county::visit::{self, Visit};
use crate::store::flow::Flow;
use crate::store::{Transaction, recovery};

/// The visit whose county account a sign-in flow links.
///
/// # Errors
/// When the database fails.
pub async fn waiting(app: &App, flow: &Flow) -> Result<Option<Visit>, Refusal> {
    match &flow.county_visit_id {
        Some(id) => Ok(visit::by_id(&app.store, id).await?),
        None => Ok(None),
    }
}

/// Links the county account of a visit with the account whose password was right just now. An account
/// whose owner said that a change was not theirs gets no link.
///
/// # Errors
/// When the database fails.
pub async fn by_password(
    app: &App,
    visitor: &Visitor,
    transaction: &Transaction,
    visit: Option<&Visit>,
    account: &Account,
) -> Result<(), Refusal> {
    let Some(visit) = visit else { return Ok(()) };
    match &visit.subject_tag {
        Some(tag) if !account.is_recovery_frozen => {
            let link =
                Link { subject_tag: tag, county: &visit.county, account_id: &account.id, way: Way::Password };
            put(app, visitor, transaction, &link).await
        }
        _ => Ok(()),
    }
}

/// Stores a link, and tells the account's owner.
pub(super) async fn put(
    app: &App,
    visitor: &Visitor,
    transaction: &Transaction,
    link: &Link<'_>,
) -> Result<(), Refusal> {
    let now = app.clock.now();
    if !link::insert(transaction, link, now).await? {
        return Ok(());
    }
    let by_password = link.way == Way::Password;
    let notice = Notice::CountyLinked { county: link.county, by_password };
    notices::put(app, transaction, Some(link.account_id), Language::default(), notice).await?;
    let subject = Subject {
        account_id: Some(link.account_id.to_owned()),
        source: Some(visitor.address.to_string()),
        user_agent_hash: visitor.user_agent_hash.clone(),
        detail: Some([link.county, " ", link.way.code()].concat()),
        ..Subject::default()
    };
    Ok(audit::append(transaction, Event::CountyLinked, Actor::Person, subject, now).await?)
}

/// The account of the person with this ID number. A county speaks for people of its own schools only:
/// one that errs, or is taken over, opens no account elsewhere.
pub(super) async fn account_by_id_number(
    app: &App,
    county: &str,
    id_number: &IdNumber,
) -> Result<Option<Account>, Refusal> {
    let mut person = None;
    for tag in id_tags(&app.keys, id_number) {
        let found = recovery::person_of(&app.store, &tag).await?;
        person = person.or(found);
    }
    match person {
        Some(person) => account_of_county(app, county, &person).await,
        None => Ok(None),
    }
}

/// The account of the person with this `guid`, within the same bounds.
pub(super) async fn account_by_guid(app: &App, county: &str, guid: &str) -> Result<Option<Account>, Refusal> {
    match guid::person_of(app, guid).await? {
        Some(person) => account_of_county(app, county, &person).await,
        None => Ok(None),
    }
}

async fn account_of_county(app: &App, county: &str, person: &str) -> Result<Option<Account>, Refusal> {
    let name = by_code(county).map_or("", |county| county.name.as_str());
    if !link::is_of_county(&app.store, person, name).await? {
        return Ok(None);
    }
    Ok(account::by_person(&app.store, person).await?)
}
