//! What no type can say about the settings.

use std::net::IpAddr;
use std::ops::RangeInclusive;
use std::path::Path;

use crate::config::GRACE_SECONDS;
use crate::config::settings::{Config, MailSecurity};
use crate::outbound;
use contract::api::site::Device;
use lettre::message::Mailbox;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Each setting that cannot be right, with what to do about it.
pub(super) fn complaints(config: &Config) -> Vec<String> {
    let mut found = Vec::new();
    server(config, &mut found);
    challenge(config, &mut found);
    ranges(config, &mut found);
    maintenance(config, &mut found);
    mail(config, &mut found);
    authorities(config, &mut found);
    sms(config, &mut found);
    if !["sqlite:", "postgres:", "postgresql:"].iter().any(|kind| config.database.url.starts_with(kind)) {
        found.push("database.url: start it with sqlite:// or postgres://".into());
    }
    found
}

fn server(config: &Config, found: &mut Vec<String>) {
    let origin = &config.server.public_origin;
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    match host {
        None => {
            found.push("server.public_origin: start it with https:// (or http:// on this machine)".into())
        }
        Some(host) if host.is_empty() || host.contains(['/', '?', '#', '@']) => {
            found.push("server.public_origin: give only scheme, host and port, without a path".into());
        }
        Some(host) if origin.starts_with("http://") && !is_this_machine(host) => found.push(
            "server.public_origin: use https://; browsers keep no secure cookie of an http:// site \
             unless it is localhost"
                .into(),
        ),
        Some(_) => {}
    }
}

fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name.ends_with(".localhost") || name.starts_with("127.") || name == "[::1]"
}

/// Secrets shorter than this can be guessed.
const SECRET_CHARACTERS_MIN: usize = 32;

fn mail(config: &Config, found: &mut Vec<String>) {
    let mail = &config.mail;
    if mail.host.is_empty() {
        return;
    }
    if mail.from.parse::<Mailbox>().is_err() {
        found.push("mail.from: write it as EduPass <no-reply@school.example>".into());
    }
    if mail.port == 0 {
        found.push("mail.port: usually 587 with starttls and 465 with tls".into());
    }
    if mail.security == MailSecurity::None && !is_loopback(&mail.host) {
        found.push("mail.security: use starttls or tls; none is only for a server on this machine".into());
    }
    if mail.username.is_empty() != mail.password.is_empty() {
        found.push("mail.password: give username and password, or neither".into());
    }
}

/// A wrong file is told before anything starts, not when the first message is to leave.
fn authorities(config: &Config, found: &mut Vec<String>) {
    let files = [
        ("county.ca_file", &config.county.ca_file),
        ("back_channel_logout.ca_file", &config.back_channel_logout.ca_file),
        ("mail.ca_file", &config.mail.ca_file),
        ("sms.ca_file", &config.sms.ca_file),
    ];
    for (setting, file) in files.into_iter().filter(|(_, file)| !file.is_empty()) {
        if let Err(why) = outbound::authorities(Path::new(file)) {
            found.push(format!("{setting}: {why}"));
        }
    }
}

/// A name or address whose packets never leave this machine.
fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn sms(config: &Config, found: &mut Vec<String>) {
    let sms = &config.sms;
    if sms.url.is_empty() {
        return;
    }
    let Ok(url) = sms.url.parse::<reqwest::Url>() else {
        found.push("sms.url: write it as https://gateway.example/messages".into());
        return;
    };
    let is_near = url.scheme() == "http" && url.host_str().is_some_and(is_loopback);
    if url.scheme() != "https" && !is_near {
        found.push("sms.url: use https://; http:// is only for a gateway on this machine".into());
    }
    if sms.secret.chars().count() < SECRET_CHARACTERS_MIN {
        found.push(format!("sms.secret: use at least {SECRET_CHARACTERS_MIN} random characters"));
    }
}

fn challenge(config: &Config, found: &mut Vec<String>) {
    let challenge = &config.challenge;
    if !(3..=6).contains(&challenge.digits_min) || challenge.digits_min > challenge.digits_max {
        found.push("challenge.digits_min: choose 3 to 6, and not more than digits_max".into());
    }
    if !(3..=6).contains(&challenge.digits_max) {
        found.push("challenge.digits_max: choose 3 to 6".into());
    }
    if challenge.proof_tries_min == 0 || challenge.proof_tries_min > challenge.proof_tries_max {
        found.push("challenge.proof_tries_min: choose at least 1, and not more than proof_tries_max".into());
    }
}

