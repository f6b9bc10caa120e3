//! Getting back in: what is sent, and what the page does about every answer that is not the one hoped
//! for.

use contract::api::flow::{
    AccountStep, CodeStep, DefaultPasswordStep, IdNumberStep, IdentityStep, NewPasswordStep, ResendStep,
};
use contract::api::problem::{Problem, pointer};
use contract::error::{ErrorCode, FieldErrorKind};

use crate::api::error::Failure;
use crate::flows::step::Step;
use crate::forms::spec::{Field, FieldProblem};

/// What is sent in one step.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// School, name, ID number and birthday.
    Identity(IdentityStep),
    /// Account and default password.
    DefaultPassword(DefaultPasswordStep),
    /// The account that a code is sent for.
    Account(AccountStep),
    /// The code.
    Code(CodeStep),
    /// Another code.
    Resend(ResendStep),
    /// The new password.
    NewPassword(NewPasswordStep),
    /// The ID number of a look-up.
    IdNumber(IdNumberStep),
}

impl Answer {
    /// The step that it is sent from.
    pub(crate) const fn step(&self) -> Step {
        match self {
            Self::Identity(_) => Step::Identity,
            Self::DefaultPassword(_) | Self::Account(_) | Self::IdNumber(_) => Step::First,
            Self::Code(_) | Self::Resend(_) => Step::Enter,
            Self::NewPassword(_) => Step::NewPassword,
        }
    }
}

/// The fields of a page, where an answer can be about one of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// All of them, with the pointers that name them.
    pub(crate) named: &'static [(&'static str, Field)],
}

impl Fields {
    fn of(self, pointer: &str) -> Option<Field> {
        self.named.iter().find(|(name, _)| *name == pointer).map(|(_, field)| *field)
    }
}

/// What the page does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reaction {
    /// Marks fields, and leads to the first of them.
    Mend(Vec<(Field, FieldProblem)>),
    /// Says what happened above the form.
    Explain,
    /// Shows that nobody was found.
    NotFound,
    /// Goes to the step that the flow is at.
    Follow,
    /// Opens another flow without a word, once, and keeps what is typed.
    Reopen,
    /// Begins anew, and says that the time was up.
    Restart,
}

