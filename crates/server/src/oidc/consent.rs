//! What a person is shown before a service gets anything, and what they said (REQ-OP-12).

use contract::api::authorization::{Authorization as AuthorizationView, SharedClaim};
use contract::api::service::ServiceName;
use contract::error::ErrorCode;
use contract::paths;
use serde_json::Value;

use crate::app::App;
use crate::oidc::{claims, education, scopes};
use crate::services::education::{Version, relation};
use crate::services::refusal::Refusal;
use crate::services::sessions;
use crate::services::visitor::Visitor;
use crate::store::account::Account;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::oidc::authorization::{self, Authorization, Request};
use crate::store::oidc::client::{self, Client, ConsentPolicy};
use crate::store::oidc::consent;
use crate::store::service;
use crate::store::session::Session;

/// Whether nothing has to be shown, by the client's policy and what was agreed to before.
///
/// # Errors
/// When the database fails.
pub async fn is_given(
    app: &App,
    client: &Client,
    account_id: &str,
    request: &Request,
) -> Result<bool, Refusal> {
    match client.registration.consent {
        ConsentPolicy::Never => Ok(true),
        ConsentPolicy::Always => Ok(false),
        ConsentPolicy::Approved => {
            let given = consent::scopes(&app.store, account_id, &client.id).await?;
            Ok(claims::consented(client, request).iter().all(|scope| given.contains(scope)))
        }
    }
}

struct Asked {
    stored: Authorization,
    client: Client,
    session: Session,
    account: Account,
}

/// The request, if it is this browser's, and the person who is signed in.
async fn find(app: &App, visitor: &Visitor, session: Option<&str>, id: &str) -> Result<Asked, Refusal> {
    let not_found = || Refusal::new(ErrorCode::RequestNotFound);
    let browser_hash = visitor.browser_hash.as_deref().ok_or_else(not_found)?;
    let now = app.clock.now();
    let stored = authorization::of_browser(&app.store, id, browser_hash, now).await?;
    let stored = stored.ok_or_else(not_found)?;
    let client = client::find(&app.store, &stored.client_id).await?;
    let client = client.filter(|client| !client.is_disabled).ok_or_else(not_found)?;
    let reference = session.ok_or_else(|| Refusal::new(ErrorCode::SessionNone))?;
    let (session, account) = sessions::find_live(app, reference).await?;
    Ok(Asked { stored, client, session, account })
}

/// The request as the signed-in person sees it, with the very values that will be sent.
///
/// # Errors
/// [`ErrorCode::RequestNotFound`], [`ErrorCode::SessionNone`], [`ErrorCode::SessionExpired`].
pub async fn show(
    app: &App,
    visitor: &Visitor,
    session: Option<&str>,
    id: &str,
) -> Result<AuthorizationView, Refusal> {
    let Asked { stored, client, account, .. } = find(app, visitor, session, id).await?;
    let card = service::find(&app.store, &client.service_id).await?;
    let card = card.ok_or_else(|| Refusal::internal("a client without a service"))?;
    let scopes = claims::consented(&client, &stored.request);
    Ok(AuthorizationView {
        claims: values(app, &client, &account, &scopes).await?,
        service: ServiceName { id: card.id, name: card.name },
        owner: card.owner,
        account: account.name,
        scopes,
    })
}

async fn values(
    app: &App,
    client: &Client,
    account: &Account,
    scopes: &[String],
) -> Result<Vec<SharedClaim>, Refusal> {
    let mut shared = Vec::new();
    for scope in scopes {
        let value = match scope.as_str() {
            scopes::EDUINFO => {
                serde_json::to_value(education::eduinfo(app, client, account, Version::Second).await?)
            }
            scopes::RELATION => serde_json::to_value(relation(app, &account.person_id).await?),
            scopes::GUID => serde_json::to_value(education::guid(app, client, account).await?),
            scopes::PERSONID => serde_json::to_value(education::personid(app, client, account).await?),
            _ => Ok(Value::Object(claims::of_scope(app, client, account, scope).await?)),
        };
        let value = value.map_err(Refusal::internal)?;
        flatten(scope, String::new(), &value, &mut shared);
    }
    Ok(shared)
}

/// Each member with its values: what stands in a list stands together.
fn flatten(scope: &str, name: String, value: &Value, shared: &mut Vec<SharedClaim>) {
    let mut add = |text: Option<String>| {
        let known = shared.iter_mut().find(|claim| claim.scope == scope && claim.name == name);
        match known {
            Some(claim) => claim.values.extend(text),
            None => shared.push(SharedClaim {
                scope: scope.to_owned(),
                name: name.clone(),
                values: text.into_iter().collect(),
            }),
        }
    };
    match value {
        Value::Null => add(None),
        Value::String(text) => add(Some(text.clone())),
        Value::Array(items) if items.is_empty() => add(None),
        Value::Array(items) => {
            for item in items {
                flatten(scope, name.clone(), item, shared);
            }
        }
        Value::Object(members) => {
            for (member, value) in members {
                let path = if name.is_empty() { member.clone() } else { [&name, ".", member].concat() };
                flatten(scope, path, value, shared);
            }
        }
        other => add(Some(other.to_string())),
    }
}

/// Remembers what the person said, and where their browser goes on.
///
/// # Errors
/// As [`show`].
pub async fn decide(
    app: &App,
    visitor: &Visitor,
    session: Option<&str>,
    id: &str,
    approve: bool,
) -> Result<String, Refusal> {
    let Asked { stored, client, session, account } = find(app, visitor, session, id).await?;
    let now = app.clock.now();
    let transaction = app.store.begin().await?;
    let agreed = approve.then_some(session.id.as_str());
    authorization::decide(&transaction, &stored.id, agreed, now).await?;
    if approve {
        let scopes = claims::consented(&client, &stored.request);
        consent::add(&transaction, &account.id, &client.id, &scopes, now).await?;
    }
    let subject = Subject {
        account_id: Some(account.id),
        session_id: Some(session.id),
        source: Some(visitor.address.to_string()),
        detail: Some(client.id),
        ..Subject::default()
    };
    let event = if approve { Event::ConsentGiven } else { Event::ConsentRefused };
    audit::append(&transaction, event, Actor::Person, subject, now).await?;
    transaction.commit().await?;
    Ok(paths::oidc::authorize_continue(&stored.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_lists_stand_together() {
        let mut shared = Vec::new();
        let value =
            json!({ "schoolid": "064757", "classinfo": [{ "grade": "5" }, { "grade": null }], "x": [] });
        flatten("eduinfo", String::new(), &value, &mut shared);
        let told: Vec<_> = shared.iter().map(|claim| (claim.name.as_str(), claim.values.join(","))).collect();
        assert_eq!(
            told,
            [("classinfo.grade", "5".to_owned()), ("schoolid", "064757".into()), ("x", String::new())]
        );
    }
}
