//! Getting back in: forgotten password, disabled account, forgotten account.
//!
//! Each way proves in one step who the person is; a right proof leads to the new password, and a wrong
//! one gets the same answer in the same time whatever was wrong. The order is as at sign-in: what is
//! cheap first, the challenge used up and the attempt counted before anything is looked at.

pub mod code;
pub mod default_password;
pub mod disavowal;
pub mod identity;
pub(crate) mod limit;
pub mod lookup;
pub mod new_password;
pub(crate) mod proof;
pub(crate) mod step;

pub use limit::identity_bucket;

use contract::api::flow::{Flow as FlowView, FlowKind, RecoveryProof};
use contract::error::ErrorCode;

use crate::app::App;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::services::{challenges, flows, site};
use crate::store::flow::{Flow, FlowState};

/// Opens a flow of one of the three journeys for the browser with this flow cookie.
///
/// # Errors
/// [`ErrorCode::RequestInvalid`] for a proof that the journey does not take,
/// [`ErrorCode::ServerMaintenance`], or our own failure.
pub async fn open(
    app: &App,
    visitor: &Visitor,
    browser_hash: &[u8],
    kind: FlowKind,
    proof: Option<RecoveryProof>,
) -> Result<FlowView, Refusal> {
    site::ensure_open(app)?;
    let now = app.clock.now();
    let state = first_state(kind, proof).ok_or_else(|| Refusal::new(ErrorCode::RequestInvalid))?;
    let due = challenges::is_due(app, visitor, i64::MAX);
    let flow = Flow {
        proof,
        challenge: if due { Some(challenges::make(app, now)?) } else { None },
        ..flows::new(app, browser_hash, kind, state, now)
    };
    let transaction = app.store.begin().await?;
    crate::store::flow::insert(&transaction, &flow, now, app.config.session.flows_max).await?;
    transaction.commit().await?;
    flows::view(app, &flow, now).await
}

const fn first_state(kind: FlowKind, proof: Option<RecoveryProof>) -> Option<FlowState> {
    match (kind, proof) {
        (FlowKind::Recovery | FlowKind::Activation, Some(RecoveryProof::PersonalData)) => {
            Some(FlowState::Identity)
        }
        (FlowKind::Recovery, Some(RecoveryProof::DefaultPassword)) => Some(FlowState::DefaultPassword),
        (FlowKind::Recovery | FlowKind::Activation, Some(RecoveryProof::Code)) => Some(FlowState::Account),
        (FlowKind::Lookup, None) => Some(FlowState::IdNumber),
        _ => None,
    }
}