fn ranges(config: &Config, found: &mut Vec<String>) {
    let (session, limits, hashing) = (&config.session, &config.limits, &config.hashing);
    let mut range = |name: &str, value: i64, least: i64, most: i64| {
        if !(least..=most).contains(&value) {
            found.push(format!("{name}: choose {least} to {most}, not {value}"));
        }
    };
    range("session.idle_minutes", session.idle_minutes, 1, 24 * 60);
    devices(config, &mut range);
    let idle = session.shared_idle_minutes;
    range("session.shared_service_minutes", session.shared_service_minutes, idle, 24 * 60);
    range("session.absolute_hours", session.absolute_hours, 1, 30 * 24);
    range("session.live_max", session.live_max, 1, 1000);
    range("session.flow_minutes", session.flow_minutes, 1, 120);
    range("session.flows_max", session.flows_max, 1, 1000);
    range("session.device_days", session.device_days, 1, 400);
    range("challenge.lifetime_seconds", config.challenge.lifetime_seconds, 30, 3600);
    range("challenge.refreshes_max", config.challenge.refreshes_max, 1, 100);
    range("challenge.proof_cost", config.challenge.proof_cost.into(), 100, 1_000_000);
    range("challenge.proof_tries_max", config.challenge.proof_tries_max.into(), 1, 1_000_000);
    range("limits.account_failures", limits.account_failures, 2, 100);
    range("limits.account_lock_minutes", limits.account_lock_minutes, 1, 24 * 60);
    range("limits.account_lock_hours_max", limits.account_lock_hours_max, 1, 30 * 24);
    range("limits.account_failures_disable", limits.account_failures_disable, 10, 1000);
    range("limits.source_failures", limits.source_failures, 1, 1_000_000);
    range("limits.source_window_minutes", limits.source_window_minutes, 1, 24 * 60);
    range("limits.school_factor", limits.school_factor, 1, 1000);
    range("hashing.queue", i64::try_from(hashing.queue).unwrap_or(i64::MAX), 1, 10_000);
    range("hashing.source_share_percent", i64::try_from(hashing.source_share_percent).unwrap_or(0), 1, 100);
    range("hashing.memory_kib", hashing.memory_kib.into(), 7168, 1_048_576);
    range("hashing.passes", hashing.passes.into(), 1, 20);
    let recovery = &config.recovery;
    range("recovery.flow_minutes", recovery.flow_minutes, 5, 120);
    range("recovery.personal_data_delay_hours", recovery.personal_data_delay_hours, 0, 24 * 14);
    range("recovery.identity_failures", recovery.identity_failures, 1, 1_000_000);
    let least = recovery.identity_failures.saturating_add(1);
    range("recovery.identity_failures_disable", recovery.identity_failures_disable, least, 2_000_000);
    range("recovery.source_attempts", recovery.source_attempts, 1, 1_000_000);
    range("recovery.code_minutes", recovery.code_minutes, 1, 10);
    range("recovery.code_tries", recovery.code_tries, 1, 10);
    range("recovery.codes_per_hour", recovery.codes_per_hour, 1, 1_000_000);
    range("recovery.codes_per_day", recovery.codes_per_day, 1, 1_000_000);
    range("recovery.code_resend_seconds", recovery.code_resend_seconds, 0, 600);
    range("recovery.lookups_per_day", recovery.lookups_per_day, 1, 1_000_000);
    range("recovery.lookups_per_hour", recovery.lookups_per_hour, 1, 1_000_000);
    range("recovery.default_password_days", recovery.default_password_days, 1, 60);
    county_ranges(config, &mut range);
    range("maintenance.announce_hours", config.maintenance.announce_hours, 0, 24 * 90);
}

fn devices(config: &Config, range: &mut impl FnMut(&str, i64, i64, i64)) {
    let device = &config.device;
    let (idle, warning) = (Device::IDLE_SECONDS, Device::WARNING_SECONDS);
    let mut within = |name: &str, value: u32, allowed: RangeInclusive<u32>| {
        range(name, value.into(), (*allowed.start()).into(), (*allowed.end()).into());
    };
    within("device.shared_idle_seconds", device.shared_idle_seconds, idle.clone());
    within("device.kiosk_idle_seconds", device.kiosk_idle_seconds, idle);
    within("device.warning_seconds", device.warning_seconds, warning);
    // The portal ends a session where somebody could see it; the server would do it behind their back.
    let seconds = [device.shared_idle_seconds, device.warning_seconds, GRACE_SECONDS];
    let least = seconds.map(i64::from).iter().sum::<i64>().saturating_add(59) / 60;
    range("session.shared_idle_minutes", config.session.shared_idle_minutes, least, 24 * 60);
}

fn county_ranges(config: &Config, range: &mut impl FnMut(&str, i64, i64, i64)) {
    let county = &config.county;
    let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
    range("county.visit_minutes", county.visit_minutes, 1, 60);
    range("county.source_visits", county.source_visits, 1, 1_000_000);
    // Three answers and a wait have to end before our own request does.
    range("county.timeout_ms", number(county.timeout_ms), 100, 8000);
    range("county.requests_max", number(county.requests_max as u64), 1, 10_000);
    range("county.wait_ms_max", number(county.wait_ms_max), 0, 5000);
    range("county.failures_max", county.failures_max.into(), 1, 1000);
    range("county.pause_seconds", county.pause_seconds, 1, 3600);
    range("county.pause_seconds_max", county.pause_seconds_max, county.pause_seconds, 86_400);
    range("county.slow_ms", county.slow_ms, 1, 60_000);
    range("county.probe_seconds", number(county.probe_seconds), 0, 3600);
}

fn maintenance(config: &Config, found: &mut Vec<String>) {
    let closure = &config.maintenance;
    if closure.starts_at.is_empty() && closure.ends_at.is_empty() {
        return;
    }
    let starts = OffsetDateTime::parse(&closure.starts_at, &Rfc3339);
    let ends = OffsetDateTime::parse(&closure.ends_at, &Rfc3339);
    for (name, moment) in [("starts_at", &starts), ("ends_at", &ends)] {
        if moment.is_err() {
            found.push(format!("maintenance.{name}: write it as 2026-09-23T16:00:00+08:00"));
        }
    }
    if let (Ok(starts), Ok(ends)) = (starts, ends)
        && ends <= starts
    {
        found.push("maintenance.ends_at: it has to be after starts_at".into());
    }
}
