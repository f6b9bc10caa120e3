//! A step of a recovery: taken once, counted, and answered with the flow as it is then.

use contract::api::challenge::ChallengeAnswer;
use contract::api::flow::Flow as FlowView;
use contract::error::ErrorCode;

use crate::app::App;
use crate::clock::Timestamp;
use crate::services::recovery::limit::{Limit, count};
use crate::services::refusal::Refusal;
use crate::services::steps::{self, Met, Sent};
use crate::services::visitor::Visitor;
use crate::services::{challenges, flows, site};
use crate::store::Transaction;
use crate::store::audit::{self, Actor, Event, Subject};
use crate::store::flow::{self, Flow, FlowState, Replay, ReplayOutcome};

/// A step that came for the first time.
pub(super) struct Step<'a> {
    /// The server.
    pub(super) app: &'a App,
    /// Who sent it.
    pub(super) visitor: &'a Visitor,
    /// The flow as it was.
    pub(super) flow: Flow,
    /// The request, for its repetition.
    pub(super) replay: Replay,
}

/// What a step meets: itself, or the answer to its first coming.
pub(super) enum Begun<'a> {
    /// Go on.
    Fresh(Box<Step<'a>>),
    /// Answer this.
    Again(Box<FlowView>),
}

/// A refusal of a step in the making.
pub(crate) struct Refused {
    /// What happened, for the audit.
    pub(crate) event: Event,
    /// Whose account it is about, where that is known.
    pub(crate) account_id: Option<String>,
    /// The code.
    pub(crate) code: ErrorCode,
    /// When to come back.
    pub(crate) until: Option<Timestamp>,
}

impl Refused {
    /// A refusal that is about nobody in particular.
    pub(crate) const fn new(event: Event, code: ErrorCode) -> Self {
        Self { event, account_id: None, code, until: None }
    }
}

/// Begins a step of a flow that is at one of `states`.
pub(super) async fn begin<'a>(
    app: &'a App,
    visitor: &'a Visitor,
    sent: &Sent<'_>,
    states: &[FlowState],
) -> Result<Begun<'a>, Refusal> {
    site::ensure_open(app)?;
    match steps::meet(app, visitor, sent, states).await? {
        Met::Fresh(flow, replay) => Ok(Begun::Fresh(Box::new(Step { app, visitor, flow: *flow, replay }))),
        Met::Repeated(flow, replay) => again(app, visitor, &flow, &replay).await.map(Begun::Again),
    }
}

async fn again(app: &App, visitor: &Visitor, flow: &Flow, replay: &Replay) -> Result<Box<FlowView>, Refusal> {
    let now = app.clock.now();
    match &replay.outcome {
        None => Err(flows::stale(app, visitor, &flow.id).await?),
        Some(ReplayOutcome::Refused { code, retry_at }) => {
            let code = ErrorCode::ALL.iter().find(|known| known.code() == code);
            let code = *code.ok_or_else(|| Refusal::internal("an unknown stored outcome"))?;
            let refusal = Refusal::new(code).with_flow(flows::view(app, flow, now).await?);
            Err(match retry_at {
                Some(at) => refusal.retry_after(Timestamp(*at).seconds_from(now)),
                None => refusal,
            })
        }
        Some(ReplayOutcome::Moved | ReplayOutcome::Completed) => {
            Ok(Box::new(flows::view(app, flow, now).await?))
        }
    }
}

impl Step<'_> {
    /// When the step was sent.
    pub(super) const fn now(&self) -> Timestamp {
        self.replay.at
    }

    /// Takes a step that needs an answered challenge: the challenge is used up and the limits are
    /// counted in one transaction.
    pub(super) async fn pass(
        &self,
        answer: Option<&ChallengeAnswer>,
        limits: &[Limit],
    ) -> Result<(), Refusal> {
        let (app, now) = (self.app, self.now());
        let due = self.flow.challenge.is_some() || challenges::is_due(app, self.visitor, i64::MAX);
        let checked =
            if due { challenges::check(app, self.flow.challenge.as_ref(), answer, now) } else { Ok(()) };
        let next = if due { Some(challenges::make(app, now)?) } else { None };
        let transaction = app.store.begin().await?;
        self.advance(&transaction, next.as_ref()).await?;
        let mut until = None;
        if checked.is_ok() {
            until = count(limits, &transaction, now).await?;
        }
        transaction.commit().await?;
        if let Err(code) = checked {
            return Err(self.refuse(Refused::new(Event::SequenceFailed, code)).await?);
        }
        match until {
            Some(_) => {
                let refused = Refused::new(Event::ProofLocked, ErrorCode::RateLimited);
                Err(self.refuse(Refused { until, ..refused }).await?)
            }
            None => Ok(()),
        }
    }

    /// Takes the step; only one of several requests with the same version gets on.
    pub(super) async fn advance(
        &self,
        transaction: &Transaction,
        next: Option<&flow::StoredChallenge>,
    ) -> Result<(), Refusal> {
        if flow::advance(transaction, &self.flow, next, &self.replay).await? {
            return Ok(());
        }
        Err(flows::stale(self.app, self.visitor, &self.flow.id).await?)
    }

    /// Writes what happened and where the flow is now, within the step's transaction.
    pub(super) async fn move_on(
        &self,
        transaction: &Transaction,
        state: FlowState,
        account_id: Option<&str>,
    ) -> Result<(), Refusal> {
        Ok(flow::move_on(transaction, &self.flow.id, self.flow.version + 1, state, account_id).await?)
    }

    /// Writes an audit event of this step.
    pub(super) async fn note(
        &self,
        transaction: &Transaction,
        event: Event,
        account_id: Option<&str>,
        detail: &str,
    ) -> Result<(), Refusal> {
        let subject = Subject {
            account_id: account_id.map(str::to_owned),
            flow_id: Some(self.flow.id.clone()),
            source: Some(self.visitor.address.to_string()),
            user_agent_hash: self.visitor.user_agent_hash.clone(),
            detail: Some(detail.to_owned()),
            ..Subject::default()
        };
        Ok(audit::append(transaction, event, Actor::Person, subject, self.now()).await?)
    }

    /// The flow as it is now.
    pub(super) async fn shown(&self) -> Result<FlowView, Refusal> {
        let flow = flows::find(self.app, self.visitor, &self.flow.id).await?;
        flows::view(self.app, &flow, self.app.clock.now()).await
    }

    /// Refuses the step, so that its repetition is refused alike.
    pub(super) async fn refuse(&self, refused: Refused) -> Result<Refusal, Refusal> {
        let transaction = self.app.store.begin().await?;
        let account = refused.account_id.as_deref();
        self.note(&transaction, refused.event, account, refused.code.code()).await?;
        self.answer_refused(&transaction, &refused).await?;
        transaction.commit().await?;
        self.refusal(&refused).await
    }

    /// Keeps a refusal as the step's answer.
    pub(super) async fn answer_refused(
        &self,
        transaction: &Transaction,
        refused: &Refused,
    ) -> Result<(), Refusal> {
        let outcome = ReplayOutcome::Refused {
            code: refused.code.code().into(),
            retry_at: refused.until.map(|until| until.0),
        };
        Ok(flow::answered(transaction, &self.flow.id, self.flow.version + 1, &outcome).await?)
    }

    /// The refusal with the flow as it is now.
    pub(super) async fn refusal(&self, refused: &Refused) -> Result<Refusal, Refusal> {
        let refusal = Refusal::new(refused.code).with_flow(self.shown().await?);
        Ok(match refused.until {
            Some(until) => refusal.retry_after(until.seconds_from(self.app.clock.now())),
            None => refusal,
        })
    }
}
