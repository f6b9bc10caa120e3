//! Who is asking, as far as a request shows it.

use std::net::IpAddr;

use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::crypto::keyring::Purpose;
use crate::services::device::Kiosk;

/// A browser and where it is.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The address that the request came from, behind trusted proxies.
    pub address: IpAddr,
    /// SHA-256 of the browser's name for itself.
    pub user_agent_hash: Option<Vec<u8>>,
    /// SHA-256 of the browser's flow cookie, if it has one.
    pub browser_hash: Option<Vec<u8>>,
    /// The device cookie, if it has one; a kiosk is nobody's and knows nobody again.
    pub device: Option<String>,
    /// The school's own computer that it is, if it is one.
    pub kiosk: Option<Kiosk>,
    /// The reference of the session cookie, if it has one.
    pub session: Option<String>,
}

impl Visitor {
    /// The network that one household or school has: IPv4 /32, IPv6 /64.
    #[must_use]
    pub fn prefix(&self) -> Vec<u8> {
        match self.address.to_canonical() {
            IpAddr::V4(address) => address.octets().to_vec(),
            IpAddr::V6(address) => address.octets()[..8].to_vec(),
        }
    }

    /// Whether the address is in one of the networks.
    #[must_use]
    pub fn is_in(&self, networks: &[ipnet::IpNet]) -> bool {
        let address = self.address.to_canonical();
        networks.iter().any(|network| network.contains(&address))
    }

    /// Whether a whole school may sit behind this address.
    #[must_use]
    pub fn is_school(&self, app: &App) -> bool {
        self.is_in(&app.config.limits.school_networks)
    }

    /// The limiter's bucket for the source.
    #[must_use]
    pub fn source_bucket(&self, app: &App) -> [u8; 32] {
        app.keys.tag(Purpose::Bucket, &[b"source", &self.prefix()])
    }

    /// How many failures the source may have in its window.
    #[must_use]
    pub fn source_failures_max(&self, app: &App) -> i64 {
        let limits = &app.config.limits;
        if self.is_school(app) {
            limits.source_failures * limits.school_factor
        } else {
            limits.source_failures
        }
    }

    /// The source in the hash pool's fair queue; none for a school, whose pupils share it.
    #[must_use]
    pub fn queue_share(&self, app: &App) -> Option<u64> {
        if self.is_school(app) {
            return None;
        }
        let tag = Sha256::digest(self.prefix());
        tag.first_chunk().map(|bytes| u64::from_be_bytes(*bytes))
    }
}
