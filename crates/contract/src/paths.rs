//! Every path of the JSON API, as values. Nothing else spells one.

pub mod oidc;

use crate::api::flow::FlowKind;
use crate::error::ErrorCode;
use crate::language::Language;

/// Where every version of the API starts.
pub const API_ROOT: &str = "/api/";
/// `POST`: open a sign-in flow.
pub const FLOWS_LOGIN: &str = "/api/v1/flows/login";
/// `POST`: open a recovery of the password.
pub const FLOWS_RECOVERY: &str = "/api/v1/flows/recovery";
/// `POST`: open an activation of a disabled account.
pub const FLOWS_ACTIVATION: &str = "/api/v1/flows/activation";
/// `POST`: open a look-up of a forgotten account.
pub const FLOWS_LOOKUP: &str = "/api/v1/flows/lookup";
/// `POST`: be sent to a county, for any of the four journeys.
pub const FLOWS_COUNTY: &str = "/api/v1/flows/county";
/// `GET`, `DELETE`: one flow (template).
pub const FLOW: &str = "/api/v1/flows/{id}";
/// `POST`: submit account and password (template).
pub const FLOW_STEP_PASSWORD: &str = "/api/v1/flows/{id}/steps/password";
/// `POST`: submit personal data (template).
pub const FLOW_STEP_IDENTITY: &str = "/api/v1/flows/{id}/steps/identity";
/// `POST`: submit account and default password (template).
pub const FLOW_STEP_DEFAULT_PASSWORD: &str = "/api/v1/flows/{id}/steps/default-password";
/// `POST`: submit the account that a code is sent for (template).
pub const FLOW_STEP_ACCOUNT: &str = "/api/v1/flows/{id}/steps/account";
/// `POST`: submit the code (template).
pub const FLOW_STEP_CODE: &str = "/api/v1/flows/{id}/steps/code";
/// `POST`: ask for another code (template).
pub const FLOW_STEP_RESEND: &str = "/api/v1/flows/{id}/steps/resend";
/// `POST`: submit the new password (template).
pub const FLOW_STEP_NEW_PASSWORD: &str = "/api/v1/flows/{id}/steps/new-password";
/// `POST`: submit the ID number of a look-up (template).
pub const FLOW_STEP_ID_NUMBER: &str = "/api/v1/flows/{id}/steps/id-number";
/// `GET`: every school, for the school picker.
pub const SCHOOLS: &str = "/api/v1/schools";
/// `GET`: every county and how its sign-in does.
pub const COUNTIES: &str = "/api/v1/counties";
/// `POST`: report a problem.
pub const REPORTS: &str = "/api/v1/reports";
/// `POST`: say that a change was not one's own.
pub const DISAVOWALS: &str = "/api/v1/disavowals";
/// `POST`: another challenge for the same flow (template).
pub const FLOW_CHALLENGE: &str = "/api/v1/flows/{id}/challenge";
/// `GET`: the present challenge, spoken (template; `?lang=`).
pub const FLOW_CHALLENGE_AUDIO: &str = "/api/v1/flows/{id}/challenge/audio";
/// `GET`: who is signed in.
pub const SESSION: &str = "/api/v1/session";
/// `POST`: sign out.
pub const SESSION_SIGN_OUT: &str = "/api/v1/session/sign-out";
/// `POST`: say that a page of the session was closed.
pub const SESSION_LEAVE: &str = "/api/v1/session/leave";
/// `POST`: have the browser drop what it cached of a session that is over.
pub const SESSION_CLEAR: &str = "/api/v1/session/clear";
/// `GET`: what a service asks for (template).
pub const AUTHORIZATION: &str = "/api/v1/authorizations/{id}";
/// `POST`: agree to it, or refuse (template).
pub const AUTHORIZATION_CONSENT: &str = "/api/v1/authorizations/{id}/consent";
/// `GET`: the accounts that somebody may choose from for it (template).
pub const AUTHORIZATION_ACCOUNTS: &str = "/api/v1/authorizations/{id}/accounts";
/// `POST`: choose one of them, or another (template).
pub const AUTHORIZATION_ACCOUNT: &str = "/api/v1/authorizations/{id}/account";
/// `POST`: have this device no longer know an account.
pub const DEVICE_FORGET: &str = "/api/v1/device/forget";
/// `GET`: the services that the person is signed in to or has agreed to.
pub const SESSION_SERVICES: &str = "/api/v1/session/services";
/// `POST`: take an agreement back.
pub const SESSION_WITHDRAW: &str = "/api/v1/session/services/withdraw";
/// `GET`: what services are told of the person, and what looks wrong.
pub const SESSION_DATA_CHECK: &str = "/api/v1/session/data-check";
/// `POST`: report one's own data.
pub const SESSION_DATA_REPORT: &str = "/api/v1/session/data-check/report";
/// `GET`: what this deployment offers.
pub const SITE: &str = "/api/v1/site";
/// `GET`: the learning services.
pub const SERVICES: &str = "/api/v1/services";
/// `POST`: reports of violated content policies.
pub const CSP_REPORT: &str = "/api/v1/csp-report";
/// `GET`: this API in OpenAPI 3.1.
pub const OPENAPI: &str = "/api/v1/openapi.json";
/// `GET`: the process is alive.
pub const HEALTHZ: &str = "/healthz";
/// `GET`: the process can serve (storage answers, not shutting down).
pub const READYZ: &str = "/readyz";
/// `GET`: Prometheus metrics.
pub const METRICS: &str = "/metrics";
/// The built portal's files, named by their content.
pub const ASSETS: &str = "/assets";

