//! Signing in: what the page does about every answer that is not the one hoped for.

use contract::api::flow::Flow;
use contract::api::problem::Problem;
use contract::error::{ErrorCode, FieldErrorKind};
use contract::step::NextStep;

use crate::api::error::Failure;
use crate::forms::spec::{Field, FieldProblem};

/// What the page does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reaction {
    /// Marks fields, and leads to the first of them.
    Mend(Vec<(Field, FieldProblem)>),
    /// Says what happened above the form; the failure has its own sentence.
    Explain,
    /// Opens another flow without a word, once, and keeps what is typed.
    Reopen,
    /// Goes to an address of ours: another tab has finished the journey.
    GoOn(String),
    /// Shows who is signed in already.
    ShowSession,
}

/// What to do about `failure`. With `by_proof`, the digits are not on show.
pub(crate) fn react(failure: &Failure, by_proof: bool) -> Reaction {
    let Failure::Refused(problem) = failure else {
        return Reaction::Explain;
    };
    match problem.code {
        ErrorCode::AuthFailed => Reaction::Mend(vec![(Field::Password, FieldProblem::Mismatch)]),
        ErrorCode::ChallengeRequired => digits(FieldProblem::Rule(FieldErrorKind::Missing), by_proof),
        ErrorCode::ChallengeInvalid => digits(FieldProblem::Wrong, by_proof),
        ErrorCode::ChallengeExpired => digits(FieldProblem::Expired, by_proof),
        ErrorCode::FlowStale | ErrorCode::FlowWrongState => moved_on(problem.flow.as_deref()),
        ErrorCode::FlowNotFound | ErrorCode::FlowExpired => Reaction::Reopen,
        ErrorCode::SessionAlreadyAvailable => Reaction::ShowSession,
        ErrorCode::RequestInvalid => named_fields(problem),
        ErrorCode::AuthLocked
        | ErrorCode::AccountDisabled
        | ErrorCode::IdentityNotVerified
        | ErrorCode::RecoveryFrozen
        | ErrorCode::CodeInvalid
        | ErrorCode::CodeExpired
        | ErrorCode::CodeTooMany
        | ErrorCode::PasswordPolicy
        | ErrorCode::PasswordReused
        | ErrorCode::PasswordTooSoon
        | ErrorCode::LinkInvalid
        | ErrorCode::UpstreamNotOffered
        | ErrorCode::UpstreamUnavailable
        | ErrorCode::UpstreamRejected
        | ErrorCode::UpstreamDenied
        | ErrorCode::UpstreamOver
        | ErrorCode::UpstreamNotFresh
        | ErrorCode::UpstreamNotLinked
        | ErrorCode::ChallengeExhausted
        | ErrorCode::ProofInvalid
        | ErrorCode::SessionNone
        | ErrorCode::SessionExpired
        | ErrorCode::CsrfRejected
        | ErrorCode::RateLimited
        | ErrorCode::RequestNotFound
        | ErrorCode::RequestMethod
        | ErrorCode::RequestTooLarge
        | ErrorCode::ServerBusy
        | ErrorCode::ServerMaintenance
        | ErrorCode::ServerError => Reaction::Explain,
    }
}

/// Whether the password has to be typed again. Everything else is kept, whatever happens.
pub(crate) fn empties_password(failure: &Failure) -> bool {
    matches!(failure.code(), Some(ErrorCode::AuthFailed | ErrorCode::AccountDisabled))
}

/// The flow as the server sees it after the failure.
pub(crate) fn flow_after(failure: &Failure) -> Option<&Flow> {
    match failure {
        Failure::Refused(problem) => problem.flow.as_deref(),
        _ => None,
    }
}

fn digits(problem: FieldProblem, by_proof: bool) -> Reaction {
    if by_proof { Reaction::Explain } else { Reaction::Mend(vec![(Field::Digits, problem)]) }
}

/// The flow is further than this page knew.
fn moved_on(flow: Option<&Flow>) -> Reaction {
    match flow.map(|flow| &flow.next) {
        Some(NextStep::Completed { continue_to }) => Reaction::GoOn(continue_to.clone()),
        _ => Reaction::Reopen,
    }
}

fn named_fields(problem: &Problem) -> Reaction {
    let named: Vec<_> = problem
        .errors
        .iter()
        .filter_map(|error| Some((Field::from_pointer(&error.pointer)?, FieldProblem::Rule(error.rule))))
        .collect();
    if named.is_empty() { Reaction::Explain } else { Reaction::Mend(named) }
}

#[cfg(test)]
mod tests {
    use contract::api::problem::FieldError;

    use super::*;
    use crate::api::error::tests::problem;

    fn refused(code: ErrorCode) -> Failure {
        Failure::Refused(Box::new(problem(code)))
    }

    #[test]
    fn a_wrong_password_empties_the_password_only() {
        let failure = refused(ErrorCode::AuthFailed);
        assert!(empties_password(&failure));
        assert_eq!(react(&failure, false), Reaction::Mend(vec![(Field::Password, FieldProblem::Mismatch)]));
    }

    #[test]
    fn a_wrong_challenge_keeps_the_password() {
        for code in [ErrorCode::ChallengeInvalid, ErrorCode::ChallengeExpired] {
            assert!(!empties_password(&refused(code)));
        }
    }

    #[test]
    fn digits_are_never_asked_for_when_the_computer_answers() {
        for code in ErrorCode::ALL {
            let reaction = react(&refused(*code), true);
            let asks = |fields: &[(Field, _)]| fields.iter().any(|(f, _)| *f == Field::Digits);
            assert!(!matches!(&reaction, Reaction::Mend(fields) if asks(fields)), "{code:?}");
        }
    }

    #[test]
    fn a_flow_that_is_over_is_opened_again() {
        for code in [ErrorCode::FlowExpired, ErrorCode::FlowNotFound, ErrorCode::FlowStale] {
            assert_eq!(react(&refused(code), false), Reaction::Reopen);
        }
    }

    #[test]
    fn another_tab_may_have_finished_the_journey() {
        let mut stale = problem(ErrorCode::FlowStale);
        stale.flow = Some(Box::new(Flow {
            id: "f".into(),
            kind: contract::api::flow::FlowKind::Login,
            version: 2,
            expires_in: 1,
            next: NextStep::Completed { continue_to: "/account".into() },
            challenge: None,
            service: None,
            county: None,
            account: None,
        }));
        let reaction = react(&Failure::Refused(Box::new(stale)), false);
        assert_eq!(reaction, Reaction::GoOn("/account".into()));
    }

    #[test]
    fn fields_that_the_server_names_are_marked() {
        let mut invalid = problem(ErrorCode::RequestInvalid);
        invalid.errors.push(FieldError { pointer: "/password".into(), rule: FieldErrorKind::TooLong });
        assert_eq!(
            react(&Failure::Refused(Box::new(invalid)), false),
            Reaction::Mend(vec![(Field::Password, FieldProblem::Rule(FieldErrorKind::TooLong))])
        );
        assert_eq!(react(&refused(ErrorCode::RequestInvalid), false), Reaction::Explain);
    }

    #[test]
    fn lost_answers_are_explained() {
        for failure in [Failure::Offline, Failure::TimedOut, Failure::Unreachable] {
            assert_eq!(react(&failure, false), Reaction::Explain);
        }
    }
}
