//! One function per endpoint, typed by the contract.

use contract::api::authorization::{
    AccountChoices, Authorization, ChosenAccount, Consent, ForgottenAccount, Onward,
};
use contract::api::county::{Counties, CountyVisit, OpenCounty};
use contract::api::data_check::{DataCheck, DataReport};
use contract::api::flow::{
    Flow, FlowKind, OpenLogin, OpenRecovery, PasswordStep, RecoveryProof, StepOutcome,
};
use contract::api::report::{Disavowal, NewReport, ReportReceipt};
use contract::api::school::SchoolDirectory;
use contract::api::service::{Service, Services};
use contract::api::session::{ServiceUse, Session, SessionServices, SignOut, SignedOut, Withdrawal};
use contract::api::site::Site;
use contract::language::Language;
use contract::paths;

use crate::api::bodies;
use crate::api::client::Call;
use crate::api::ending::{note_flow, note_outcome};
use crate::api::error::Failure;
use crate::api::json::JsonObject;
use crate::flows::recovery::Answer;

/// An empty body: the server takes JSON only, so that no foreign form can write (security.md §2.2).
fn nothing() -> JsonObject {
    JsonObject::new()
}

/// What this deployment offers.
pub(crate) async fn site() -> Result<Site, Failure> {
    Call::get(paths::SITE).json().await
}

/// The learning services.
pub(crate) async fn services() -> Result<Vec<Service>, Failure> {
    let answer: Services = Call::get(paths::SERVICES).json().await?;
    Ok(answer.services)
}

/// Opens a sign-in flow.
pub(crate) async fn open_login(body: &OpenLogin) -> Result<Flow, Failure> {
    note_flow(Call::post(paths::FLOWS_LOGIN, bodies::open_login(body)).json().await)
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
    note_outcome(Call::post(&path, bodies::password_step(step)).once(idempotency_key).json().await)
}

/// Opens a journey of somebody who cannot sign in.
pub(crate) async fn open_recovery(kind: FlowKind, proof: RecoveryProof) -> Result<Flow, Failure> {
    let proof = || bodies::open_recovery(OpenRecovery { proof });
    let (path, body) = match kind {
        FlowKind::Activation => (paths::FLOWS_ACTIVATION, proof()),
        FlowKind::Lookup => (paths::FLOWS_LOOKUP, nothing()),
        FlowKind::Recovery | FlowKind::Login => (paths::FLOWS_RECOVERY, proof()),
    };
    note_flow(Call::post(path, body).json().await)
}

/// Every county.
pub(crate) async fn counties() -> Result<Counties, Failure> {
    Call::get(paths::COUNTIES).json().await
}

/// Asks to be sent to a county.
pub(crate) async fn open_county(body: &OpenCounty) -> Result<CountyVisit, Failure> {
    Call::post(paths::FLOWS_COUNTY, bodies::open_county(body)).json().await
}

/// A flow that was opened elsewhere: by the way back from a county.
pub(crate) async fn flow(id: String) -> Result<Flow, Failure> {
    note_flow(Call::get(&paths::flow(&id)).json().await)
}

/// One step of such a journey.
pub(crate) async fn recovery_step(
    flow_id: &str,
    answer: &Answer,
    idempotency_key: &str,
) -> Result<Flow, Failure> {
    let (template, body) = match answer {
        Answer::Identity(it) => (paths::FLOW_STEP_IDENTITY, bodies::identity_step(it)),
        Answer::DefaultPassword(it) => (paths::FLOW_STEP_DEFAULT_PASSWORD, bodies::default_password_step(it)),
        Answer::Account(it) => (paths::FLOW_STEP_ACCOUNT, bodies::account_step(it)),
        Answer::Code(it) => (paths::FLOW_STEP_CODE, bodies::code_step(it)),
        Answer::Resend(it) => (paths::FLOW_STEP_RESEND, bodies::resend_step(it)),
        Answer::NewPassword(it) => (paths::FLOW_STEP_NEW_PASSWORD, bodies::new_password_step(it)),
        Answer::IdNumber(it) => (paths::FLOW_STEP_ID_NUMBER, bodies::id_number_step(it)),
    };
    note_flow(Call::post(&paths::flow_step(template, flow_id), body).once(idempotency_key).json().await)
}

