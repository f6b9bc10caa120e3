//! The key file, and the keys derived from it.
//!
//! A file holds one or more master keys, the newest last. Each purpose has its own key,
//! derived by HKDF-SHA-256 (RFC 5869), so that no two uses can be confused.

use std::io::Write as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

/// What a key is for. Each purpose derives its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Encrypting columns.
    Seal,
    /// Looking up an ID number.
    IdNumber,
    /// Checking ID number, birthday and name together.
    PersonalData,
    /// Naming a bucket of the limiter.
    Bucket,
    /// The cookie of a known device.
    Device,
    /// Recognising a repeated request body.
    Replay,
    /// Drawing the same picture again for one challenge.
    Picture,
    /// Checking a code that was sent.
    Code,
    /// Checking a default password.
    DefaultPassword,
    /// Finding the link of a notice.
    Link,
    /// The `sub` of an account in a sector.
    Subject,
    /// `guid` and `personid`.
    Guid,
    /// Finding the link of a county account.
    CountySubject,
    /// Signing the link that makes a browser a kiosk.
    KioskLink,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Seal => b"edupass/seal/1",
            Self::IdNumber => b"edupass/id-number/1",
            Self::PersonalData => b"edupass/personal-data/1",
            Self::Bucket => b"edupass/bucket/1",
            Self::Device => b"edupass/device/1",
            Self::Replay => b"edupass/replay/1",
            Self::Picture => b"edupass/picture/1",
            Self::Code => b"edupass/code/1",
            Self::DefaultPassword => b"edupass/default-password/1",
            Self::Link => b"edupass/link/1",
            Self::Subject => b"edupass/subject/1",
            Self::Guid => b"edupass/guid/1",
            Self::CountySubject => b"edupass/county-subject/1",
            Self::KioskLink => b"edupass/kiosk-link/1",
        }
    }
}

/// Why the key file cannot be used.
#[derive(Debug)]
pub enum KeyError {
    /// The file cannot be read or written.
    File(std::io::Error),
    /// The file is not the TOML that `edupass` writes.
    Format(String),
    /// There is data, and no key file for it.
    Missing,
}

impl std::fmt::Display for KeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(error) => write!(f, "the key file cannot be read or written: {error}"),
            Self::Format(what) => write!(f, "the key file is damaged: {what}"),
            Self::Missing => f.write_str(
                "the database holds people, and the key file that encrypted them is missing: \
                 put it back (keys.file), it cannot be made anew",
            ),
        }
    }
}

impl std::error::Error for KeyError {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    key: Vec<MasterKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MasterKey {
    version: u8,
    secret: String,
}

/// Every master key, the newest last.
pub struct Keyring {
    masters: Vec<(u8, Zeroizing<Vec<u8>>)>,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyring").field("versions", &self.masters.len()).finish()
    }
}

impl Keyring {
    /// Reads the file, or writes a first one where there is none.
    ///
    /// # Errors
    /// When the file is damaged, cannot be read, or is missing although `has_data`.
    pub fn open(path: &Path, has_data: bool) -> Result<Self, KeyError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&Zeroizing::new(text)),
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(KeyError::File(error)),
            Err(_) if has_data => Err(KeyError::Missing),
            Err(_) => Self::create(path),
        }
    }

    /// One random key, kept nowhere: for tests.
    #[must_use]
    pub fn ephemeral() -> Self {
        Self { masters: vec![(1, Zeroizing::new(crate::random::bytes::<32>().to_vec()))] }
    }

    fn create(path: &Path) -> Result<Self, KeyError> {
        let secret = Zeroizing::new(STANDARD.encode(crate::random::bytes::<32>()));
        let text = Zeroizing::new(format!(
            "# Keys of EduPass. Without this file nobody's ID number or birthday can be read.\n\
             # Keep a copy apart from the database's backups. A new key goes at the end.\n\n\
             [[key]]\nversion = 1\nsecret = \"{}\"\n",
            secret.as_str()
        ));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(KeyError::File)?;
        }
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(KeyError::File)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(KeyError::File)?;
        Self::parse(&text)
    }

    fn parse(text: &str) -> Result<Self, KeyError> {
        use figment::providers::{Format as _, Toml};
        let file: KeyFile = figment::Figment::from(Toml::string(text))
            .extract()
            .map_err(|error| KeyError::Format(error.kind.to_string()))?;
        let mut masters = Vec::new();
        for key in file.key {
            let secret =
                STANDARD.decode(key.secret.as_bytes()).ok().filter(|secret| secret.len() == 32).ok_or_else(
                    || KeyError::Format(format!("key {} is not 32 bytes in base64", key.version)),
                )?;
            masters.push((key.version, Zeroizing::new(secret)));
        }
        if masters.is_empty() {
            return Err(KeyError::Format("it holds no key".into()));
        }
        Ok(Self { masters })
    }

    /// The version that new data is written with.
    #[must_use]
    pub fn newest(&self) -> u8 {
        self.masters.last().map_or(0, |(version, _)| *version)
    }

    /// The key for `purpose` in one version, if the file has that version.
    #[must_use]
    pub fn key(&self, version: u8, purpose: Purpose) -> Option<Zeroizing<[u8; 32]>> {
        let (_, master) = self.masters.iter().find(|(known, _)| *known == version)?;
        let mut key = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, master).expand(purpose.label(), key.as_mut_slice()).ok()?;
        Some(key)
    }

    /// HMAC-SHA-256 over the parts, each preceded by its length, under the newest key.
    #[must_use]
    pub fn tag(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        self.tag_with(self.newest(), purpose, parts)
    }

    /// The tag under the oldest key, for names that stay the same when a new key comes.
    #[must_use]
    pub fn lasting_tag(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        self.tag_with(self.masters.first().map_or(0, |(version, _)| *version), purpose, parts)
    }

    /// The tags under every version, the newest first, for looking up what an old key wrote.
    #[must_use]
    pub fn tags(&self, purpose: Purpose, parts: &[&[u8]]) -> Vec<[u8; 32]> {
        self.masters.iter().rev().map(|(version, _)| self.tag_with(*version, purpose, parts)).collect()
    }

    fn tag_with(&self, version: u8, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        let key = self.key(version, purpose).unwrap_or_default();
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key.as_slice()) else { return [0; 32] };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}
