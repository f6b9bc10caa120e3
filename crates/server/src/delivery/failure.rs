//! Why a try failed, in stable codes.

/// Why a try failed: a stable code, never the neighbour's words, which may hold an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    /// What the log and the database call it.
    pub code: &'static str,
    /// Whether no further try will go better.
    pub is_final: bool,
}

impl Failure {
    /// Another try may go well.
    #[must_use]
    pub const fn for_now(code: &'static str) -> Self {
        Self { code, is_final: false }
    }

    /// No try will.
    #[must_use]
    pub const fn for_good(code: &'static str) -> Self {
        Self { code, is_final: true }
    }
}
