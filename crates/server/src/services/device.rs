//! What a browser is taken for, and what follows from it (experience.md K1, K3).

use std::net::IpAddr;

use contract::api::site::{Device, Profile};

use crate::app::App;
use crate::config::GRACE_SECONDS;
use crate::config::settings::Device as Settings;
use crate::kiosk::link::Link;
use crate::kiosk::network;
use crate::services::sessions::reference_hash;
use crate::services::visitor::Visitor;
use crate::store::device;

/// A school's own computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kiosk {
    /// What the school calls the place.
    pub place: Option<String>,
    /// Seconds without activity until the warning.
    pub idle_seconds: u32,
    /// Whether fields for digits offer keys on the screen.
    pub keypad: bool,
}

/// The kiosk that a request comes from, if it does: by its cookie, which says more, else by its network.
#[must_use]
pub fn kiosk(app: &App, address: IpAddr, cookie: Option<&str>) -> Option<Kiosk> {
    let settings = &app.config.device;
    let network = network::of(&settings.kiosk_networks, address);
    if let Some(Ok(link)) = cookie.map(|token| Link::read(&app.keys, token, app.clock.now())) {
        // The link is on the wall: opening it must not make anything wait longer than it would without.
        let longest =
            if network.is_some() { settings.kiosk_idle_seconds } else { longest_link_seconds(settings) };
        return Some(Kiosk {
            place: Some(link.place.into()),
            idle_seconds: link.idle_seconds.unwrap_or(settings.kiosk_idle_seconds).min(longest),
            keypad: link.keypad || settings.keypad,
        });
    }
    let network = network?;
    Some(Kiosk {
        place: network.place.clone().map(String::from),
        idle_seconds: settings.kiosk_idle_seconds,
        keypad: settings.keypad,
    })
}

/// The longest time that a link can say, in seconds: what its computer would wait without it.
#[must_use]
pub fn longest_link_seconds(settings: &Settings) -> u32 {
    settings.kiosk_idle_seconds.max(settings.shared_idle_seconds)
}

/// What the visitor's browser is taken for. Where that cannot be found out, others may use it too.
pub async fn view(app: &App, visitor: &Visitor) -> Device {
    let settings = &app.config.device;
    let warning_seconds = settings.warning_seconds;
    if let Some(kiosk) = visitor.kiosk.clone() {
        let Kiosk { place, idle_seconds, keypad } = kiosk;
        return Device { profile: Profile::Kiosk, idle_seconds, warning_seconds, keypad, place };
    }
    let profile = if is_own(app, visitor).await { Profile::Personal } else { Profile::Shared };
    let idle_seconds = settings.shared_idle_seconds;
    Device { profile, idle_seconds, warning_seconds, keypad: false, place: None }
}

async fn is_own(app: &App, visitor: &Visitor) -> bool {
    let Some(name) = visitor.device.as_deref() else { return false };
    device::is_somebodys(&app.store, &reference_hash(name)).await.unwrap_or_else(|error| {
        tracing::error!(%error, "whose a device is cannot be found out");
        false
    })
}

/// Seconds without a request after which a session of this visitor ends.
#[must_use]
pub fn session_idle_seconds(app: &App, visitor: &Visitor, is_personal: bool) -> i64 {
    let session = &app.config.session;
    match &visitor.kiosk {
        Some(kiosk) => (kiosk.idle_seconds + app.config.device.warning_seconds + GRACE_SECONDS).into(),
        None if is_personal => session.idle_minutes * 60,
        None => session.shared_idle_minutes * 60,
    }
}
