//! Refusals become problems (RFC 9457) here, and only here.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::api::problem::{MEDIA_TYPE, Problem};
use contract::error::ErrorCode;

use crate::services::refusal::Refusal;

/// What a route returns when it does not do what it was asked.
#[derive(Debug)]
pub struct RouteError(Box<Refusal>);

impl From<Refusal> for RouteError {
    fn from(refusal: Refusal) -> Self {
        Self(Box::new(refusal))
    }
}

/// The status of each code.
#[must_use]
pub const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::AuthFailed
        | ErrorCode::IdentityNotVerified
        | ErrorCode::CodeInvalid
        | ErrorCode::SessionNone
        | ErrorCode::SessionExpired => StatusCode::UNAUTHORIZED,
        ErrorCode::AuthLocked
        | ErrorCode::RateLimited
        | ErrorCode::ChallengeExhausted
        | ErrorCode::CodeTooMany
        | ErrorCode::PasswordTooSoon => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::AccountDisabled
        | ErrorCode::RecoveryFrozen
        | ErrorCode::UpstreamDenied
        | ErrorCode::CsrfRejected => StatusCode::FORBIDDEN,
        ErrorCode::ChallengeRequired
        | ErrorCode::ChallengeInvalid
        | ErrorCode::ChallengeExpired
        | ErrorCode::ProofInvalid
        | ErrorCode::PasswordPolicy
        | ErrorCode::PasswordReused
        | ErrorCode::LinkInvalid
        | ErrorCode::UpstreamNotOffered
        | ErrorCode::UpstreamNotFresh
        | ErrorCode::UpstreamNotLinked
        | ErrorCode::RequestInvalid => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorCode::FlowNotFound | ErrorCode::RequestNotFound => StatusCode::NOT_FOUND,
        ErrorCode::FlowExpired | ErrorCode::CodeExpired | ErrorCode::UpstreamOver => StatusCode::GONE,
        ErrorCode::FlowStale | ErrorCode::FlowWrongState | ErrorCode::SessionAlreadyAvailable => {
            StatusCode::CONFLICT
        }
        ErrorCode::RequestMethod => StatusCode::METHOD_NOT_ALLOWED,
        ErrorCode::RequestTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::UpstreamRejected => StatusCode::BAD_GATEWAY,
        ErrorCode::ServerBusy | ErrorCode::ServerMaintenance | ErrorCode::UpstreamUnavailable => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        ErrorCode::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A problem that waits for its request's id; the outermost layer has it.
#[derive(Clone)]
pub struct ProblemSlot(Box<Problem>);

impl ProblemSlot {
    /// The problem's code, for the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.0.code.code()
    }

    /// Writes the problem with the request's id into the answer.
    pub fn fill(mut self, response: &mut Response, id: &str) {
        id.clone_into(&mut self.0.instance);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        response.headers_mut().insert(header::CONTENT_LENGTH, body.len().into());
        *response.body_mut() = Body::from(body);
    }
}

impl IntoResponse for RouteError {
    fn into_response(self) -> Response {
        let refusal = *self.0;
        let status = status(refusal.code);
        if let Some(cause) = refusal.cause {
            tracing::error!(cause, "a request failed on our side");
        }
        let problem = Problem {
            r#type: ["urn:edupass:problem:", refusal.code.code()].concat(),
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            instance: String::new(),
            code: refusal.code,
            errors: refusal.errors,
            retry_after: refusal.retry_after,
            flow: refusal.flow,
        };
        let mut response = status.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = problem.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(ProblemSlot(Box::new(problem)));
        response
    }
}
