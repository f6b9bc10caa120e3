//! A right proof: what still stands in the way, and the step to the new password.

use contract::api::flow::{Flow as FlowView, RecoveryProof};
use contract::error::ErrorCode;
use contract::rules::password::PasswordPolicy;

use crate::clock::Timestamp;
use crate::services::recovery::step::{Refused, Step};
use crate::services::refusal::Refusal;
use crate::store::Transaction;
use crate::store::account::Account;
use crate::store::audit::Event;
use crate::store::flow::FlowState;

/// How much a proof is worth (REQ-AUTH-6): who took over an account by a weak one must not lock its
/// owner out of a stronger one. What a school hands out in person, and an account that a county keeps, are
/// the strongest here.
pub(super) fn strength(way: &str) -> u8 {
    match way {
        "personal_data" => 1,
        "code" => 2,
        "default_password" => 3,
        "county" => 4,
        _ => 2,
    }
}

/// Why an account's password cannot be changed by this proof now.
pub(crate) fn obstacle(account: &Account, proof: RecoveryProof, now: Timestamp) -> Option<Refused> {
    let refused =
        |code| Refused { account_id: Some(account.id.clone()), ..Refused::new(Event::PasswordRefused, code) };
    if account.is_recovery_frozen {
        return Some(refused(ErrorCode::RecoveryFrozen));
    }
    let hours = i64::from(PasswordPolicy::MOE.age_hours_min);
    let until = account.password_changed_at.map(|at| at.plus_seconds(hours * 3600))?;
    let last = account.password_changed_way.as_deref()?;
    let always = [RecoveryProof::DefaultPassword, RecoveryProof::County].contains(&proof);
    let is_stronger = strength(proof.code()) > strength(last) || always;
    (now < until && !is_stronger)
        .then(|| Refused { until: Some(until), ..refused(ErrorCode::PasswordTooSoon) })
}

impl Step<'_> {
    /// Leads a person who proved to be the owner to the new password, in the proof's transaction.
    pub(super) async fn prove(
        &self,
        transaction: Transaction,
        account: &Account,
        proof: RecoveryProof,
    ) -> Result<FlowView, Refusal> {
        if let Some(refused) = obstacle(account, proof, self.now()) {
            self.note(&transaction, refused.event, Some(&account.id), refused.code.code()).await?;
            self.answer_refused(&transaction, &refused).await?;
            transaction.commit().await?;
            return Err(self.refusal(&refused).await?);
        }
        self.note(&transaction, Event::ProofSucceeded, Some(&account.id), proof.code()).await?;
        self.move_on(&transaction, FlowState::NewPassword, Some(&account.id)).await?;
        transaction.commit().await?;
        self.shown().await
    }
}