/// The header that our own pages send with every write; its presence forces a CORS preflight.
pub const REQUESTED_BY_HEADER: &str = "x-requested-by";
/// The value our portal sends in [`REQUESTED_BY_HEADER`].
pub const REQUESTED_BY: &str = "edupass-portal";
/// The header that makes a repeated write safe.
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";

/// `path` of one flow.
#[must_use]
pub fn flow(id: &str) -> String {
    FLOW.replace("{id}", id)
}

/// `path` of a flow's password step.
#[must_use]
pub fn flow_step_password(id: &str) -> String {
    FLOW_STEP_PASSWORD.replace("{id}", id)
}

/// The path of a flow's step from one of the `FLOW_STEP_…` templates.
#[must_use]
pub fn flow_step(template: &str, id: &str) -> String {
    template.replace("{id}", id)
}

/// The path of an authorization request from one of the `AUTHORIZATION…` templates.
#[must_use]
pub fn authorization(template: &str, id: &str) -> String {
    template.replace("{id}", id)
}

/// `path` of a flow's challenge.
#[must_use]
pub fn flow_challenge(id: &str) -> String {
    FLOW_CHALLENGE.replace("{id}", id)
}

/// `path` of a flow's spoken challenge.
#[must_use]
pub fn flow_challenge_audio(id: &str, language: crate::language::Language) -> String {
    [&FLOW_CHALLENGE_AUDIO.replace("{id}", id), "?lang=", language.code()].concat()
}

/// Where people sign in: the page whose first paint is measured.
pub const SCREEN_SIGN_IN: &str = "/sign-in";
/// Where people see what a service asks for, before it gets it.
pub const SCREEN_CONSENT: &str = "/consent";
/// Where people choose which account they go on to a service with.
pub const SCREEN_CHOOSE_ACCOUNT: &str = "/choose-account";
/// The query's name for an authorization request, on the pages that a person sees on the way.
pub const AUTHORIZATION_QUERY: &str = "authorization";
/// The query's name for a flow that the way back from a county opened.
pub const FLOW_QUERY: &str = "flow";
/// The query's name for the code of what went wrong on the way back from a county.
pub const PROBLEM_QUERY: &str = "problem";
/// The signed-in person's own page.
pub const SCREEN_ACCOUNT: &str = "/account";

/// `GET`: make the browser a kiosk by its signed link (template).
pub const KIOSK: &str = "/kiosk/{token}";

