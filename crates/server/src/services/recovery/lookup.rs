//! A forgotten account, looked up by ID number (REQ-ENUM-3).

use contract::api::flow::{Flow as FlowView, IdNumberStep};
use contract::api::problem::pointer;
use contract::error::ErrorCode;
use contract::language::Language;

use crate::app::App;
use crate::services::import::personal::id_tags;
use crate::services::notices::{self, Notice};
use crate::services::recovery::identity::id_number;
use crate::services::recovery::limit::{DAY, Limit};
use crate::services::recovery::step::{Begun, begin};
use crate::services::refusal::{Refusal, field};
use crate::services::steps::Sent;
use crate::services::visitor::Visitor;
use crate::store::account;
use crate::store::audit::Event;
use crate::store::flow::FlowState;
use crate::store::recovery;

/// Takes the ID number of a look-up.
///
/// # Errors
/// Every code that `docs/openapi.json` lists for this step.
pub async fn submit(
    app: &App,
    visitor: &Visitor,
    flow_id: &str,
    key: &str,
    sent: IdNumberStep,
) -> Result<FlowView, Refusal> {
    let parts = [sent.id_number.as_bytes()];
    let request = Sent { flow_id, key, version: sent.version, parts: &parts };
    let step = match begin(app, visitor, &request, &[FlowState::IdNumber]).await? {
        Begun::Fresh(step) => step,
        Begun::Again(flow) => return Ok(*flow),
    };
    let id = id_number(&sent.id_number, sent.id_number_overruled).map_err(|kind| {
        Refusal::new(ErrorCode::RequestInvalid).with_errors(vec![field(pointer::ID_NUMBER, kind)])
    })?;
    let settings = &app.config.recovery;
    let limits = [
        Limit::of_target(app, b"lookup", id.as_str().as_bytes(), DAY, settings.lookups_per_day),
        Limit::of_source(app, visitor, b"lookup", settings.lookups_per_hour),
    ];
    step.pass(sent.challenge.as_ref(), &limits).await?;
    let mut person = None;
    for tag in id_tags(&app.keys, &id) {
        let found = recovery::person_of(&app.store, &tag).await?;
        person = person.or(found);
    }
    let account = account::by_person(&app.store, &person.unwrap_or_default()).await?;
    let account_id = account.map(|account| account.id);
    let transaction = app.store.begin().await?;
    notices::put(app, &transaction, account_id.as_deref(), Language::default(), Notice::LookedUp).await?;
    let detail = if account_id.is_some() { "found" } else { "not found" };
    step.note(&transaction, Event::AccountLookedUp, account_id.as_deref(), detail).await?;
    step.move_on(&transaction, FlowState::LookedUp, account_id.as_deref()).await?;
    transaction.commit().await?;
    notices::wake(app);
    step.shown().await
}

/// An account with its middle hidden: `a***3`. The number of stars tells nothing.
#[must_use]
pub fn masked(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(String::from).unwrap_or_default();
    let last = characters.next_back().map(String::from).unwrap_or_default();
    [&first, "***", &last].concat()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn masking_hides_length_and_middle() {
        assert_eq!(masked("amy2013"), "a***3");
        assert_eq!(masked("ab"), "a***b");
        assert_eq!(masked("a"), "a***");
    }
}
