//! Counters for Prometheus. Labels are route templates and codes, never values of people.

use prometheus::{
    Encoder as _, HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};

/// The counters.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    sign_ins: IntCounterVec,
    hashing: IntGauge,
    deliveries: IntCounterVec,
    counties: IntCounterVec,
}

impl Metrics {
    /// Fresh counters.
    ///
    /// # Errors
    /// When a name is used twice.
    pub fn new() -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let requests = IntCounterVec::new(
            Opts::new("edupass_http_requests_total", "Answered requests."),
            &["method", "route", "status"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("edupass_http_request_seconds", "Time until the answer's first byte."),
            &["method", "route"],
        )?;
        let sign_ins = IntCounterVec::new(
            Opts::new("edupass_sign_ins_total", "Password steps by their stable outcome."),
            &["outcome"],
        )?;
        let hashing = IntGauge::new(
            "edupass_hash_places_taken",
            "Requests that are hashing a password or wait for it.",
        )?;
        let deliveries = IntCounterVec::new(
            Opts::new("edupass_deliveries_total", "Tries to deliver a message, by channel and outcome."),
            &["channel", "outcome"],
        )?;
        let counties = IntCounterVec::new(
            Opts::new("edupass_county_visits_total", "Visits to counties, by county and what came of them."),
            &["county", "outcome"],
        )?;
        registry.register(Box::new(counties.clone()))?;
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(sign_ins.clone()))?;
        registry.register(Box::new(hashing.clone()))?;
        registry.register(Box::new(deliveries.clone()))?;
        Ok(Self { registry, requests, seconds, sign_ins, hashing, deliveries, counties })
    }

    /// Counts an answered request.
    pub fn request(&self, method: &str, route: &str, status: u16, seconds: f64) {
        self.requests.with_label_values(&[method, route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[method, route]).observe(seconds);
    }

    /// Counts a password step.
    pub fn sign_in(&self, outcome: &str) {
        self.sign_ins.with_label_values(&[outcome]).inc();
    }

    /// Counts a try to deliver a message: `sent`, `waiting` or `given_up`.
    pub fn delivery(&self, channel: &str, outcome: &str) {
        self.deliveries.with_label_values(&[channel, outcome]).inc();
    }

    /// Counts a step of a visit to a county: `sent`, `vouched`, or the reason why not.
    pub fn county(&self, county: &str, outcome: &str) {
        self.counties.with_label_values(&[county, outcome]).inc();
    }

    /// The text that Prometheus reads.
    ///
    /// # Errors
    /// When a value cannot be written.
    pub fn text(&self, hashing: usize) -> Result<String, prometheus::Error> {
        self.hashing.set(i64::try_from(hashing).unwrap_or(i64::MAX));
        let mut buffer = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut buffer)?;
        String::from_utf8(buffer).map_err(|error| prometheus::Error::Msg(error.to_string()))
    }
}
