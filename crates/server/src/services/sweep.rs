//! Deletes what is over, so that nothing personal is kept longer than it is of use.

use crate::app::App;
use crate::clock::Timestamp;
use crate::store::{
    Result, attempt, audit, code, county, device, flow, message, oidc, password, recovery, session,
};

/// How long an expired flow is kept, so that a late tab learns that it expired.
const FLOW_KEPT_SECONDS: i64 = 3600;
/// How long an ended session is kept, so that a late request learns that it ended.
const SESSION_KEPT_SECONDS: i64 = 24 * 3600;
/// How long links and windows are kept that are over.
const RECOVERY_KEPT_SECONDS: i64 = 30 * 24 * 3600;
/// How long an audit event keeps its source address (REQ-LOG-1).
const SOURCE_KEPT_SECONDS: i64 = 180 * 24 * 3600;
/// How long a message is kept: the three days in which it is tried, and a week to ask about it.
const MESSAGE_KEPT_SECONDS: i64 = 10 * 24 * 3600;

/// How many sessions are ended in one transaction.
const ENDED_MAX: u64 = 200;

/// One round.
///
/// # Errors
/// When the database fails; the next round does the same work again.
pub async fn run(app: &App) -> Result<()> {
    let now = app.clock.now();
    end_sessions(app, now).await?;
    let transaction = app.store.begin().await?;
    flow::sweep(&transaction, now.plus_seconds(-FLOW_KEPT_SECONDS)).await?;
    session::sweep(&transaction, now.plus_seconds(-SESSION_KEPT_SECONDS)).await?;
    county::session::sweep(&transaction).await?;
    attempt::sweep(&transaction, now).await?;
    password::take_effect(&transaction, now).await?;
    code::sweep(&transaction, now.plus_seconds(-FLOW_KEPT_SECONDS)).await?;
    recovery::sweep(&transaction, now.plus_seconds(-RECOVERY_KEPT_SECONDS)).await?;
    county::visit::sweep(&transaction, now.plus_seconds(-FLOW_KEPT_SECONDS)).await?;
    message::sweep(&transaction, now.plus_seconds(-MESSAGE_KEPT_SECONDS)).await?;
    oidc::sweep(&transaction, now).await?;
    let device_seconds = app.config.session.device_days * 24 * 3600;
    device::sweep(&transaction, now.plus_seconds(-device_seconds)).await?;
    audit::forget_sources(&transaction, now.plus_seconds(-SOURCE_KEPT_SECONDS)).await?;
    transaction.commit().await
}

/// Ends what is over by age or because nobody came back, so that services hear of it; before anything of
/// it is deleted.
async fn end_sessions(app: &App, now: Timestamp) -> Result<()> {
    loop {
        let transaction = app.store.begin().await?;
        let ended = session::end_over(&transaction, now, ENDED_MAX.cast_signed()).await?;
        transaction.commit().await?;
        if ended < ENDED_MAX {
            return Ok(());
        }
    }
}
