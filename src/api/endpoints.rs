//! One function per endpoint, typed by the contract.

use contract::api::flow::{Flow, OpenLogin, PasswordStep, StepOutcome};
use contract::api::service::{Service, Services};
use contract::api::session::Session;
use contract::api::site::Site;
use contract::paths;

use crate::api::bodies;
use crate::api::client::Call;
use crate::api::error::Failure;
use crate::api::json::JsonObject;

/// An empty body: the server takes JSON only, so that no foreign form can write (security.md §2.2).
fn nothing() -> JsonObject {
    JsonObject::new()
}

/// What this deployment offers.
pub(super) async fn site() -> Result<Site, Failure> {
    Call::get(paths::SITE).json().await
}

/// The learning services.
pub(crate) async fn services() -> Result<Vec<Service>, Failure> {
    let answer: Services = Call::get(paths::SERVICES).json().await?;
    Ok(answer.services)
}

/// Opens a sign-in flow.
pub(crate) async fn open_login(service: Option<String>) -> Result<Flow, Failure> {
    Call::post(paths::FLOWS_LOGIN, bodies::open_login(&OpenLogin { service })).json().await
}

/// Another challenge for the same flow.
pub(crate) async fn renew_challenge(flow_id: String) -> Result<Flow, Failure> {
    Call::post(&paths::flow_challenge(&flow_id), nothing()).json().await
}

/// Account, password and the answer to the challenge.
pub(crate) async fn password_step(
    flow_id: &str,
    step: &PasswordStep,
    idempotency_key: &str,
) -> Result<StepOutcome, Failure> {
    let path = paths::flow_step_password(flow_id);
    Call::post(&path, bodies::password_step(step)).once(idempotency_key).json().await
}

/// Who is signed in.
pub(crate) async fn session() -> Result<Session, Failure> {
    Call::get(paths::SESSION).json().await
}

/// Signs out.
pub(crate) async fn sign_out() -> Result<(), Failure> {
    Call::post(paths::SESSION_SIGN_OUT, nothing()).done().await
}

/// Has the browser drop what it cached of a session that is over.
pub(crate) async fn clear_session() -> Result<(), Failure> {
    Call::post(paths::SESSION_CLEAR, nothing()).done().await
}
