//! One function per column of a person, apart from class and password.

use contract::api::session::Role;
use contract::rules::account::{self, AccountName, AccountNameError};
use contract::rules::birthday::{Birthday, BirthdayError};
use contract::rules::date::Date;
use contract::rules::fold::{fold, fold_compact};
use contract::rules::id_number::{IdNumber, IdNumberError};

use super::{PersonColumn as C, PersonProblem as P};
use crate::services::import::csv_file::cells::{Cells, Fault, lost_a_character};
use crate::services::import::level::{Level, LevelWord as _};
use crate::services::import::personal::is_name_sign;
use crate::services::import::problem::RowProblem;
use crate::services::import::school_code::{self, SchoolCodeError};

const NAME_CHARACTERS_MAX: usize = 60;
const TITLES_MAX: usize = 10;
const TITLE_CHARACTERS_MAX: usize = 20;
const MAIL_BYTES_MAX: usize = 254;

pub(super) type Outcome<T> = Result<T, Fault<C, P>>;

pub(super) fn fault<T>(column: C, problem: impl Into<P>) -> Outcome<T> {
    Err(Fault::at(column, problem))
}

/// Letters and Chinese characters with the signs that real names have.
pub(super) fn name(cells: &Cells<'_, C>) -> Outcome<String> {
    let name = cells.get(C::Name);
    // Characters of private fonts are no letters to Unicode; a notice tells of them.
    let is_private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    match name.chars().count() {
        0 => fault(C::Name, P::NameMissing),
        _ if lost_a_character(name) => fault(C::Name, RowProblem::LostCharacter),
        count if count > NAME_CHARACTERS_MAX => fault(C::Name, P::NameTooLong),
        _ if !name.chars().all(|c| c.is_alphabetic() || is_name_sign(c) || is_private(c)) => {
            fault(C::Name, P::NameCharacters)
        }
        _ if name.chars().all(is_name_sign) => fault(C::Name, P::NameCharacters),
        _ => Ok(name.to_owned()),
    }
}

/// An ID number; one that only looks like a national one is refused, for it is most likely a slip.
pub(super) fn id_number(cells: &Cells<'_, C>) -> Outcome<IdNumber> {
    IdNumber::parse(cells.get(C::IdNumber)).map_err(|error| {
        let problem = match error {
            IdNumberError::Missing => P::IdMissing,
            IdNumberError::TooShort | IdNumberError::TooLong => P::IdLength,
            IdNumberError::Characters => P::IdCharacters,
            IdNumberError::CheckDigit => P::IdCheckDigit,
        };
        Fault::at(C::IdNumber, problem)
    })
}

/// A birthday that fits the role.
pub(super) fn birthday(cells: &Cells<'_, C>, role: Role, today: Date) -> Outcome<Birthday> {
    let written = cells.get(C::Birthday);
    if written.is_empty() {
        return fault(C::Birthday, P::BirthdayMissing);
    }
    Birthday::parse(written, role, today).map_err(|error| {
        let problem = match error {
            BirthdayError::Missing { .. } | BirthdayError::Malformed { .. } => P::BirthdayUnreadable,
            BirthdayError::NotADate { .. } | BirthdayError::YearNeitherCalendar => P::BirthdayNoSuchDay,
            BirthdayError::Future => P::BirthdayFuture,
            BirthdayError::OtherCalendar { .. } | BirthdayError::Ambiguous { .. } => P::BirthdayAmbiguous,
            BirthdayError::OutOfRange | BirthdayError::ImplausibleAge { .. } => P::BirthdayImplausible,
        };
        Fault::at(C::Birthday, problem)
    })
}

/// What the person is.
pub(super) fn role(cells: &Cells<'_, C>) -> Outcome<Role> {
    let word = fold(cells.get(C::Role)).to_ascii_lowercase();
    if word.is_empty() {
        return fault(C::Role, P::RoleMissing);
    }
    Role::from_code(&word).ok_or(Fault::at(C::Role, P::RoleUnknown))
}

/// The school's code; whether there is such a school is for the database to say.
pub(super) fn school_code(cells: &Cells<'_, C>) -> Outcome<String> {
    school_code::parse(cells.get(C::SchoolCode)).map_err(|error| {
        let problem = match error {
            SchoolCodeError::Missing => P::SchoolCodeMissing,
            SchoolCodeError::Characters => P::SchoolCodeCharacters,
            SchoolCodeError::Length(found) => P::SchoolCodeLength { found },
        };
        Fault::at(C::SchoolCode, problem)
    })
}

