//! EduPass as the relying party of each county's provider (OpenID Connect Core).
//!
//! Reading order: a request goes over a [`line::Line`], which the county's [`health`] lets through and
//! whose places are limited, so that one county's trouble stays its own; [`discovery`] says where to ask,
//! [`exchange`] sends people there and believes what comes back, [`claims`] finds what we look for in it.

pub mod claims;
pub mod discovery;
pub mod egress;
pub mod exchange;
pub mod health;
pub mod line;
pub mod sign_out;
pub mod trouble;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use contract::api::county::CountyState;
use tokio::sync::Semaphore;

use crate::clock::Timestamp;
use crate::config::settings::County as Settings;
use crate::county::discovery::Known;
use crate::county::health::{Health, Rules};
use crate::outbound;

/// What this server knows of all counties. Nothing of it is stored: another server sees for itself.
pub struct Counties {
    http: reqwest::Client,
    rules: Rules,
    places: usize,
    wait: Duration,
    patience: Duration,
    desks: Mutex<HashMap<String, Arc<Desk>>>,
    is_any_offered: AtomicBool,
}

/// What it knows of one county.
pub(crate) struct Desk {
    health: Mutex<Health>,
    places: Arc<Semaphore>,
    known: Mutex<Option<Arc<Known>>>,
}

impl std::fmt::Debug for Counties {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Counties").field("rules", &self.rules).finish_non_exhaustive()
    }
}

impl Counties {
    /// With these settings.
    ///
    /// # Errors
    /// When the certificates cannot be read or TLS cannot be set up; the text says which.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let patience = Duration::from_millis(settings.timeout_ms);
        Ok(Self {
            http: outbound::client("county.ca_file", &settings.ca_file, patience)?,
            rules: Rules {
                failures_max: settings.failures_max,
                pause_seconds: settings.pause_seconds,
                pause_seconds_max: settings.pause_seconds_max,
                slow_ms: settings.slow_ms,
            },
            places: settings.requests_max,
            wait: Duration::from_millis(settings.wait_ms_max),
            patience,
            desks: Mutex::default(),
            is_any_offered: AtomicBool::new(false),
        })
    }

    /// Whether there is any county to sign in at, as was seen last.
    #[must_use]
    pub fn is_any_offered(&self) -> bool {
        self.is_any_offered.load(Ordering::Relaxed)
    }

    /// Remembers whether there is any.
    pub fn set_any_offered(&self, is_so: bool) {
        self.is_any_offered.store(is_so, Ordering::Relaxed);
    }

    /// How a county does.
    #[must_use]
    pub fn state(&self, county: &str, now: Timestamp) -> CountyState {
        let desk = self.desk(county);
        let health = desk.health.lock().unwrap_or_else(PoisonError::into_inner);
        health.state(&self.rules, now)
    }

    fn desk(&self, county: &str) -> Arc<Desk> {
        let mut desks = self.desks.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || {
            Arc::new(Desk {
                health: Mutex::default(),
                places: Arc::new(Semaphore::new(self.places)),
                known: Mutex::default(),
            })
        };
        desks.entry(county.to_owned()).or_insert_with(new).clone()
    }
}
