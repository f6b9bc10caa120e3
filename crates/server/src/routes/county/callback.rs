//! The way back from a county. It is the protocol's, so `docs/openapi.json` has it not.

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use contract::paths;
use contract::step::NextStep;

use crate::app::App;
use crate::oidc::parameters::{Parameters, with_query};
use crate::oidc::respond::see_other;
use crate::routes::extract::SessionCookie;
use crate::routes::flow::password::cookies_of;
use crate::services::county::finish::{Answer, Finished, finish};
use crate::services::visitor::Visitor;

/// What of a county's answer is of use.
const PARAMETERS: [&str; 4] = ["state", "code", "error", "iss"];

/// The answer in the query.
pub async fn by_get(
    State(app): State<App>,
    visitor: Visitor,
    SessionCookie(session): SessionCookie,
    Path(county): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let parameters = Parameters::parse(query.as_deref().unwrap_or_default()).unwrap_or_default();
    // A parameter that came twice has no value (RFC 6749 §3.1).
    let one = |name: &str| parameters.get(name).filter(|_| !parameters.repeats(name));
    let answer = Answer {
        county: &county,
        state: one("state"),
        code: one("code"),
        is_error: parameters.get("error").is_some(),
        issuer: one("iss"),
    };
    match finish(&app, &visitor, session.as_deref(), &answer).await {
        Ok(Finished::SignedIn(signed_in)) => {
            let to = match &signed_in.next {
                NextStep::Completed { continue_to } => continue_to,
                _ => paths::SCREEN_ACCOUNT,
            };
            let mut response = see_other(to);
            response.headers_mut().extend(cookies_of(&app, &signed_in));
            response
        }
        Ok(Finished::AlreadyIn { continue_to }) => see_other(&continue_to),
        Ok(Finished::Flow(origin, id)) => see_other(&origin.step(&id)),
        Err((origin, refusal)) => {
            if let Some(cause) = &refusal.cause {
                tracing::error!(cause, "the way back from a county failed on our side");
            }
            see_other(&origin.problem(refusal.code))
        }
    }
}

/// The answer in a form (OAuth 2.0 Form Post Response Mode): a cross-site form brings no cookies, so it
/// comes again as a query (REQ-CK-2).
pub async fn by_post(Path(county): Path<String>, body: Bytes) -> Response {
    let text = std::str::from_utf8(&body).unwrap_or_default();
    let parameters = Parameters::parse(text).unwrap_or_default();
    let once = PARAMETERS.iter().filter(|name| !parameters.repeats(name));
    let pairs: Vec<(&str, &str)> = once.filter_map(|name| Some((*name, parameters.get(name)?))).collect();
    see_other(&with_query(&paths::oidc::county_callback(&county), &pairs))
}
