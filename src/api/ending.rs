//! The end of whatever a person has under way: the flow and the session. One piece of code ends them,
//! whoever asks for it: 登出, 結束並清除, or the time.

use std::cell::RefCell;

use contract::api::flow::{Flow, StepOutcome};
use contract::api::session::SignedOut;
use contract::error::ErrorCode;
use contract::language::Language;
use contract::paths;
use contract::step::NextStep;

use crate::api::endpoints;
use crate::api::error::Failure;
use crate::device::send_parting;

thread_local! {
    /// The flow that is under way. In memory only, and its id opens nothing without the cookie.
    static FLOW: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Gives up the flow, then signs out; says what that ended and what it could not reach. Nobody needs to
/// be signed in. A county's sign-out leads back to the sign-in page in `language`.
pub(crate) async fn end(language: Language) -> Result<SignedOut, Failure> {
    if let Some(id) = FLOW.take() {
        // Best effort: it ends by itself soon, and is bound to a cookie that signing out takes away.
        drop(endpoints::give_up(&id).await);
    }
    endpoints::sign_out(language).await
}

/// Tells the server that a page of a session went away; unless another page asks who is signed in, it
/// ends soon.
pub(crate) fn part() {
    let headers = [("content-type", "application/json"), (paths::REQUESTED_BY_HEADER, paths::REQUESTED_BY)];
    send_parting(paths::SESSION_LEAVE, &headers, "{}");
}

/// Notes which flow is under way.
pub(super) fn note_flow(answer: Result<Flow, Failure>) -> Result<Flow, Failure> {
    match &answer {
        Ok(flow) => FLOW.set(Some(flow.id.clone()).filter(|_| !is_done(&flow.next))),
        Err(failure) => forget_if_over(failure),
    }
    answer
}

/// Notes what became of the flow that is under way.
pub(super) fn note_outcome(answer: Result<StepOutcome, Failure>) -> Result<StepOutcome, Failure> {
    match &answer {
        Ok(outcome) if is_done(&outcome.next) => FLOW.set(None),
        Ok(_) => {}
        Err(failure) => forget_if_over(failure),
    }
    answer
}

fn forget_if_over(failure: &Failure) {
    if matches!(failure.code(), Some(ErrorCode::FlowNotFound | ErrorCode::FlowExpired)) {
        FLOW.set(None);
    }
}

/// Whether nothing of a flow is left to give up.
const fn is_done(next: &NextStep) -> bool {
    matches!(next, NextStep::Completed { .. } | NextStep::PasswordChanged { .. } | NextStep::LookedUp { .. })
}
