//! What can go wrong with a county, in words that are ours: never the county's, which may hold anything.

use contract::error::ErrorCode;

use crate::clock::Timestamp;

/// Why a county could not vouch for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// It does not answer, not in time, or has too many requests of ours already; when to come back.
    Unavailable(&'static str, Option<Timestamp>),
    /// What it answers cannot be used by anybody: unreadable, or in another's name.
    Broken(&'static str),
    /// This one answer cannot be believed.
    Rejected(&'static str),
    /// It did not take this code.
    Denied(&'static str),
    /// It did not ask for its password again.
    NotFresh,
}

impl Trouble {
    /// What the person is told.
    #[must_use]
    pub const fn code(self) -> ErrorCode {
        match self {
            Self::Unavailable(..) => ErrorCode::UpstreamUnavailable,
            Self::Broken(_) | Self::Rejected(_) => ErrorCode::UpstreamRejected,
            Self::Denied(_) => ErrorCode::UpstreamDenied,
            Self::NotFresh => ErrorCode::UpstreamNotFresh,
        }
    }

    /// What the log and the audit are told.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Unavailable(reason, _)
            | Self::Broken(reason)
            | Self::Rejected(reason)
            | Self::Denied(reason) => reason,
            Self::NotFresh => "auth_time",
        }
    }

    /// Whether it is the county's own trouble. What one visitor can bring about must not close a county
    /// for the others.
    #[must_use]
    pub fn is_the_countys(self) -> bool {
        matches!(
            self,
            Self::Unavailable("timeout" | "connection" | "status" | "deadline", _) | Self::Broken(_)
        )
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.code().code(), self.reason())
    }
}

impl std::error::Error for Trouble {}
