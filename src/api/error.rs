//! The one translation of everything that can go wrong between here and the server.

use contract::api::problem::Problem;
use contract::error::ErrorCode;

/// Why there is no answer to work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The device has no network.
    Offline,
    /// There is a network, but the server did not answer.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// An answer that is not ours: a proxy's error page, say.
    Unreadable {
        /// The HTTP status.
        status: u16,
    },
    /// The server says why not.
    Refused(Box<Problem>),
}

impl Failure {
    /// Translates an answer that is no success; a proxy's error page is no problem of ours.
    pub(crate) fn from_answer(status: u16, problem: Option<Problem>) -> Self {
        problem.map_or(Self::Unreadable { status }, |problem| Self::Refused(Box::new(problem)))
    }

    /// The server's code, if the server answered.
    pub(crate) fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            Self::Offline | Self::Unreachable | Self::TimedOut | Self::Unreadable { .. } => None,
        }
    }

    /// Whether the server may have carried the request out although we do not know.
    pub(crate) const fn is_uncertain(&self) -> bool {
        matches!(self, Self::Offline | Self::Unreachable | Self::TimedOut)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A problem as the server would send it.
    pub(crate) fn problem(code: ErrorCode) -> Problem {
        Problem {
            r#type: format!("/problems/{}", code.code()),
            title: "For developers".into(),
            status: 400,
            instance: "r-123".into(),
            code,
            errors: Vec::new(),
            retry_after: None,
            flow: None,
        }
    }

    #[test]
    fn keeps_the_status_of_foreign_answers() {
        assert_eq!(Failure::from_answer(502, None), Failure::Unreadable { status: 502 });
        let ours = Failure::from_answer(503, Some(problem(ErrorCode::ServerBusy)));
        assert_eq!(ours.code(), Some(ErrorCode::ServerBusy));
    }

    #[test]
    fn only_lost_answers_are_uncertain() {
        assert!(Failure::TimedOut.is_uncertain());
        assert!(!Failure::Unreadable { status: 500 }.is_uncertain());
    }
}
