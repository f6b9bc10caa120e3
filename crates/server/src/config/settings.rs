//! Every setting, with its default. Units are part of the names.

use std::{net::SocketAddr, path::PathBuf};

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::kiosk::network::Network;

/// All settings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Addresses and networks.
    pub server: Server,
    /// Where data are kept.
    pub database: Database,
    /// The key file.
    pub keys: Keys,
    /// The built portal.
    pub portal: Portal,
    /// The challenge of the forms.
    pub challenge: Challenge,
    /// Failed attempts.
    pub limits: Limits,
    /// Sessions and flows.
    pub session: Session,
    /// Shared computers.
    pub device: Device,
    /// Getting back in.
    pub recovery: Recovery,
    /// Signing in at counties.
    pub county: County,
    /// Telling services that a session ended.
    pub back_channel_logout: BackChannelLogout,
    /// The pool that hashes passwords.
    pub hashing: Hashing,
    /// What the portal tells about this deployment.
    pub site: Site,
    /// A planned closure.
    pub maintenance: Maintenance,
    /// The mail server.
    pub mail: Mail,
    /// The gateway for short messages.
    pub sms: Sms,
    /// Logs.
    pub log: Log,
}

macro_rules! section {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty = $default:expr,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $($(#[$doc])* pub $field: $type,)+ }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }
    };
}

fn networks(list: &[&str]) -> Vec<IpNet> {
    list.iter().filter_map(|net| net.parse().ok()).collect()
}

section! {
    /// Addresses and networks.
    Server {
        /// Where to listen.
        listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8600)),
        /// The origin that people's browsers see; `https:` everywhere but on this machine.
        public_origin: String = "http://localhost:8600".into(),
        /// Further `Host` names to answer to; the origin's own is always one.
        hosts: Vec<String> = Vec::new(),
        /// Proxies whose `X-Forwarded-For` is believed.
        trusted_proxies: Vec<IpNet> = Vec::new(),
        /// Who may read `/metrics`.
        metrics_networks: Vec<IpNet> = networks(&["127.0.0.0/8", "::1/128"]),
        /// A request that takes longer is answered `server.busy`.
        request_timeout_seconds: u64 = 30,
        /// How long running requests may take when the server is told to stop.
        shutdown_seconds: u64 = 15,
    }
}

section! {
    /// Getting back in.
    Recovery {
        /// How long a recovery may take.
        flow_minutes: i64 = 30,
        /// Whether pupils can prove themselves by personal data at all.
        personal_data: bool = true,
        /// Counties whose pupils cannot, by name.
        personal_data_off_counties: Vec<String> = Vec::new(),
        /// Schools whose pupils cannot, by code.
        personal_data_off_schools: Vec<String> = Vec::new(),
        /// Whether they can only while their school has opened a window for them.
        personal_data_needs_window: bool = false,
        /// Whether those cannot who used a county account in 90 days and have no window (REQ-KBA 1).
        personal_data_off_with_county: bool = false,
        /// Hours until a password that was set by personal data is valid; 0 is at once.
        personal_data_delay_hours: i64 = 0,
        /// Failed proofs of one ID number that close it for a day.
        identity_failures: i64 = 5,
        /// Failed proofs of one ID number that close it until its school clears it.
        identity_failures_disable: i64 = 10,
        /// Attempts to prove an identity from one source in an hour.
        source_attempts: i64 = 20,
        /// How long a code is good for.
        code_minutes: i64 = 10,
        /// How often a code may be typed.
        code_tries: i64 = 5,
        /// How many codes an account gets in an hour.
        codes_per_hour: i64 = 3,
        /// How many codes an account gets in a day.
        codes_per_day: i64 = 10,
        /// Seconds until another code may be asked for.
        code_resend_seconds: i64 = 60,
        /// How often one ID number may be looked up in a day.
        lookups_per_day: i64 = 3,
        /// How often one source may look an ID number up in an hour.
        lookups_per_hour: i64 = 10,
        /// How long a default password is good for.
        default_password_days: i64 = 14,
    }
}

