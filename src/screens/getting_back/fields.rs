//! The fields of these pages, with the words that they bring along.

use contract::api::problem::pointer;
use contract::error::FieldErrorKind as Kind;
use contract::language::Language;
use contract::rules::account::AccountName;
use contract::rules::challenge::{ChallengeDigits, ChallengeDigitsError};
use contract::rules::fold::fold_compact;

use crate::flows::recovery::{Fields, REUSED};
use crate::forms::spec::{Field, FieldKind, FieldProblem, FieldSpec, FormSpec, LaterField};
use crate::words::BackWords;

/// The school, told by its county's select: the first of four.
pub(super) const SCHOOL: Field = Field::Later(&LaterField {
    name: "county",
    label: |language| say(language).school.legend,
    hint: |_| "",
    text: |language, _| say(language).school.missing,
});

/// The name.
pub(super) const NAME: Field = Field::Later(&LaterField {
    name: "name",
    label: |language| say(language).person.name,
    hint: |language| say(language).person.name_hint,
    text: |language, problem| {
        let say = &say(language).person;
        if problem == FieldProblem::Rule(Kind::TooLong) { say.name_too_long } else { say.name_missing }
    },
});

/// The ID number.
pub(super) const ID_NUMBER: Field = Field::Later(&LaterField {
    name: "id-number",
    label: |language| say(language).person.id_number,
    hint: |language| say(language).person.id_hint,
    text: |language, problem| {
        let say = &say(language).person;
        match problem {
            FieldProblem::Rule(Kind::Missing) => say.id_missing,
            FieldProblem::Rule(Kind::CheckDigit) => say.id_check_digit,
            FieldProblem::Rule(Kind::Characters) => say.id_characters,
            _ => say.id_length,
        }
    },
});

/// The birthday; its `id` is its year's.
pub(super) const BIRTHDAY: Field = Field::Later(&LaterField {
    name: "birthday",
    label: |language| say(language).person.birthday,
    hint: |language| say(language).person.birthday_hint,
    text: birthday_text,
});

/// The default password.
pub(super) const DEFAULT_PASSWORD: Field = Field::Later(&LaterField {
    name: "default-password",
    label: |language| say(language).person.default_password,
    hint: |language| say(language).person.default_hint,
    text: |language, problem| {
        let say = &say(language).person;
        if problem == FieldProblem::Mismatch { say.default_wrong } else { say.default_missing }
    },
});

/// The code that was sent.
pub(super) const CODE: Field = Field::Later(&LaterField {
    name: "code",
    label: |language| say(language).code.label,
    hint: |language| say(language).code.hint,
    text: |language, problem| {
        let say = &say(language).code;
        match problem {
            FieldProblem::Wrong => say.wrong,
            FieldProblem::Expired => say.expired,
            FieldProblem::Rule(Kind::Missing) => say.missing,
            _ => say.malformed,
        }
    },
});

/// The new password.
pub(super) const NEW_PASSWORD: Field = Field::Later(&LaterField {
    name: "new-password",
    label: |language| say(language).password.label,
    hint: |_| "",
    text: |language, problem| {
        let say = &say(language).password;
        match problem {
            FieldProblem::Own(REUSED) => say.reused,
            FieldProblem::Rule(Kind::Missing) => say.missing,
            FieldProblem::Rule(Kind::LengthMin) => say.too_short,
            FieldProblem::Rule(Kind::LengthMax | Kind::TooLong) => say.too_long,
            FieldProblem::Rule(Kind::Characters) => say.characters_wrong,
            FieldProblem::Rule(Kind::Blocklist) => say.common,
            FieldProblem::Rule(Kind::Context) => say.personal,
            _ => say.kinds_missing,
        }
    },
});

/// The new password again.
pub(super) const CONFIRMATION: Field = Field::Later(&LaterField {
    name: "confirmation",
    label: |language| say(language).password.again,
    hint: |_| "",
    text: |language, problem| {
        let say = &say(language).password;
        if problem == FieldProblem::Rule(Kind::Missing) { say.again_missing } else { say.differs }
    },
});

/// What an answer of the server can be about.
pub(super) const FIELDS: Fields = Fields {
    named: &[
        (pointer::ACCOUNT, Field::Account),
        (pointer::CHALLENGE, Field::Digits),
        (pointer::SCHOOL, SCHOOL),
        (pointer::NAME, NAME),
        (pointer::ID_NUMBER, ID_NUMBER),
        (pointer::BIRTHDAY, BIRTHDAY),
        (pointer::DEFAULT_PASSWORD, DEFAULT_PASSWORD),
        (pointer::CODE, CODE),
        (pointer::PASSWORD, NEW_PASSWORD),
        (pointer::CONFIRMATION, CONFIRMATION),
    ],
};

const ACCOUNT_SPEC: FieldSpec =
    FieldSpec { field: Field::Account, kind: FieldKind::Account, check: check_account };
const DIGITS_SPEC: FieldSpec =
    FieldSpec { field: Field::Digits, kind: FieldKind::Digits, check: check_digits };
const ID_SPEC: FieldSpec = FieldSpec { field: ID_NUMBER, kind: FieldKind::Own, check: unchecked };

/// The school.
pub(super) const SCHOOL_FORM: FormSpec =
    FormSpec { fields: &[FieldSpec { field: SCHOOL, kind: FieldKind::Own, check: unchecked }] };

