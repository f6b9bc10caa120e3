//! What the sign-in page says to somebody who was sent there.

use contract::error::ErrorCode;
use contract::paths;

use crate::api::error::Failure;

/// What one tab says to the others, before the code of a notice, when everything ends…
pub(crate) const OVER: &str = "over ";
/// …and when the server has heard of it.
pub(crate) const GONE: &str = "gone ";

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
    /// Nobody did anything for a while on a device that others use: everything was ended and wiped.
    Idle,
    /// They had everything ended and wiped.
    Cleared,
}

impl Notice {
    const ALL: [Self; 5] =
        [Self::SignedOut, Self::SessionNone, Self::SessionExpired, Self::Idle, Self::Cleared];

    /// The value in the address.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::SignedOut => paths::NOTICE_SIGNED_OUT,
            Self::SessionNone => "sign-in-first",
            Self::SessionExpired => "timed-out",
            Self::Idle => "idle",
            Self::Cleared => "cleared",
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

    /// Whether something ended, so that the browser has to drop what it cached of it.
    pub(crate) const fn is_end(self) -> bool {
        !matches!(self, Self::SessionNone)
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
