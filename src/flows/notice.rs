//! What the sign-in page says to somebody who was sent there.

use contract::error::ErrorCode;
use contract::paths;

use crate::api::error::Failure;

/// Why somebody was sent to the sign-in page. Its code stands in the address, since a full page
/// load lies between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice {
    /// They signed out.
    SignedOut,
    /// They asked for a page that is behind sign-in.
    SessionNone,
    /// Their session ended by time.
    SessionExpired,
}

impl Notice {
    const ALL: [Self; 3] = [Self::SignedOut, Self::SessionNone, Self::SessionExpired];

    /// The value in the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::SignedOut => paths::NOTICE_SIGNED_OUT,
            Self::SessionNone => "sign-in-first",
            Self::SessionExpired => "timed-out",
        }
    }

    /// What to say where a page behind sign-in fails like this; `None` if it is no such failure.
    pub(crate) fn of_failure(failure: &Failure) -> Option<Self> {
        match failure.code() {
            Some(ErrorCode::SessionNone) => Some(Self::SessionNone),
            Some(ErrorCode::SessionExpired) => Some(Self::SessionExpired),
            _ => None,
        }
    }

    /// Reads the value from an address.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::error::tests::problem;

    #[test]
    fn codes_read_back() {
        for notice in Notice::ALL {
            assert_eq!(Notice::from_code(notice.code()), Some(notice));
        }
        assert_eq!(Notice::from_code("<b>"), None);
    }

    #[test]
    fn only_a_missing_session_leads_away() {
        let refused = |code| Failure::Refused(Box::new(problem(code)));
        let expired = refused(ErrorCode::SessionExpired);
        assert_eq!(Notice::of_failure(&expired), Some(Notice::SessionExpired));
        assert_eq!(Notice::of_failure(&refused(ErrorCode::ServerError)), None);
        assert_eq!(Notice::of_failure(&Failure::Offline), None);
    }
}
