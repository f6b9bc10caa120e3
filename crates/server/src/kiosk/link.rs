//! The signed link that makes a browser a kiosk. It keeps no secret: whoever may read it may know
//! what is in it, and only whoever has the key file can make one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::api::site::Device;
use contract::paths;
use subtle::{Choice, ConstantTimeEq as _};

use crate::clock::Timestamp;
use crate::crypto::keyring::{Keyring, Purpose};
use crate::kiosk::place::Place;

/// The first byte: how the rest is laid out.
const FORMAT: u8 = 1;
/// HMAC-SHA-256, cut to half its length (RFC 2104 §5), so that the link fits into a cookie.
const MAC_BYTES: usize = 16;
const KEYPAD: u8 = 1;

/// What a link says of the computer that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub place: Place,
    /// Seconds without activity until the warning ([`Device::IDLE_SECONDS`]); none is as the server's
    /// settings say at the time.
    pub idle_seconds: Option<u32>,
    /// Whether fields for digits offer keys on the screen.
    pub keypad: bool,
    /// The page that it starts from: one of [`START_PAGES`].
    pub page: &'static str,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// The pages that a kiosk may start from: those that need nobody to be signed in.
pub const START_PAGES: [&str; 6] = [
    "/",
    paths::SCREEN_SIGN_IN,
    paths::SCREEN_SIGN_IN_COUNTY,
    paths::SCREEN_FIND_ACCOUNT,
    paths::SCREEN_FORGOT_PASSWORD,
    paths::SCREEN_ACTIVATE,
];

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkError {
    /// It is cut off, changed, another server's, or no token at all: which, nobody can tell.
    Invalid,
    /// It was one of ours, and its time is over.
    Expired,
}

impl Link {
    /// The link as text that may stand in an address.
    #[must_use]
    pub fn token(&self, keys: &Keyring) -> String {
        let payload = self.payload();
        let mac = keys.tag(Purpose::KioskLink, &[&payload]);
        URL_SAFE_NO_PAD.encode([payload.as_slice(), &mac[..MAC_BYTES]].concat())
    }

