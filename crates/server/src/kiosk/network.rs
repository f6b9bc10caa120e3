//! Networks whose computers are all a school's own.

use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::kiosk::place::{Place, PlaceError};

/// A network, and what the place is called if it has one name: `10.1.3.0/24 電腦教室 3`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    /// The addresses.
    pub net: IpNet,
    /// The place.
    pub place: Option<Place>,
}

/// Why a setting is no such network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkError {
    /// It does not begin with a network.
    Net,
    /// What follows is no place's name.
    Place(PlaceError),
}

impl std::fmt::Display for NetworkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Net => f.write_str(
                "begin with a network, and name the place behind it if you like: 10.1.3.0/24 電腦教室 3",
            ),
            Self::Place(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NetworkError {}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let text = text.trim();
        let (net, name) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let net = net.parse().map_err(|_| NetworkError::Net)?;
        let name = Some(name).filter(|name| !name.trim().is_empty());
        let place = name.map(Place::parse).transpose().map_err(NetworkError::Place)?;
        Ok(Self { net, place })
    }
}

impl TryFrom<String> for Network {
    type Error = NetworkError;

    fn try_from(text: String) -> Result<Self, NetworkError> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        match network.place {
            None => network.net.to_string(),
            Some(place) => format!("{} {}", network.net, place.as_str()),
        }
    }
}

/// The network that an address is in: the smallest, so that one room of a school may have its own name.
#[must_use]
pub fn of(networks: &[Network], address: IpAddr) -> Option<&Network> {
    let address = address.to_canonical();
    let around = networks.iter().filter(|network| network.net.contains(&address));
    around.max_by_key(|network| network.net.prefix_len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_network_names_the_place() {
        let networks: Vec<Network> = ["10.1.0.0/16 測試國小", "10.1.3.0/24 電腦教室 3", "2001:db8::/32"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        let place = |address: &str| {
            let network = of(&networks, address.parse().unwrap())?;
            Some(network.place.as_ref().map_or("", Place::as_str))
        };
        assert_eq!(place("10.1.3.9"), Some("電腦教室 3"));
        assert_eq!(place("::ffff:10.1.3.9"), Some("電腦教室 3"));
        assert_eq!(place("10.1.4.9"), Some("測試國小"));
        assert_eq!(place("2001:db8::1"), Some(""));
        assert_eq!(place("10.2.3.9"), None);
    }

    #[test]
    fn settings_are_read_as_they_are_written() {
        for text in ["10.1.3.0/24", "10.1.3.0/24 電腦教室 3", "2001:db8::/32 Library"] {
            assert_eq!(String::from(text.parse::<Network>().unwrap()), text);
        }
        assert_eq!("電腦教室 3".parse::<Network>(), Err(NetworkError::Net));
        assert_eq!("10.1.3.0/24 a\u{202e}".parse::<Network>(), Err(NetworkError::Place(PlaceError::Unseen)));
    }
}
