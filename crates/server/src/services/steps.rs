//! What every step of every flow begins with: the flow, its version, and whether the request came before.

use contract::error::ErrorCode;

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::services::flows;
use crate::services::refusal::Refusal;
use crate::services::visitor::Visitor;
use crate::store::flow::{Flow, FlowState, Replay};

/// How long a repeated request gets the same answer, in seconds (REQ-API-4).
const REPLAY_SECONDS: i64 = 60;

/// A step as it was sent.
pub struct Sent<'a> {
    /// The flow's id.
    pub flow_id: &'a str,
    /// The idempotency key.
    pub key: &'a str,
    /// The version that the browser saw.
    pub version: u32,
    /// What else makes this request this one; a repeated key with other contents is no repetition.
    pub parts: &'a [&'a [u8]],
}

/// What a step meets.
pub enum Met {
    /// The same request came before; its answer has to be given again.
    Repeated(Box<Flow>, Box<Replay>),
    /// A new request at the right step.
    Fresh(Box<Flow>, Replay),
}

/// Finds the flow of a step that belongs to `state`.
///
/// # Errors
/// [`ErrorCode::FlowNotFound`], [`ErrorCode::FlowExpired`], [`ErrorCode::FlowStale`],
/// [`ErrorCode::FlowWrongState`].
pub async fn meet(
    app: &App,
    visitor: &Visitor,
    sent: &Sent<'_>,
    states: &[FlowState],
) -> Result<Met, Refusal> {
    let flow = flows::find(app, visitor, sent.flow_id).await?;
    let body = fingerprint(app, sent);
    if let Some(replay) = repeated(app, &flow, sent, &body) {
        let replay = Box::new(replay.clone());
        return Ok(Met::Repeated(Box::new(flow), replay));
    }
    if flow.state.is_over() || (i64::from(sent.version) == flow.version && !states.contains(&flow.state)) {
        let shown = flows::view(app, &flow, app.clock.now()).await?;
        return Err(Refusal::new(ErrorCode::FlowWrongState).with_flow(shown));
    }
    if i64::from(sent.version) != flow.version {
        return Err(flows::stale(app, visitor, sent.flow_id).await?);
    }
    let replay = Replay { key: sent.key.to_owned(), body, at: app.clock.now(), outcome: None };
    Ok(Met::Fresh(Box::new(flow), replay))
}

fn fingerprint(app: &App, sent: &Sent<'_>) -> Vec<u8> {
    let version = sent.version.to_be_bytes();
    let parts: Vec<&[u8]> = std::iter::once(version.as_slice()).chain(sent.parts.iter().copied()).collect();
    app.keys.tag(Purpose::Replay, &parts).to_vec()
}

fn repeated<'a>(app: &App, flow: &'a Flow, sent: &Sent<'_>, body: &[u8]) -> Option<&'a Replay> {
    let oldest = app.clock.now().plus_seconds(-REPLAY_SECONDS);
    let is_same = |replay: &&Replay| replay.key == sent.key && replay.body == body && replay.at > oldest;
    flow.replay.as_ref().filter(is_same).filter(|_| i64::from(sent.version) + 1 == flow.version)
}