/// The school's level, where its code has more than one.
pub(super) fn school_level(cells: &Cells<'_, C>) -> Outcome<Option<Level>> {
    match cells.get(C::SchoolLevel) {
        "" => Ok(None),
        word => Level::from_word(word).map(Some).ok_or(Fault::at(C::SchoolLevel, P::SchoolLevelUnknown)),
    }
}

/// The titles with the role's own word before them, as services expect it (domain.md §1.8).
pub(super) fn titles(cells: &Cells<'_, C>, role: Role) -> Outcome<Vec<String>> {
    let kind = match role {
        Role::Pupil => "學生",
        Role::Teacher => "教師",
        Role::Staff => "職員",
    };
    let mut titles = vec![kind.to_owned()];
    for title in items(cells.get(C::Titles)) {
        if title.chars().count() > TITLE_CHARACTERS_MAX {
            return fault(C::Titles, P::TitleUnreadable);
        }
        if lost_a_character(title) {
            return fault(C::Titles, RowProblem::LostCharacter);
        }
        if !titles.iter().any(|known| known == title) {
            titles.push(title.to_owned());
        }
    }
    if titles.len() > TITLES_MAX + 1 { fault(C::Titles, P::TitleUnreadable) } else { Ok(titles) }
}

/// The account's name.
pub(super) fn account(cells: &Cells<'_, C>) -> Outcome<Option<AccountName>> {
    match cells.get(C::Account) {
        "" => Ok(None),
        written => AccountName::parse(written).map(Some).map_err(|error| {
            let is_domain = error == AccountNameError::OtherDomain;
            Fault::at(C::Account, if is_domain { P::AccountDomain } else { P::AccountUnreadable })
        }),
    }
}

/// Whether the account may be used.
pub(super) fn is_active(cells: &Cells<'_, C>) -> Outcome<Option<bool>> {
    match cells.get(C::State).to_ascii_lowercase().as_str() {
        "" => Ok(None),
        "active" | "啟用" => Ok(Some(true)),
        "disabled" | "停用" => Ok(Some(false)),
        _ => fault(C::State, P::StateUnknown),
    }
}

/// A mail address outside of our own domain.
pub(super) fn backup_mail(cells: &Cells<'_, C>) -> Outcome<Option<String>> {
    let written = fold(cells.get(C::BackupMail));
    if written.is_empty() {
        return Ok(None);
    }
    let Some((mailbox, domain)) = written.rsplit_once('@') else {
        return fault(C::BackupMail, P::MailUnreadable);
    };
    let domain = domain.to_ascii_lowercase();
    if account::SUFFIX.strip_prefix('@') == Some(domain.as_str()) {
        return fault(C::BackupMail, P::MailOwn);
    }
    let mailbox_is_fine = !mailbox.is_empty()
        && mailbox.len() <= 64
        && mailbox.bytes().all(|byte| byte.is_ascii_graphic() && !b"@\"(),:;<>[]\\".contains(&byte));
    let label_is_fine = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let domain_is_fine = domain.contains('.') && domain.split('.').all(label_is_fine);
    if mailbox_is_fine && domain_is_fine && written.len() <= MAIL_BYTES_MAX {
        Ok(Some(format!("{mailbox}@{domain}")))
    } else {
        fault(C::BackupMail, P::MailUnreadable)
    }
}

/// A mobile number of Taiwan, in the form 0912345678 whatever way it is written.
pub(super) fn backup_mobile(cells: &Cells<'_, C>) -> Outcome<Option<String>> {
    let written = fold_compact(cells.get(C::BackupMobile));
    if written.is_empty() {
        return Ok(None);
    }
    let national = written.strip_prefix("+886").or_else(|| written.strip_prefix("886"));
    let digits = national.map_or(written.clone(), |rest| format!("0{}", rest.trim_start_matches('0')));
    let is_fine =
        digits.len() == 10 && digits.starts_with("09") && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_fine { Ok(Some(digits)) } else { fault(C::BackupMobile, P::MobileUnreadable) }
}

/// The items of a list in one cell.
pub(super) fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、', '|']).map(str::trim).filter(|item| !item.is_empty())
}
