//! Sealed columns: XChaCha20-Poly1305 with the place of the value as associated data, so that a
//! sealed value moved to another row or column does not open.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::crypto::keyring::{Keyring, Purpose};

const NONCE_BYTES: usize = 24;

/// Where a sealed value lives.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The table and the column, e.g. `person.id`.
    pub column: &'a str,
    /// The row's primary key.
    pub row: &'a str,
}

impl Place<'_> {
    fn associated_data(self, version: u8) -> Vec<u8> {
        [&[version], self.column.as_bytes(), b"\0", self.row.as_bytes()].concat()
    }
}

/// Why a sealed value does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealError {
    /// It was sealed with a key that the key file lacks.
    UnknownKey,
    /// It is damaged, or stands in another place than it was sealed for.
    Damaged,
}

impl std::fmt::Display for SealError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::UnknownKey => "a sealed value needs a key that the key file lacks",
            Self::Damaged => "a sealed value is damaged",
        })
    }
}

impl std::error::Error for SealError {}

/// Encrypts `plain` for its place: version ‖ nonce ‖ ciphertext.
///
/// # Errors
/// Never with a keyring that was opened; the type is that of the cipher.
pub fn seal(keys: &Keyring, place: Place<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
    let version = keys.newest();
    let key = keys.key(version, Purpose::Seal).ok_or(SealError::UnknownKey)?;
    let nonce = crate::random::bytes::<NONCE_BYTES>();
    let payload = Payload { msg: plain, aad: &place.associated_data(version) };
    let sealed = XChaCha20Poly1305::new(key.as_slice().into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| SealError::Damaged)?;
    Ok([&[version][..], &nonce, &sealed].concat())
}

/// Decrypts what [`seal`] made for the same place.
///
/// # Errors
/// When the key is unknown, the value damaged, or the place another one.
pub fn open(keys: &Keyring, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (version, rest) = sealed.split_first().ok_or(SealError::Damaged)?;
    let (nonce, body) = rest.split_at_checked(NONCE_BYTES).ok_or(SealError::Damaged)?;
    let key = keys.key(*version, Purpose::Seal).ok_or(SealError::UnknownKey)?;
    let payload = Payload { msg: body, aad: &place.associated_data(*version) };
    XChaCha20Poly1305::new(key.as_slice().into())
        .decrypt(XNonce::from_slice(nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| SealError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_in_its_place() {
        let keys = Keyring::ephemeral();
        let here = Place { column: "person.id", row: "1" };
        let sealed = seal(&keys, here, b"A123456789").unwrap();
        assert_eq!(open(&keys, here, &sealed).unwrap().as_slice(), b"A123456789");
        assert_eq!(open(&keys, Place { row: "2", ..here }, &sealed), Err(SealError::Damaged));
        assert_eq!(
            open(&keys, Place { column: "person.birthday", ..here }, &sealed),
            Err(SealError::Damaged)
        );
        assert!(!sealed.windows(9).any(|part| part == b"A12345678"));
    }

    #[test]
    fn short_or_changed_values_are_damaged() {
        let keys = Keyring::ephemeral();
        let here = Place { column: "person.id", row: "1" };
        let mut sealed = seal(&keys, here, b"x").unwrap();
        assert_eq!(open(&keys, here, &sealed[..10]), Err(SealError::Damaged));
        assert_eq!(open(&keys, here, &[]), Err(SealError::Damaged));
        if let Some(last) = sealed.last_mut() {
            *last ^= 1;
        }
        assert_eq!(open(&keys, here, &sealed), Err(SealError::Damaged));
    }
}