/// Every school.
pub(crate) async fn schools() -> Result<SchoolDirectory, Failure> {
    Call::get(paths::SCHOOLS).json().await
}

/// Reports a problem.
pub(crate) async fn report(body: &NewReport) -> Result<ReportReceipt, Failure> {
    Call::post(paths::REPORTS, bodies::report(body)).json().await
}

/// Says that a change was not one's own.
pub(crate) async fn disavow(body: &Disavowal) -> Result<(), Failure> {
    Call::post(paths::DISAVOWALS, bodies::disavowal(body)).done().await
}

/// Who is signed in.
pub(crate) async fn session() -> Result<Session, Failure> {
    Call::get(paths::SESSION).json().await
}

/// The services that the person uses.
pub(crate) async fn session_services() -> Result<Vec<ServiceUse>, Failure> {
    let answer: SessionServices = Call::get(paths::SESSION_SERVICES).json().await?;
    Ok(answer.services)
}

/// Takes back what was agreed to for a service.
pub(crate) async fn withdraw(service: &str) -> Result<(), Failure> {
    let body = bodies::withdrawal(&Withdrawal { service: service.to_owned() });
    Call::post(paths::SESSION_WITHDRAW, body).done().await
}

/// What services are told of the person.
pub(crate) async fn data_check() -> Result<DataCheck, Failure> {
    Call::get(paths::SESSION_DATA_CHECK).json().await
}

/// Reports the person's data.
pub(crate) async fn report_data(body: &DataReport) -> Result<ReportReceipt, Failure> {
    Call::post(paths::SESSION_DATA_REPORT, bodies::data_report(body)).json().await
}

/// What a service asks for.
pub(crate) async fn authorization(id: String) -> Result<Authorization, Failure> {
    Call::get(&paths::authorization(paths::AUTHORIZATION, &id)).json().await
}

/// Agrees to it, or refuses.
pub(crate) async fn consent(id: &str, said: Consent) -> Result<Onward, Failure> {
    let path = paths::authorization(paths::AUTHORIZATION_CONSENT, id);
    Call::post(&path, bodies::consent(said)).json().await
}

/// The accounts that somebody may choose from.
pub(crate) async fn accounts(id: String) -> Result<AccountChoices, Failure> {
    Call::get(&paths::authorization(paths::AUTHORIZATION_ACCOUNTS, &id)).json().await
}

/// Chooses one of them, or another.
pub(crate) async fn choose_account(id: &str, chosen: &ChosenAccount) -> Result<Onward, Failure> {
    let path = paths::authorization(paths::AUTHORIZATION_ACCOUNT, id);
    Call::post(&path, bodies::chosen_account(chosen)).json().await
}

/// Has this device no longer know an account.
pub(crate) async fn forget_account(forgotten: &ForgottenAccount) -> Result<(), Failure> {
    Call::post(paths::DEVICE_FORGET, bodies::forgotten_account(forgotten)).done().await
}

/// Gives a flow up.
pub(super) async fn give_up(flow_id: &str) -> Result<(), Failure> {
    Call::delete(&paths::flow(flow_id)).last().done().await
}

/// Signs out, and says what that ended and what it could not reach.
pub(super) async fn sign_out(language: Language) -> Result<SignedOut, Failure> {
    let body = SignOut { language: language.code().to_owned() };
    Call::post(paths::SESSION_SIGN_OUT, bodies::sign_out(&body)).last().json().await
}

/// Has the browser drop what it cached of a session that is over.
pub(crate) async fn clear_session() -> Result<(), Failure> {
    Call::post(paths::SESSION_CLEAR, nothing()).done().await
}