/// What to do about `failure` of `answer`. With `by_proof`, the digits are not on show.
pub(crate) fn react(failure: &Failure, answer: &Answer, fields: Fields, by_proof: bool) -> Reaction {
    let Failure::Refused(problem) = failure else {
        return Reaction::Explain;
    };
    let mend = |pointer, problem| match fields.of(pointer) {
        Some(field) => Reaction::Mend(vec![(field, problem)]),
        None => Reaction::Explain,
    };
    let digits = |problem| {
        if by_proof { Reaction::Explain } else { Reaction::Mend(vec![(Field::Digits, problem)]) }
    };
    match problem.code {
        ErrorCode::IdentityNotVerified if matches!(answer, Answer::Identity(_)) => Reaction::NotFound,
        ErrorCode::IdentityNotVerified | ErrorCode::AuthFailed => {
            mend(pointer::DEFAULT_PASSWORD, FieldProblem::Mismatch)
        }
        ErrorCode::CodeInvalid => mend(pointer::CODE, FieldProblem::Wrong),
        ErrorCode::CodeExpired => mend(pointer::CODE, FieldProblem::Expired),
        ErrorCode::PasswordReused => mend(pointer::PASSWORD, FieldProblem::Own(REUSED)),
        ErrorCode::ChallengeRequired => digits(FieldProblem::Rule(FieldErrorKind::Missing)),
        ErrorCode::ChallengeInvalid => digits(FieldProblem::Wrong),
        ErrorCode::ChallengeExpired => digits(FieldProblem::Expired),
        ErrorCode::FlowStale | ErrorCode::FlowWrongState => {
            if problem.flow.is_some() {
                Reaction::Follow
            } else {
                over(answer)
            }
        }
        ErrorCode::FlowNotFound | ErrorCode::FlowExpired => over(answer),
        ErrorCode::RequestInvalid | ErrorCode::PasswordPolicy => named_fields(problem, fields),
        ErrorCode::AuthLocked
        | ErrorCode::AccountDisabled
        | ErrorCode::RecoveryFrozen
        | ErrorCode::CodeTooMany
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
        | ErrorCode::SessionAlreadyAvailable
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

/// The name of the problem that a password was used before.
pub(crate) const REUSED: &str = "reused";

/// A flow that is over can be opened again where everything that proves the person is still typed.
const fn over(answer: &Answer) -> Reaction {
    match answer {
        Answer::Identity(_) | Answer::DefaultPassword(_) | Answer::Account(_) | Answer::IdNumber(_) => {
            Reaction::Reopen
        }
        Answer::Code(_) | Answer::Resend(_) | Answer::NewPassword(_) => Reaction::Restart,
    }
}

/// One problem for each field: the first that the server names.
fn named_fields(problem: &Problem, fields: Fields) -> Reaction {
    let mut named: Vec<(Field, FieldProblem)> = Vec::new();
    for error in &problem.errors {
        if let Some(field) = fields.of(&error.pointer)
            && !named.iter().any(|(of, _)| *of == field)
        {
            named.push((field, FieldProblem::Rule(error.rule)));
        }
    }
    if named.is_empty() { Reaction::Explain } else { Reaction::Mend(named) }
}

#[cfg(test)]
mod tests {
    use contract::api::problem::FieldError;

    use super::*;
    use crate::api::error::tests::problem;

    const FIELDS: Fields =
        Fields { named: &[(pointer::ACCOUNT, Field::Account), (pointer::PASSWORD, Field::Password)] };

    fn refused(code: ErrorCode) -> Failure {
        Failure::Refused(Box::new(problem(code)))
    }

    fn code() -> Answer {
        Answer::Code(CodeStep { version: 1, code: "123456".into() })
    }

    fn account() -> Answer {
        let (account, language) = ("a".into(), "zh-TW".into());
        Answer::Account(AccountStep { version: 1, account, language, challenge: None })
    }

    #[test]
    fn a_flow_that_is_over_begins_anew_where_the_proof_is_gone() {
        for over in [ErrorCode::FlowExpired, ErrorCode::FlowNotFound, ErrorCode::FlowStale] {
            assert_eq!(react(&refused(over), &code(), FIELDS, false), Reaction::Restart);
            assert_eq!(react(&refused(over), &account(), FIELDS, false), Reaction::Reopen);
        }
    }

    #[test]
    fn each_field_is_told_one_thing() {
        let mut invalid = problem(ErrorCode::PasswordPolicy);
        for rule in [FieldErrorKind::LengthMin, FieldErrorKind::Composition] {
            invalid.errors.push(FieldError { pointer: pointer::PASSWORD.into(), rule });
        }
        let reaction = react(&Failure::Refused(Box::new(invalid)), &code(), FIELDS, false);
        let first = FieldProblem::Rule(FieldErrorKind::LengthMin);
        assert_eq!(reaction, Reaction::Mend(vec![(Field::Password, first)]));
    }

    #[test]
    fn digits_are_never_asked_for_when_the_computer_answers() {
        for code in ErrorCode::ALL {
            let reaction = react(&refused(*code), &account(), FIELDS, true);
            let asks = |fields: &[(Field, _)]| fields.iter().any(|(field, _)| *field == Field::Digits);
            assert!(!matches!(&reaction, Reaction::Mend(fields) if asks(fields)), "{code:?}");
        }
    }

    #[test]
    fn a_field_that_is_not_on_the_page_is_explained() {
        assert_eq!(react(&refused(ErrorCode::CodeInvalid), &code(), FIELDS, false), Reaction::Explain);
        assert_eq!(react(&Failure::Offline, &code(), FIELDS, false), Reaction::Explain);
    }
}