/// `path` of a kiosk's signed link.
#[must_use]
pub fn kiosk(token: &str) -> String {
    KIOSK.replace("{token}", token)
}

/// 資料檢核: where a service sends somebody whose data it cannot use.
pub const SCREEN_DATA_CHECK: &str = "/data-check";

/// Signing in without scripts: a page that the server writes.
pub const PLAIN_SIGN_IN: &str = "/plain/sign-in";
/// Signing in by a county's account, without scripts.
pub const PLAIN_SIGN_IN_COUNTY: &str = "/plain/sign-in/county";
/// Who is signed in, without scripts.
pub const PLAIN_ACCOUNT: &str = "/plain/account";
/// Signing out without scripts.
pub const PLAIN_SIGN_OUT: &str = "/plain/sign-out";
/// What a service asks for, without scripts.
pub const PLAIN_CONSENT: &str = "/plain/consent";
/// Which account somebody goes on to a service with, without scripts.
pub const PLAIN_CHOOSE_ACCOUNT: &str = "/plain/choose-account";
/// The writes that come as a form, from a page without scripts.
pub const FORMS: [&str; 5] =
    [PLAIN_SIGN_IN, PLAIN_SIGN_IN_COUNTY, PLAIN_SIGN_OUT, PLAIN_CONSENT, PLAIN_CHOOSE_ACCOUNT];

/// The first segment of each page that somebody who cannot sign in needs, and its steps: each step is
/// an address, so that Back goes one step back (experience.md F17).
pub const SCREEN_FIND_ACCOUNT: &str = "/find-account";
/// 忘記密碼: the choice of ways.
pub const SCREEN_FORGOT_PASSWORD: &str = "/forgot-password";
/// 啟用帳號: the choice of ways.
pub const SCREEN_ACTIVATE: &str = "/activate";
/// 使用縣市帳號登入: the choice of the county.
pub const SCREEN_SIGN_IN_COUNTY: &str = "/sign-in/county";
/// 忘記帳號 by the county's account.
pub const SCREEN_FIND_ACCOUNT_COUNTY: &str = "/find-account/county";
/// 忘記密碼 by the county's account.
pub const SCREEN_FORGOT_PASSWORD_COUNTY: &str = "/forgot-password/county";
/// 啟用帳號 by the county's account.
pub const SCREEN_ACTIVATE_COUNTY: &str = "/activate/county";
/// Where the link in a notice leads; the token is in the fragment, which no server sees.
pub const SCREEN_NOT_ME: &str = "/not-me";
/// 回報問題.
pub const SCREEN_REPORT: &str = "/report";

/// Every page of the portal. The server answers 404 to all other addresses but the steps below, so
/// that no made-up address can be cached as a page (ASVS 5.0 14.2.5).
pub const SCREENS: [&str; 22] = [
    "/",
    SCREEN_SIGN_IN,
    SCREEN_SIGN_IN_COUNTY,
    SCREEN_CHOOSE_ACCOUNT,
    SCREEN_CONSENT,
    SCREEN_ACCOUNT,
    SCREEN_DATA_CHECK,
    "/services",
    "/contact",
    SCREEN_FIND_ACCOUNT,
    SCREEN_FIND_ACCOUNT_COUNTY,
    SCREEN_FORGOT_PASSWORD,
    SCREEN_FORGOT_PASSWORD_COUNTY,
    "/forgot-password/personal-data",
    "/forgot-password/default-password",
    "/forgot-password/code",
    SCREEN_ACTIVATE,
    SCREEN_ACTIVATE_COUNTY,
    "/activate/personal-data",
    "/activate/code",
    SCREEN_REPORT,
    SCREEN_NOT_ME,
];