/// Name, ID number, birthday.
pub(super) const IDENTITY_FORM: FormSpec = FormSpec {
    fields: &[
        FieldSpec { field: NAME, kind: FieldKind::Own, check: check_name },
        ID_SPEC,
        FieldSpec { field: BIRTHDAY, kind: FieldKind::Own, check: unchecked },
        DIGITS_SPEC,
    ],
};

/// The county's own page asks; ours has no field.
pub(super) const NO_FORM: FormSpec = FormSpec { fields: &[] };

/// The ID number of a look-up.
pub(super) const LOOKUP_FORM: FormSpec = FormSpec { fields: &[ID_SPEC, DIGITS_SPEC] };

/// Account and default password.
pub(super) const DEFAULT_FORM: FormSpec = FormSpec {
    fields: &[
        ACCOUNT_SPEC,
        FieldSpec { field: DEFAULT_PASSWORD, kind: FieldKind::Own, check: check_filled },
        DIGITS_SPEC,
    ],
};

/// The account that a code is sent for.
pub(super) const ACCOUNT_FORM: FormSpec = FormSpec { fields: &[ACCOUNT_SPEC, DIGITS_SPEC] };

/// The code.
pub(super) const CODE_FORM: FormSpec =
    FormSpec { fields: &[FieldSpec { field: CODE, kind: FieldKind::Own, check: check_code }] };

/// The new password.
pub(super) const PASSWORD_FORM: FormSpec = FormSpec {
    fields: &[
        FieldSpec { field: NEW_PASSWORD, kind: FieldKind::Own, check: unchecked },
        FieldSpec { field: CONFIRMATION, kind: FieldKind::Own, check: unchecked },
    ],
};

/// The names of birthday's problems that no other field has.
pub(super) mod birthday {
    pub(in crate::screens) const YEAR: &str = "year";
    pub(in crate::screens) const MONTH: &str = "month";
    pub(in crate::screens) const DAY: &str = "day";
}

const NAME_LENGTH_MAX: usize = 100;
const CODE_LENGTH: usize = 6;

fn say(language: Language) -> &'static BackWords {
    BackWords::of(language)
}

fn birthday_text(language: Language, problem: FieldProblem) -> &'static str {
    let say = &say(language).person;
    match problem {
        FieldProblem::Own(birthday::YEAR) => say.year_missing,
        FieldProblem::Own(birthday::MONTH) => say.month_missing,
        FieldProblem::Own(birthday::DAY) => say.day_missing,
        FieldProblem::Rule(Kind::Missing) => say.birthday_missing,
        FieldProblem::Rule(Kind::NotADate) => say.no_such_day,
        FieldProblem::Rule(Kind::Future) => say.future,
        FieldProblem::Rule(Kind::OutOfRange) => say.too_long_ago,
        FieldProblem::Rule(Kind::OtherCalendar) => say.other_calendar,
        FieldProblem::Rule(Kind::Ambiguous) => say.ambiguous,
        _ => say.birthday_malformed,
    }
}

const fn unchecked(_text: &str) -> Result<(), Kind> {
    Ok(())
}

fn check_filled(text: &str) -> Result<(), Kind> {
    if text.trim().is_empty() { Err(Kind::Missing) } else { Ok(()) }
}

fn check_name(text: &str) -> Result<(), Kind> {
    check_filled(text)?;
    if text.chars().count() > NAME_LENGTH_MAX { Err(Kind::TooLong) } else { Ok(()) }
}

fn check_account(text: &str) -> Result<(), Kind> {
    AccountName::parse(text).map(|_| ()).map_err(Kind::from)
}

fn check_digits(text: &str) -> Result<(), Kind> {
    ChallengeDigits::parse(text).map(|_| ()).map_err(|error| match error {
        ChallengeDigitsError::Missing => Kind::Missing,
        ChallengeDigitsError::NotDigits => Kind::Characters,
        ChallengeDigitsError::Length => Kind::Malformed,
    })
}

fn check_code(text: &str) -> Result<(), Kind> {
    let code = fold_compact(text);
    if code.is_empty() {
        return Err(Kind::Missing);
    }
    let is_code = code.len() == CODE_LENGTH && code.bytes().all(|byte| byte.is_ascii_digit());
    if is_code { Ok(()) } else { Err(Kind::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_may_be_typed_in_groups() {
        assert_eq!(check_code("１２３ 456"), Ok(()));
        assert_eq!(check_code("12-34-56"), Ok(()));
        assert_eq!(check_code("12345"), Err(Kind::Malformed));
        assert_eq!(check_code(" "), Err(Kind::Missing));
    }

    #[test]
    fn names_have_any_characters() {
        for name in ["𠮷", "Sayun‧Nomin", "王·小明", &"林".repeat(50)] {
            assert_eq!(check_name(name), Ok(()), "{name}");
        }
        assert_eq!(check_name("　"), Err(Kind::Missing));
        assert_eq!(check_name(&"林".repeat(101)), Err(Kind::TooLong));
    }

    #[test]
    fn every_problem_of_every_field_has_words() {
        for language in Language::ALL {
            for (_, field) in FIELDS.named {
                let Field::Later(field) = field else { continue };
                for kind in Kind::ALL {
                    assert!(!(field.text)(language, FieldProblem::Rule(*kind)).is_empty());
                }
                assert!(!(field.label)(language).is_empty());
            }
        }
    }
}
