//! Errors of the endpoints that clients call (RFC 6749 §5.2, RFC 6750 §3.1).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::services::refusal::Refusal;
use crate::store::StoreError;

/// Why a client does not get what it asked for.
#[derive(Debug)]
pub struct OauthError {
    status: StatusCode,
    code: &'static str,
    description: &'static str,
    challenge: Option<&'static str>,
    retry_after: Option<u32>,
    cause: Option<String>,
}

impl OauthError {
    /// An error in the request: 400.
    #[must_use]
    pub const fn new(code: &'static str, description: &'static str) -> Self {
        let status = StatusCode::BAD_REQUEST;
        Self { status, code, description, challenge: None, retry_after: None, cause: None }
    }

    /// The code, token or assertion is not good (RFC 6749 §5.2).
    #[must_use]
    pub const fn invalid_grant(description: &'static str) -> Self {
        Self::new("invalid_grant", description)
    }

    /// The request lacks something or has it in the wrong form.
    #[must_use]
    pub const fn invalid_request(description: &'static str) -> Self {
        Self::new("invalid_request", description)
    }

    /// The client did not prove who it is: 401, with a challenge as RFC 6749 §5.2 wants it.
    #[must_use]
    pub fn invalid_client(description: &'static str) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            challenge: Some("Basic realm=\"EduPass\""),
            ..Self::new("invalid_client", description)
        }
    }

    /// The access token is not good (RFC 6750 §3.1): 401.
    #[must_use]
    pub fn invalid_token() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            challenge: Some("Bearer realm=\"EduPass\", error=\"invalid_token\""),
            ..Self::new("invalid_token", "the access token is unknown, too old or taken back")
        }
    }

    /// There is no access token at all: a challenge without an error (RFC 6750 §3.1).
    #[must_use]
    pub fn no_token() -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            challenge: Some("Bearer realm=\"EduPass\""),
            ..Self::new("invalid_token", "send the access token as Authorization: Bearer")
        }
    }

    /// The access token does not open this: 403.
    #[must_use]
    pub fn insufficient_scope() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            challenge: Some("Bearer realm=\"EduPass\", error=\"insufficient_scope\""),
            ..Self::new("insufficient_scope", "this client or access token has no scope for it")
        }
    }

    /// As an answer about an access token, whose mistakes carry a challenge, too (RFC 6750 §3).
    #[must_use]
    pub fn about_token(self) -> Self {
        let is_request = self.code == "invalid_request";
        let challenge = is_request.then_some("Bearer realm=\"EduPass\", error=\"invalid_request\"");
        Self { challenge: self.challenge.or(challenge), ..self }
    }

    /// Too many failures: 429.
    #[must_use]
    pub fn slow_down(seconds: u32) -> Self {
        Self {
            status: StatusCode::TOO_MANY_REQUESTS,
            retry_after: Some(seconds),
            ..Self::new("temporarily_unavailable", "too many failed client authentications from here")
        }
    }

    /// Nothing is there.
    #[must_use]
    pub fn not_found() -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::new("not_found", "there is nothing at this address") }
    }
}

impl From<Refusal> for OauthError {
    fn from(refusal: Refusal) -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            cause: Some(refusal.cause.unwrap_or_else(|| refusal.code.code().to_owned())),
            ..Self::new("server_error", "something broke on our side")
        }
    }
}

impl From<StoreError> for OauthError {
    fn from(error: StoreError) -> Self {
        Refusal::internal(error).into()
    }
}

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        if let Some(cause) = self.cause {
            tracing::error!(cause, "a client's request failed on our side");
        }
        let body = json!({ "error": self.code, "error_description": self.description });
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Some(challenge) = self.challenge {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}