/// The pages that have steps, each an address below its page. What was typed is in memory only, so
/// that a step that is loaded anew begins at the page itself.
pub const STEPS: [(&str, &[&str]); 11] = [
    (SCREEN_SIGN_IN_COUNTY, &["link"]),
    (SCREEN_FIND_ACCOUNT, &["found"]),
    (SCREEN_FIND_ACCOUNT_COUNTY, &["found"]),
    (SCREEN_FORGOT_PASSWORD_COUNTY, &["new-password", "done"]),
    (SCREEN_ACTIVATE_COUNTY, &["new-password", "done"]),
    ("/forgot-password/personal-data", &["identity", "not-found", "new-password", "done"]),
    ("/forgot-password/default-password", &["new-password", "done"]),
    ("/forgot-password/code", &["enter", "not-received", "new-password", "done"]),
    ("/activate/personal-data", &["identity", "not-found", "new-password", "done"]),
    ("/activate/code", &["enter", "not-received", "new-password", "done"]),
    (SCREEN_REPORT, &["sent"]),
];

/// The page on which a county is chosen for a journey, and to which the county's answer leads back.
#[must_use]
pub const fn county_screen(purpose: FlowKind) -> &'static str {
    match purpose {
        FlowKind::Login => SCREEN_SIGN_IN_COUNTY,
        FlowKind::Lookup => SCREEN_FIND_ACCOUNT_COUNTY,
        FlowKind::Recovery => SCREEN_FORGOT_PASSWORD_COUNTY,
        FlowKind::Activation => SCREEN_ACTIVATE_COUNTY,
    }
}

/// The step of that page which the county's answer opens, with its flow.
#[must_use]
pub fn county_step(purpose: FlowKind, flow_id: &str, language: Language) -> String {
    let step = match purpose {
        FlowKind::Login => "/link",
        FlowKind::Lookup => "/found",
        FlowKind::Recovery | FlowKind::Activation => "/new-password",
    };
    in_language(&[county_screen(purpose), step, "?", FLOW_QUERY, "=", flow_id].concat(), language)
}

/// That page with what went wrong: a stable code and nothing else.
#[must_use]
pub fn county_problem(purpose: FlowKind, code: ErrorCode, language: Language) -> String {
    in_language(&[county_screen(purpose), "?", PROBLEM_QUERY, "=", code.code()].concat(), language)
}

/// The plain page that goes on with the flow that a county's answer opened.
#[must_use]
pub fn county_step_plain(flow_id: &str, language: Language) -> String {
    in_language(&[PLAIN_SIGN_IN, "?", FLOW_QUERY, "=", flow_id].concat(), language)
}

/// As [`county_problem`], for somebody who uses the pages without scripts.
#[must_use]
pub fn county_problem_plain(code: ErrorCode, language: Language) -> String {
    in_language(&[PLAIN_SIGN_IN_COUNTY, "?", PROBLEM_QUERY, "=", code.code()].concat(), language)
}

/// A page's address for somebody who reads this language: Chinese is what no query says.
#[must_use]
pub fn in_language(address: &str, language: Language) -> String {
    let joint = if address.contains('?') { "&" } else { "?" };
    match language {
        Language::ZhTw => address.to_owned(),
        Language::En => [address, joint, "lang=", language.code()].concat(),
    }
}

/// The query's name for what the sign-in page says to somebody who was sent there.
pub const NOTICE_QUERY: &str = "notice";
/// The notice of somebody who has signed out.
pub const NOTICE_SIGNED_OUT: &str = "signed-out";

/// The sign-in page for somebody who has signed out.
#[must_use]
pub fn signed_out(language: Language) -> String {
    in_language(&[SCREEN_SIGN_IN, "?", NOTICE_QUERY, "=", NOTICE_SIGNED_OUT].concat(), language)
}

/// The page that an address belongs to: itself, or the page whose step it is.
#[must_use]
pub fn screen_of(path: &str) -> Option<&'static str> {
    let screen = SCREENS.into_iter().find(|screen| *screen == path);
    screen.or_else(|| {
        let (page, step) = path.split_at(path.bytes().rposition(|byte| byte == b'/')?);
        let step = step.get(1..)?;
        let (page, _) = STEPS.into_iter().find(|(of, steps)| *of == page && steps.contains(&step))?;
        Some(page)
    })
}