section! {
    /// Signing in at counties.
    County {
        /// How long a person may take at the county.
        visit_minutes: i64 = 10,
        /// Visits that one source may begin in an hour.
        source_visits: i64 = 60,
        /// How long a county may take for one answer.
        timeout_ms: u64 = 5000,
        /// How many people's answers may be under way at one county at once.
        requests_max: usize = 32,
        /// How long the next one waits for a place.
        wait_ms_max: u64 = 1500,
        /// Failures in a row after which a county is left in peace.
        failures_max: u32 = 5,
        /// For how long at first; each failed trial doubles it.
        pause_seconds: i64 = 15,
        /// For how long at most.
        pause_seconds_max: i64 = 300,
        /// A mean answer that takes longer is shown as slow.
        slow_ms: i64 = 2500,
        /// How often each county is asked whether it works; 0 is never.
        probe_seconds: u64 = 60,
        /// Further certificates (PEM) to trust beside the public authorities'.
        ca_file: String = String::new(),
    }
}

section! {
    /// Telling services that a session ended.
    BackChannelLogout {
        /// Further certificates (PEM) to trust beside the public authorities'.
        ca_file: String = String::new(),
    }
}

section! {
    /// Where data are kept.
    Database {
        /// `sqlite://FILE?mode=rwc` or `postgres://USER@HOST/DATABASE`.
        url: String = "sqlite://data/edupass.db?mode=rwc".into(),
    }
}

section! {
    /// The key file.
    Keys {
        /// Made at the first start; without it no ID number can be read again.
        file: PathBuf = PathBuf::from("data/keys.toml"),
    }
}

section! {
    /// The built portal.
    Portal {
        /// The folder that the portal's build wrote.
        dist: PathBuf = PathBuf::from("dist"),
    }
}

/// When a form shows its challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChallengePolicy {
    /// Each time.
    Always,
    /// After two wrong passwords for the account or many from the source.
    Adaptive,
    /// Never.
    Off,
}

section! {
    /// The challenge of the forms.
    Challenge {
        /// `always`, `adaptive` or `off`.
        policy: ChallengePolicy = ChallengePolicy::Always,
        /// The fewest digits of a picture (3 to 6).
        digits_min: u8 = 3,
        /// The most digits of a picture (3 to 6).
        digits_max: u8 = 4,
        /// Networks that never see a challenge, e.g. a school's own.
        off_networks: Vec<IpNet> = Vec::new(),
        /// How long a challenge may be answered.
        lifetime_seconds: i64 = 300,
        /// How many new pictures a flow may ask for.
        refreshes_max: i64 = 10,
        /// PBKDF2 iterations of one try of the proof of work.
        proof_cost: u32 = 2000,
        /// The fewest tries that a proof of work takes.
        proof_tries_min: u32 = 60,
        /// The most tries that a proof of work takes.
        proof_tries_max: u32 = 300,
    }
}

section! {
    /// Failed attempts.
    Limits {
        /// The failure in a row that locks an account for one kind of device.
        account_failures: i64 = 5,
        /// The first lock; each further failure doubles it.
        account_lock_minutes: i64 = 15,
        /// The longest lock.
        account_lock_hours_max: i64 = 24,
        /// The failure in a row that locks for good, until recovery.
        account_failures_disable: i64 = 100,
        /// Failures from one source in its window.
        source_failures: i64 = 30,
        /// That window.
        source_window_minutes: i64 = 10,
        /// Networks of schools, where a whole class shares one address.
        school_networks: Vec<IpNet> = Vec::new(),
        /// How many times more failures a school's network may have.
        school_factor: i64 = 20,
    }
}

section! {
    /// Sessions and flows.
    Session {
        /// A session on one's own device ends after so long without activity.
        idle_minutes: i64 = 30,
        /// A session on a shared device ends after so long without activity.
        shared_idle_minutes: i64 = 10,
        /// After so long without coming back, what a shared device's session opened at services ends.
        shared_service_minutes: i64 = 60,
        /// A session ends after so long in any case.
        absolute_hours: i64 = 12,
        /// Sessions an account may have at once; the oldest ends.
        live_max: i64 = 10,
        /// A sign-in flow ends after so long.
        flow_minutes: i64 = 15,
        /// Open flows a browser may have; the oldest is dropped.
        flows_max: i64 = 20,
        /// How long a device is known again by its cookie.
        device_days: i64 = 90,
    }
}

