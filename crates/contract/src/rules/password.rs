//! The password policy as data, and each rule's verdict for a live checklist.
//!
//! A password is taken exactly as typed: never trimmed, folded or cut (ASVS 5.0 6.2.8).

use serde::{Deserialize, Serialize};

use crate::api::session::Role;
use crate::rules::date::Date;
use crate::rules::{password_blocklist, password_context};

/// The most bytes that are ever hashed. It bounds the work for one request, and leaves room for
/// a longer maximum without changing what is stored.
pub const BYTES_MAX: usize = 256;

/// Which rules a deployment follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PasswordProfile {
    /// As the ministry's pages say. Shorter than NIST asks for, so the block list, the context
    /// words and the limits on guessing have to make up for it.
    #[default]
    Moe,
    /// NIST SP 800-63B-4 §3.1.1.
    Nist,
}

/// Which characters a password may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Characters {
    /// What every keyboard in a school can type, and no form of which has two encodings.
    PrintableAscii,
    /// Any character but control characters and U+FFFD, which stands for one that was lost.
    Unicode,
}

/// Which kinds of characters a password must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Composition {
    /// Any.
    Free,
    /// A letter and a digit.
    LettersAndDigits,
    /// Three of: capital letters, small letters, digits, symbols.
    ThreeOfFour,
}

/// What a password has to be, and when it may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordPolicy {
    /// The fewest characters.
    pub length_min: u16,
    /// The most characters.
    pub length_max: u16,
    /// The characters it may have.
    pub characters: Characters,
    /// What a pupil's password must have.
    pub composition_pupil: Composition,
    /// What everybody else's password must have.
    pub composition_others: Composition,
    /// Hours until it may be changed again.
    pub age_hours_min: u16,
    /// How many earlier passwords it must differ from.
    pub history: u8,
}

/// A rule's stable id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RuleId {
    /// It has [`PasswordPolicy::length_min`] characters or more.
    LengthMin,
    /// It has [`PasswordPolicy::length_max`] characters or fewer, and [`BYTES_MAX`] bytes.
    LengthMax,
    /// It has no character outside [`PasswordPolicy::characters`].
    Characters,
    /// It has the kinds of characters that the role asks for.
    Composition,
    /// It is no common password and no walk over the keyboard.
    Blocklist,
    /// It tells nothing about the person: account, ID number, birthday, name.
    Context,
}

/// One line of the checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleResult {
    /// The rule.
    pub rule: RuleId,
    /// Whether the password meets it.
    pub met: bool,
}

/// What is known about the person. Empty texts and `None` are left out of account.
#[derive(Clone, Copy, Default)]
pub struct Context<'a> {
    /// The account without its suffix.
    pub account: &'a str,
    /// The ID number.
    pub id_number: &'a str,
    /// The birthday.
    pub birthday: Option<Date>,
    /// The name, in Chinese or romanised.
    pub name: &'a str,
    /// More words: the school's code and name, telephone numbers, names of services.
    pub words: &'a [&'a str],
    /// Whether a longer list than the built-in one has the password, where there is one.
    pub is_listed: Option<&'a dyn Fn(&str) -> bool>,
}

impl PasswordPolicy {
    /// The ministry's rules.
    pub const MOE: Self = Self {
        length_min: 8,
        length_max: 20,
        characters: Characters::PrintableAscii,
        composition_pupil: Composition::LettersAndDigits,
        composition_others: Composition::ThreeOfFour,
        age_hours_min: 24,
        history: 3,
    };

    /// NIST's rules, where the password is all there is.
    pub const NIST: Self = Self {
        length_min: 15,
        length_max: 128,
        characters: Characters::Unicode,
        composition_pupil: Composition::Free,
        composition_others: Composition::Free,
        age_hours_min: 0,
        history: 0,
    };

    /// NIST's rules, where a second factor is always asked for.
    pub const NIST_SECOND_FACTOR: Self = Self { length_min: 8, ..Self::NIST };

    /// The policy of a profile.
    #[must_use]
    pub const fn of(profile: PasswordProfile) -> Self {
        match profile {
            PasswordProfile::Moe => Self::MOE,
            PasswordProfile::Nist => Self::NIST,
        }
    }

    /// What a password of this role must have.
    #[must_use]
    pub const fn composition(&self, role: Role) -> Composition {
        match role {
            Role::Pupil => self.composition_pupil,
            Role::Teacher | Role::Staff => self.composition_others,
        }
    }
}

/// The verdict of every rule that the policy has, in the order of a checklist.
#[must_use]
pub fn check(policy: &PasswordPolicy, role: Role, password: &str, context: &Context<'_>) -> Vec<RuleResult> {
    let length = password.chars().count();
    let composition = policy.composition(role);
    let length_max = usize::from(policy.length_max);
    let listed = password_blocklist::is_common(password)
        || context.is_listed.is_some_and(|is_listed| is_listed(password));
    let mut results = Vec::with_capacity(6);
    let mut add = |rule, met| results.push(RuleResult { rule, met });
    add(RuleId::LengthMin, length >= usize::from(policy.length_min));
    add(RuleId::LengthMax, length <= length_max && password.len() <= BYTES_MAX);
    add(RuleId::Characters, password.chars().all(|c| policy.characters.allow(c)));
    if composition != Composition::Free {
        add(RuleId::Composition, composition.is_met(password));
    }
    add(RuleId::Blocklist, !listed);
    add(RuleId::Context, !password_context::tells(password, context));
    results
}

/// Whether every rule is met.
#[must_use]
pub fn accepts(policy: &PasswordPolicy, role: Role, password: &str, context: &Context<'_>) -> bool {
    let results = check(policy, role, password, context);
    results.iter().all(|result| result.met)
}

impl Characters {
    const fn allow(self, c: char) -> bool {
        match self {
            Self::PrintableAscii => matches!(c, ' '..='~'),
            Self::Unicode => !matches!(c, '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}'),
        }
    }
}

impl Composition {
    fn is_met(self, password: &str) -> bool {
        let has = |is_kind: fn(&u8) -> bool| password.as_bytes().iter().any(is_kind);
        let upper = has(u8::is_ascii_uppercase);
        let lower = has(u8::is_ascii_lowercase);
        let digit = has(u8::is_ascii_digit);
        let symbol = has(u8::is_ascii_punctuation);
        match self {
            Self::Free => true,
            Self::LettersAndDigits => (upper || lower) && digit,
            Self::ThreeOfFour => [upper, lower, digit, symbol].iter().filter(|kind| **kind).count() >= 3,
        }
    }
}
