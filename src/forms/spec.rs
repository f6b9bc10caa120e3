//! What a form asks for, as data.

use core::fmt;

use contract::api::problem::pointer;
use contract::error::FieldErrorKind;
use contract::language::Language;

/// Every field of every form. Its name is the input's `name` and `id`, so that they stay the
/// same from the shell to the app and from one release to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// The account, without its suffix.
    Account,
    /// The present password.
    Password,
    /// The digits of the challenge.
    Digits,
    /// A field of a page that is a part of its own; it brings its words along, so that nobody waits for
    /// them who does not open the page.
    Later(&'static LaterField),
}

/// A field of a page that is a part of its own.
pub(crate) struct LaterField {
    /// The input's `name` and `id`.
    pub(crate) name: &'static str,
    /// Its label.
    pub(crate) label: fn(Language) -> &'static str,
    /// What helps before typing; may be empty.
    pub(crate) hint: fn(Language) -> &'static str,
    /// What is wrong with it.
    pub(crate) text: fn(Language, FieldProblem) -> &'static str,
}

/// Two fields are one if their names are: the compiler may move functions.
impl PartialEq for LaterField {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for LaterField {}

impl fmt::Debug for LaterField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Field {
    /// The input's `name` and `id`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Password => "password",
            Self::Digits => "digits",
            Self::Later(field) => field.name,
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
    /// Another, which its page draws itself.
    Own,
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
    /// Something that only this field can have, by a name that its own words know.
    Own(&'static str),
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
