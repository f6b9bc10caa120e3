//! Every path of the JSON API, as values. Nothing else spells one.

/// Where every version of the API starts.
pub const API_ROOT: &str = "/api/";
/// `POST`: open a sign-in flow.
pub const FLOWS_LOGIN: &str = "/api/v1/flows/login";
/// `GET`, `DELETE`: one flow (template).
pub const FLOW: &str = "/api/v1/flows/{id}";
/// `POST`: submit account and password (template).
pub const FLOW_STEP_PASSWORD: &str = "/api/v1/flows/{id}/steps/password";
/// `POST`: another challenge for the same flow (template).
pub const FLOW_CHALLENGE: &str = "/api/v1/flows/{id}/challenge";
/// `GET`: the present challenge, spoken (template; `?lang=`).
pub const FLOW_CHALLENGE_AUDIO: &str = "/api/v1/flows/{id}/challenge/audio";
/// `GET`: who is signed in.
pub const SESSION: &str = "/api/v1/session";
/// `POST`: sign out.
pub const SESSION_SIGN_OUT: &str = "/api/v1/session/sign-out";
/// `POST`: have the browser drop what it cached of a session that is over.
pub const SESSION_CLEAR: &str = "/api/v1/session/clear";
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
/// The signed-in person's own page.
pub const SCREEN_ACCOUNT: &str = "/account";

/// Every address of the portal that answers with the page. The server answers 404 to all others,
/// so that no made-up address can be cached as a page (ASVS 5.0 14.2.5).
pub const SCREENS: [&str; 5] = ["/", SCREEN_SIGN_IN, SCREEN_ACCOUNT, "/services", "/contact"];
