//! What a form asks for, as data.

use contract::api::problem::pointer;
use contract::error::FieldErrorKind;

/// Every field of every form. Its name is the input's `name` and `id`, so that they stay the
/// same from the shell to the app and from one release to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    /// The account, without its suffix.
    Account,
    /// The present password.
    Password,
    /// The digits of the challenge.
    Digits,
}

impl Field {
    /// The input's `name` and `id`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Password => "password",
            Self::Digits => "digits",
        }
    }

    /// The field that a problem's pointer (RFC 6901) names.
    pub(crate) fn from_pointer(pointer: &str) -> Option<Self> {
        match pointer {
            pointer::ACCOUNT => Some(Self::Account),
            pointer::PASSWORD => Some(Self::Password),
            pointer::CHALLENGE => Some(Self::Digits),
            _ => None,
        }
    }
}

/// Which control a field has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    /// An account with its fixed suffix.
    Account,
    /// A password that exists already.
    CurrentPassword,
    /// A few digits.
    Digits,
}

/// One field of a form.
#[derive(Debug)]
pub(crate) struct FieldSpec {
    /// Which field.
    pub(crate) field: Field,
    /// Its control.
    pub(crate) kind: FieldKind,
    /// Its rule, the same as the server's.
    pub(crate) check: fn(&str) -> Result<(), FieldErrorKind>,
}

/// A form: its fields in the order in which they stand.
#[derive(Debug)]
pub(crate) struct FormSpec {
    /// The fields.
    pub(crate) fields: &'static [FieldSpec],
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldProblem {
    /// It breaks a rule.
    Rule(FieldErrorKind),
    /// Account and password do not belong together.
    Mismatch,
    /// The challenge was answered wrongly.
    Wrong,
    /// The challenge was too old.
    Expired,
    /// The flow was too old, so the challenge is another one.
    Renewed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_name_fields() {
        assert_eq!(Field::from_pointer(pointer::ACCOUNT), Some(Field::Account));
        assert_eq!(Field::from_pointer(pointer::CHALLENGE), Some(Field::Digits));
        assert_eq!(Field::from_pointer("/version"), None);
    }
}