section! {
    /// Shared computers (docs/kiosk.md).
    Device {
        /// Seconds without a key, tap or pointer until the warning, on a device that others use too.
        shared_idle_seconds: u32 = 300,
        /// The same in a kiosk, unless its link says another time.
        kiosk_idle_seconds: u32 = 120,
        /// Seconds that the warning counts down.
        warning_seconds: u32 = 30,
        /// Networks whose computers are all kiosks, each with its place's name behind it if it has one.
        kiosk_networks: Vec<Network> = Vec::new(),
        /// Whether every kiosk offers keys on the screen for digits, also one whose link does not.
        keypad: bool = false,
    }
}

section! {
    /// The pool that hashes passwords.
    Hashing {
        /// Threads; 0 is one for each core.
        threads: usize = 0,
        /// Requests that may wait.
        queue: usize = 64,
        /// A request that would wait longer is answered `server.busy`.
        wait_ms_max: u64 = 1500,
        /// How many of the waiting requests may come from one source, in per cent.
        source_share_percent: usize = 25,
        /// Argon2id memory.
        memory_kib: u32 = 19_456,
        /// Argon2id passes.
        passes: u32 = 2,
    }
}

section! {
    /// What the portal tells about this deployment.
    Site {
        /// What it wears: `national`, or one of `tokens/brands/`.
        brand: String = crate::brand::NATIONAL.into(),
        /// The hotline's numbers.
        hotlines: Vec<String> =
            ["04-2222-0507", "04-2222-0513", "070-101-00107", "070-101-00108"].map(String::from).to_vec(),
        /// The hotline's mail address.
        mail: String = "oidcservice@mail.edu.tw".into(),
        /// When the hotline answers, in Chinese.
        hours_zh: String = "週一至週五 8:30–12:30、13:30–17:00".into(),
        /// When the hotline answers, in English.
        hours_en: String = "Monday to Friday, 8:30–12:30 and 13:30–17:00".into(),
    }
}

section! {
    /// A planned closure. Without `starts_at` there is none.
    Maintenance {
        /// When it starts (RFC 3339).
        starts_at: String = String::new(),
        /// When it ends (RFC 3339).
        ends_at: String = String::new(),
        /// How long before it the portal announces it.
        announce_hours: i64 = 72,
        /// What people should know, in Chinese.
        message_zh: String = String::new(),
        /// What people should know, in English.
        message_en: String = String::new(),
    }
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailSecurity {
    /// It starts plain and must become TLS before anything is said (RFC 3207).
    Starttls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// Not at all: only for a server on this machine.
    None,
}

section! {
    /// The mail server. Without a host no mail is sent, and messages wait.
    Mail {
        /// The sender, e.g. `EduPass <no-reply@school.example>`.
        from: String = String::new(),
        /// The server's name.
        host: String = String::new(),
        /// Its port.
        port: u16 = 587,
        /// `starttls`, `tls` or `none`.
        security: MailSecurity = MailSecurity::Starttls,
        /// The account at the server, if it wants one.
        username: String = String::new(),
        /// Its password.
        password: String = String::new(),
        /// Certificates (PEM) to trust instead of the public authorities'.
        ca_file: String = String::new(),
    }
}

section! {
    /// The gateway for short messages. Without an address none are sent, and messages wait.
    Sms {
        /// Where messages are posted.
        url: String = String::new(),
        /// The secret that signs them, 32 characters at least.
        secret: String = String::new(),
        /// Further certificates (PEM) to trust beside the public authorities'.
        ca_file: String = String::new(),
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// Short lines, for a person at a terminal.
    Text,
}

section! {
    /// Logs.
    Log {
        /// `error`, `warn`, `info`, `debug`, or a filter such as `info,sqlx=warn`.
        level: String = "info".into(),
        /// `json` or `text`.
        format: LogFormat = LogFormat::Json,
    }
}
