//! Randomness, from its one named place: the operating system seeds it.
#![expect(clippy::disallowed_methods, reason = "this is the one named place where randomness is drawn")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;

/// The generator for code that takes one as an argument.
#[must_use]
pub fn generator() -> impl rand::Rng {
    rand::rng()
}

/// `N` random bytes.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A reference of 128 random bits, as 22 characters of base64url.
#[must_use]
pub fn reference() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<16>())
}

/// A code or token of 256 random bits, as 43 characters of base64url.
#[must_use]
pub fn token() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A row's id: a UUID whose order is the order of creation.
#[must_use]
pub fn row_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// A subject's id: a UUID that tells nothing, not even when it was made.
#[must_use]
pub fn subject_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
