//! Personal data at rest: what is sealed, and the tags by which it is found and checked.
//!
//! Every form of a person's data that goes into a column is made here (security.md §9.3).

use contract::rules::birthday::Birthday;
use contract::rules::fold::fold_compact;
use contract::rules::id_number::{IdKind, IdNumber};
use zeroize::Zeroizing;

use crate::crypto::keyring::{Keyring, Purpose};
use crate::crypto::seal::{self, Place, SealError};

/// A sealed column of a person. The row is always the person's internal id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The ID number.
    IdNumber,
    /// The birthday, as `2001-01-01`.
    Birthday,
    /// The backup mail address.
    BackupMail,
    /// The backup mobile number.
    BackupMobile,
}

impl Column {
    const fn name(self) -> &'static str {
        match self {
            Self::IdNumber => "person.id",
            Self::Birthday => "person.birthday",
            Self::BackupMail => "contact.mail",
            Self::BackupMobile => "contact.mobile",
        }
    }

    /// Seals a value for this column.
    ///
    /// # Errors
    /// When the keyring holds no key.
    pub fn seal(self, keys: &Keyring, person_id: &str, plain: &str) -> Result<Vec<u8>, SealError> {
        seal::seal(keys, Place { column: self.name(), row: person_id }, plain.as_bytes())
    }

    /// Opens a value of this column.
    ///
    /// # Errors
    /// When the key is unknown, or the value damaged or another person's.
    pub fn open(
        self,
        keys: &Keyring,
        person_id: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<String>, SealError> {
        let plain = seal::open(keys, Place { column: self.name(), row: person_id }, sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| SealError::Damaged)?;
        Ok(Zeroizing::new(text.to_owned()))
    }
}

/// The tags of an ID number under every key, the newest first: for looking a person up.
#[must_use]
pub fn id_tags(keys: &Keyring, id: &IdNumber) -> Vec<[u8; 32]> {
    keys.tags(Purpose::IdNumber, &[id.as_str().as_bytes()])
}

/// The tag of ID number, birthday and name together: for checking what somebody says of
/// themselves without opening anything.
#[must_use]
pub fn kba_tag(keys: &Keyring, id: &IdNumber, birthday: Birthday, name: &str) -> [u8; 32] {
    let birthday = birthday.date().to_iso();
    keys.tag(Purpose::PersonalData, &[id.as_str().as_bytes(), birthday.as_bytes(), name_key(name).as_bytes()])
}

/// A keyed hash of everything that is stored of the person, to see whether it changed.
#[must_use]
pub fn fingerprint(keys: &Keyring, id: &IdNumber, birthday: Birthday, name: &str, role: &str) -> [u8; 32] {
    let birthday = birthday.date().to_iso();
    let parts = ["fingerprint", id.as_str(), kind_code(id.kind()), &birthday, name, role];
    keys.tag(Purpose::PersonalData, &parts.map(str::as_bytes))
}

/// The stable text of a kind of ID number.
#[must_use]
pub const fn kind_code(kind: IdKind) -> &'static str {
    match kind {
        IdKind::National => "national",
        IdKind::ResidentNew => "resident_new",
        IdKind::ResidentOld => "resident_old",
        IdKind::Other => "other",
    }
}

/// A name as it is compared: without spaces, dots, hyphens and case, with 臺 for 台.
#[must_use]
pub fn name_key(name: &str) -> String {
    fold_compact(name)
        .chars()
        .filter(|c| !matches!(c, '·' | '‧' | '•' | '・' | '.'))
        .map(|c| if c == '台' { '臺' } else { c })
        .flat_map(char::to_lowercase)
        .collect()
}

/// A sign that real names have between their letters.
#[must_use]
pub const fn is_name_sign(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '·' | '‧' | '•' | '・' | '.' | '-' | '\'' | '’' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_compare_without_spaces_and_signs() {
        assert_eq!(name_key("王 小　明"), name_key("王小明"));
        assert_eq!(name_key("谷木‧哈就"), name_key("谷木·哈就"));
        assert_eq!(name_key("Anna-Maria  LIN"), name_key("anna maria lin"));
        assert_ne!(name_key("王小明"), name_key("王小名"));
    }
}
