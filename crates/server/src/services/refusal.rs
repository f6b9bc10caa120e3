//! Why a use case did not do what it was asked, in stable codes.

use contract::api::flow::Flow;
use contract::api::problem::FieldError;
use contract::error::{ErrorCode, FieldErrorKind};

use crate::store::StoreError;

/// A refusal. A failure of our own is one too: [`ErrorCode::ServerError`] with its cause, which
/// is logged and never shown.
#[derive(Debug)]
pub struct Refusal {
    /// The stable code.
    pub code: ErrorCode,
    /// Fields to mend.
    pub errors: Vec<FieldError>,
    /// Seconds to wait.
    pub retry_after: Option<u32>,
    /// The flow as it is now.
    pub flow: Option<Box<Flow>>,
    /// What failed on our side, for the log.
    pub cause: Option<String>,
}

impl Refusal {
    /// A refusal with nothing but its code.
    #[must_use]
    pub const fn new(code: ErrorCode) -> Self {
        Self { code, errors: Vec::new(), retry_after: None, flow: None, cause: None }
    }

    /// Adds when to come back.
    #[must_use]
    pub const fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Adds the flow as it is now.
    #[must_use]
    pub fn with_flow(mut self, flow: Flow) -> Self {
        self.flow = Some(Box::new(flow));
        self
    }

    /// Adds fields to mend.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    /// A failure of our own.
    #[must_use]
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(ErrorCode::ServerError) }
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::internal(error)
    }
}

/// One field to mend.
#[must_use]
pub fn field(pointer: &str, rule: FieldErrorKind) -> FieldError {
    FieldError { pointer: pointer.into(), rule }
}
