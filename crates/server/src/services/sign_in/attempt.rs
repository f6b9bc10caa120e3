//! One attempt: challenge, limits, password.

use contract::api::flow::PasswordStep;
use contract::error::ErrorCode;
use contract::rules::account::AccountName;

use crate::app::App;
use crate::clock::Timestamp;
use crate::crypto::keyring::Purpose;
use crate::hashing::{Place, Verified};
use crate::services::refusal::Refusal;
use crate::services::sessions::reference_hash;
use crate::services::sign_in::{SignedIn, outcome};
use crate::services::visitor::Visitor;
use crate::services::{challenges, flows};
use crate::store::account::{self, Account, AccountState};
use crate::store::attempt::{self as counters, LockRule, Verdict};
use crate::store::audit::Event;
use crate::store::device;
use crate::store::flow::{self, Flow, Replay};

/// Everything one attempt is about.
pub(super) struct Attempt<'a> {
    pub(super) app: &'a App,
    pub(super) visitor: &'a Visitor,
    pub(super) flow: &'a Flow,
    pub(super) account: &'a AccountName,
    pub(super) step: &'a PasswordStep,
}

/// What became of the challenge and the counters.
enum Gate {
    Open,
    Locked(Timestamp),
    Challenge(ErrorCode),
}

impl Attempt<'_> {
    pub(super) async fn run(&self, replay: Replay) -> Result<SignedIn, Refusal> {
        let app = self.app;
        let now = app.clock.now();
        self.source_is_open(now).await?;
        // A place in the pool before anything is counted: a busy server costs nobody an attempt.
        let place = app
            .pool
            .reserve(self.visitor.queue_share(app))
            .map_err(|busy| Refusal::new(ErrorCode::ServerBusy).retry_after(busy.retry_after))?;
        let bucket = self.bucket().await?;
        let failures = counters::failures(&app.store, &bucket, now).await?;
        let gate = self.pass(&bucket, failures, &replay).await?;
        if let Gate::Challenge(code) = gate {
            return Err(outcome::refused(self, Event::SequenceFailed, None, code, None).await?);
        }
        let account = account::by_name(&app.store, self.account.as_str()).await?;
        let locked = matches!(gate, Gate::Locked(_));
        // A locked or unknown account does the same work, so that time tells nothing either.
        let verified = self.verify(&place, account.as_ref().filter(|_| !locked)).await?;
        drop(place);
        let account_id = account.as_ref().map(|account| account.id.clone());
        if let Gate::Locked(until) = gate {
            let code = ErrorCode::AuthLocked;
            return Err(outcome::refused(self, Event::SignInLocked, account_id, code, Some(until)).await?);
        }
        match account.filter(|_| verified.matches) {
            Some(account) if account.state == AccountState::Active => {
                outcome::accepted(self, &account, &bucket, verified.upgraded).await
            }
            Some(_) => {
                let code = ErrorCode::AccountDisabled;
                outcome::forgive(self, &bucket).await?;
                Err(outcome::refused(self, Event::SignInDisabled, account_id, code, None).await?)
            }
            None => {
                let code = ErrorCode::AuthFailed;
                Err(outcome::refused(self, Event::SignInFailed, account_id, code, None).await?)
            }
        }
    }

    /// Refuses a source with too many failures before any work is done for it.
    async fn source_is_open(&self, now: Timestamp) -> Result<(), Refusal> {
        let bucket = self.visitor.source_bucket(self.app);
        let limit = self.visitor.source_failures_max(self.app);
        match counters::full_until(&self.app.store, &bucket, limit, now).await? {
            Some(until) => Err(Refusal::new(ErrorCode::RateLimited).retry_after(until.seconds_from(now))),
            None => Ok(()),
        }
    }

    /// Takes the step, uses the challenge up and counts the attempt, all in one transaction.
    async fn pass(&self, bucket: &[u8; 32], failures: i64, replay: &Replay) -> Result<Gate, Refusal> {
        let (app, now) = (self.app, replay.at);
        let due = self.flow.challenge.is_some() || challenges::is_due(app, self.visitor, failures);
        let answer = self.step.challenge.as_ref();
        let checked =
            if due { challenges::check(app, self.flow.challenge.as_ref(), answer, now) } else { Ok(()) };
        // The next try's challenge is made now, while the old one is used up.
        let next_due = checked.is_err() || challenges::is_due(app, self.visitor, failures + 1);
        let next = if next_due { Some(challenges::make(app, now)?) } else { None };
        let transaction = app.store.begin().await?;
        if !flow::advance(&transaction, self.flow, next.as_ref(), replay).await? {
            drop(transaction);
            return Err(flows::stale(app, self.visitor, &self.flow.id).await?);
        }
        let gate = match checked {
            Err(code) => Gate::Challenge(code),
            Ok(()) => match counters::begin(&transaction, bucket, lock_rule(self.app), now).await? {
                Verdict::Allowed => Gate::Open,
                Verdict::Locked(until) => Gate::Locked(until),
            },
        };
        transaction.commit().await?;
        Ok(gate)
    }

    async fn verify(&self, place: &Place, account: Option<&Account>) -> Result<Verified, Refusal> {
        let hash = account.and_then(|account| account.password_hash.clone());
        let verified = self.app.pool.verify(place, &self.step.password, hash).await;
        verified.ok_or_else(|| Refusal::internal("the hash pool does not answer"))
    }

    /// The account's bucket for this kind of device: a stranger's failures do not lock its owner out.
    async fn bucket(&self) -> Result<[u8; 32], Refusal> {
        let (app, name) = (self.app, self.account.as_str());
        let Some(device) = self.visitor.device.as_deref() else { return Ok(unknown_bucket(app, name)) };
        Ok(if device::knows(&app.store, &reference_hash(device), name).await? {
            app.keys.tag(Purpose::Bucket, &[b"known", name.as_bytes(), device.as_bytes()])
        } else {
            unknown_bucket(app, name)
        })
    }
}

/// How failures in a row lock an account, whichever of its passwords is tried.
#[must_use]
pub fn lock_rule(app: &App) -> LockRule {
    let limits = &app.config.limits;
    LockRule {
        first_locked: limits.account_failures,
        lock_seconds: limits.account_lock_minutes * 60,
        lock_seconds_max: limits.account_lock_hours_max * 3600,
        disabled_at: limits.account_failures_disable,
    }
}

/// The bucket of an account for devices that it was never used on.
#[must_use]
pub fn unknown_bucket(app: &App, account: &str) -> [u8; 32] {
    app.keys.tag(Purpose::Bucket, &[b"unknown", account.as_bytes()])
}