    /// What a token says, if one of our keys made it and it is not over.
    ///
    /// # Errors
    /// [`LinkError::Expired`] for one of ours, else [`LinkError::Invalid`].
    pub fn read(keys: &Keyring, token: &str, now: Timestamp) -> Result<Self, LinkError> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| LinkError::Invalid)?;
        let (payload, mac) = bytes.split_last_chunk::<MAC_BYTES>().ok_or(LinkError::Invalid)?;
        let tags = keys.tags(Purpose::KioskLink, &[payload]);
        let is_ours = tags.iter().fold(Choice::from(0), |found, tag| found | tag[..MAC_BYTES].ct_eq(mac));
        if !bool::from(is_ours) {
            return Err(LinkError::Invalid);
        }
        let link = Self::parse(payload).ok_or(LinkError::Invalid)?;
        if link.expires_at <= now { Err(LinkError::Expired) } else { Ok(link) }
    }

    /// Format, end in seconds, idle time, flags, length of the page, page, place.
    fn payload(&self) -> Vec<u8> {
        let idle = self.idle_seconds.and_then(|seconds| u16::try_from(seconds).ok()).unwrap_or(0);
        let flags = if self.keypad { KEYPAD } else { 0 };
        let length = u8::try_from(self.page.len()).unwrap_or(0);
        [
            &[FORMAT][..],
            &self.expires_at.0.div_euclid(1000).to_be_bytes(),
            &idle.to_be_bytes(),
            &[flags, length],
            self.page.as_bytes(),
            self.place.as_str().as_bytes(),
        ]
        .concat()
    }

    fn parse(payload: &[u8]) -> Option<Self> {
        let (&[format], rest) = payload.split_first_chunk()?;
        let (seconds, rest) = rest.split_first_chunk()?;
        let (idle, rest) = rest.split_first_chunk()?;
        let (&[flags, length], rest) = rest.split_first_chunk()?;
        let (page, place) = rest.split_at_checked(length.into())?;
        let idle = u32::from(u16::from_be_bytes(*idle));
        let is_known = format == FORMAT && flags & !KEYPAD == 0;
        let is_possible = idle == 0 || Device::IDLE_SECONDS.contains(&idle);
        let name = std::str::from_utf8(place).ok()?;
        let place = Place::parse(name).ok().filter(|place| place.as_str() == name)?;
        (is_known && is_possible).then_some(())?;
        Some(Self {
            place,
            idle_seconds: Some(idle).filter(|idle| *idle != 0),
            keypad: flags == KEYPAD,
            page: START_PAGES.into_iter().find(|known| known.as_bytes() == page)?,
            expires_at: Timestamp(i64::from_be_bytes(*seconds).checked_mul(1000)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn link(place: &str, idle_seconds: Option<u32>, keypad: bool, page: usize) -> Link {
        let page = START_PAGES[page % START_PAGES.len()];
        let place = Place::parse(place).unwrap();
        Link { place, idle_seconds, keypad, page, expires_at: NOW.plus_seconds(3600) }
    }

    proptest! {
        #[test]
        fn token_says_what_the_link_said(
            place in "[!-~一-龥]([ -~一-龥]{0,28}[!-~一-龥])?",
            idle in proptest::option::of(Device::IDLE_SECONDS),
            keypad: bool,
            page: usize,
        ) {
            let keys = Keyring::ephemeral();
            let link = link(&place, idle, keypad, page);
            let token = link.token(&keys);
            prop_assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
            prop_assert_eq!(Link::read(&keys, &token, NOW), Ok(link));
        }

        #[test]
        fn changed_token_is_nobodys(at: prop::sample::Index, bit in 0..8_u8) {
            let keys = Keyring::ephemeral();
            let token = link("電腦教室 3", Some(120), true, 1).token(&keys);
            let mut bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            let changed = URL_SAFE_NO_PAD.encode(bytes);
            prop_assert_eq!(Link::read(&keys, &changed, NOW), Err(LinkError::Invalid));
        }

        #[test]
        fn any_text_is_met_calmly(text in ".{0,400}") {
            prop_assert_eq!(Link::read(&Keyring::ephemeral(), &text, NOW), Err(LinkError::Invalid));
        }

        /// As if the key were stolen: what is signed and makes no sense is refused all the same.
        #[test]
        fn signed_nonsense_opens_nothing(mut payload in prop::collection::vec(any::<u8>(), 0..200), format: bool) {
            let keys = Keyring::ephemeral();
            if let (true, Some(first)) = (format, payload.first_mut()) {
                *first = FORMAT;
            }
            let mac = keys.tag(Purpose::KioskLink, &[&payload]);
            let token = URL_SAFE_NO_PAD.encode([payload.as_slice(), &mac[..MAC_BYTES]].concat());
            if let Ok(link) = Link::read(&keys, &token, NOW) {
                prop_assert_eq!(link.token(&keys), token, "there is one way to write a link");
            }
        }
    }

    #[test]
    fn every_part_of_a_token_is_needed() {
        let keys = Keyring::ephemeral();
        let token = link("電腦教室 3", None, false, 0).token(&keys);
        for length in 0..token.len() {
            assert_eq!(Link::read(&keys, &token[..length], NOW), Err(LinkError::Invalid), "{length}");
        }
        assert_eq!(Link::read(&keys, &[&token, "A"].concat(), NOW), Err(LinkError::Invalid));
    }

    #[test]
    fn link_ends_at_its_second() {
        let keys = Keyring::ephemeral();
        let link = link("電腦教室 3", Some(120), true, 1);
        let (token, end) = (link.token(&keys), link.expires_at);
        assert_eq!(Link::read(&keys, &token, Timestamp(end.0 - 1)), Ok(link));
        assert_eq!(Link::read(&keys, &token, end), Err(LinkError::Expired));
    }

    #[test]
    fn another_servers_link_is_nobodys() {
        let token = link("電腦教室 3", None, false, 0).token(&Keyring::ephemeral());
        assert_eq!(Link::read(&Keyring::ephemeral(), &token, NOW), Err(LinkError::Invalid));
    }

    #[test]
    fn longest_link_fits_into_a_cookie() {
        let place = "\u{20000}".repeat(Place::CHARACTERS_MAX);
        for page in 0..START_PAGES.len() {
            assert!(link(&place, Some(1800), true, page).token(&Keyring::ephemeral()).len() <= 256);
        }
    }
}
