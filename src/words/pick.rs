//! Kinds become words here, last of all, by matches that leave nothing out.

use contract::api::session::Role;
use contract::error::{ErrorCode, FieldErrorKind};

use crate::api::error::Failure;
use crate::forms::spec::{Field, FieldProblem};
use crate::words::{Words, fill};

/// The label of a field.
pub(crate) fn field_label(words: &Words, field: Field) -> &'static str {
    match field {
        Field::Account => words.sign_in.account,
        Field::Password => words.sign_in.password,
        Field::Digits => words.challenge.digits,
        Field::Later(field) => (field.label)(words.language),
    }
}

/// What is wrong with a field.
pub(crate) fn field_text(words: &Words, field: Field, problem: FieldProblem) -> &'static str {
    let say = &words.field;
    if let Field::Later(field) = field {
        return (field.text)(words.language, problem);
    }
    match problem {
        FieldProblem::Rule(kind) => rule_text(words, field, kind),
        FieldProblem::Mismatch => say.password_wrong,
        FieldProblem::Wrong => say.digits_wrong,
        FieldProblem::Expired => say.digits_expired,
        FieldProblem::Renewed => say.digits_renewed,
        FieldProblem::Own(_) => rule_text(words, field, FieldErrorKind::Malformed),
    }
}

fn rule_text(words: &Words, field: Field, kind: FieldErrorKind) -> &'static str {
    use FieldErrorKind::{Characters, Missing, OtherDomain, TooLong};
    let say = &words.field;
    match (field, kind) {
        (Field::Account, Missing) => say.account_missing,
        (Field::Account, TooLong) => say.account_too_long,
        (Field::Account, Characters) => say.account_characters,
        (Field::Account, OtherDomain) => say.account_other_domain,
        (Field::Account, _) => say.account_malformed,
        (Field::Password, TooLong) => say.password_too_long,
        (Field::Password, _) => say.password_missing,
        (Field::Digits, Missing) => say.digits_missing,
        (Field::Digits, _) => say.digits_malformed,
        (Field::Later(of), kind) => (of.text)(words.language, FieldProblem::Rule(kind)),
    }
}

/// Why something was not carried out, and what to do now.
pub(crate) fn failure_text(words: &Words, failure: &Failure) -> String {
    let say = &words.failure;
    match failure {
        Failure::Offline => say.offline.to_owned(),
        Failure::Unreachable => say.unreachable.to_owned(),
        Failure::TimedOut => say.timed_out.to_owned(),
        Failure::Unreadable { status } => fill(say.broken, &status.to_string()),
        Failure::Refused(problem) => {
            let wait = || wait_text(words, problem.retry_after);
            match problem.code {
                ErrorCode::AuthLocked => fill(say.locked, &wait()),
                ErrorCode::RateLimited => fill(say.rate_limited, &wait()),
                ErrorCode::ServerBusy => fill(say.busy, &wait()),
                code => {
                    code_text(words, code).map_or_else(|| fill(say.broken, &problem.instance), str::to_owned)
                }
            }
        }
    }
}

/// The sentence of a code that needs no value; `None` is for what only the hotline can look up.
const fn code_text(words: &Words, code: ErrorCode) -> Option<&'static str> {
    Some(match code {
        ErrorCode::AuthFailed => words.field.password_wrong,
        ErrorCode::AccountDisabled => words.failure.disabled,
        ErrorCode::ChallengeRequired => words.field.digits_missing,
        ErrorCode::ChallengeInvalid => words.field.digits_wrong,
        ErrorCode::ChallengeExpired => words.field.digits_expired,
        ErrorCode::ChallengeExhausted => words.challenge.exhausted,
        ErrorCode::ProofInvalid => words.failure.proof,
        ErrorCode::FlowNotFound
        | ErrorCode::FlowExpired
        | ErrorCode::FlowStale
        | ErrorCode::FlowWrongState => words.field.digits_renewed,
        ErrorCode::SessionNone => words.sign_in.session_none,
        ErrorCode::SessionExpired => words.sign_in.session_expired,
        ErrorCode::ServerMaintenance => words.failure.maintenance,
        ErrorCode::RequestNotFound => words.not_found.text,
        ErrorCode::AuthLocked | ErrorCode::RateLimited | ErrorCode::ServerBusy => return None,
        // The pages that can meet these have words of their own (`back_failure_text`).
        ErrorCode::IdentityNotVerified
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
        | ErrorCode::UpstreamNotLinked => return None,
        ErrorCode::SessionAlreadyAvailable
        | ErrorCode::CsrfRejected
        | ErrorCode::RequestInvalid
        | ErrorCode::RequestMethod
        | ErrorCode::RequestTooLarge
        | ErrorCode::ServerError => return None,
    })
}

/// How long to wait, as people say it: never less than it is.
pub(super) fn wait_text(words: &Words, seconds: Option<u32>) -> String {
    let Some(seconds) = seconds else {
        return words.failure.soon.to_owned();
    };
    let (sentence, count) = match seconds {
        0..=99 => (words.shell.seconds, seconds.max(1)),
        100..=5400 => (words.shell.minutes, seconds.div_ceil(60)),
        _ => (words.shell.hours_long, seconds.div_ceil(3600)),
    };
    fill(sentence, &count.to_string())
}

/// What a person is to a school.
pub(crate) const fn role_text(words: &Words, role: Role) -> &'static str {
    match role {
        Role::Pupil => words.account.pupil,
        Role::Teacher => words.account.teacher,
        Role::Staff => words.account.staff,
    }
}

#[cfg(test)]
mod tests {
    use contract::language::Language;

    use super::*;
    use crate::api::error::tests::problem;

    #[test]
    fn waits_are_rounded_up_to_what_people_say() {
        let chinese = Words::of(Language::ZhTw);
        assert_eq!(wait_text(chinese, Some(0)), "1 秒");
        assert_eq!(wait_text(chinese, Some(30)), "30 秒");
        assert_eq!(wait_text(chinese, Some(900)), "15 分鐘");
        assert_eq!(wait_text(chinese, Some(841)), "15 分鐘");
        assert_eq!(wait_text(chinese, Some(7200)), "2 小時");
        assert_eq!(wait_text(Words::of(Language::En), Some(900)), "15 minutes");
    }

    #[test]
    fn a_locked_account_is_told_when_to_come_back() {
        let mut locked = problem(ErrorCode::AuthLocked);
        locked.retry_after = Some(900);
        let text = failure_text(Words::of(Language::ZhTw), &Failure::Refused(Box::new(locked)));
        assert!(text.contains("15 分鐘後再試一次"), "{text}");
    }

    #[test]
    fn every_code_has_a_sentence_without_an_open_place() {
        for language in Language::ALL {
            for code in ErrorCode::ALL {
                let failure = Failure::Refused(Box::new(problem(*code)));
                let text = failure_text(Words::of(language), &failure);
                assert!(!text.is_empty() && !text.contains("{}"), "{code:?}: {text}");
            }
        }
    }
}
