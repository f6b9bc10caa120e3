//! Settings: one TOML file, then the environment. `docs/edupass.toml` shows them all.
//!
//! `EDUPASS_SECTION__SETTING` overrides a setting, and `DATABASE_URL` is `database.url`.
//! A setting that does not exist is an error, not a silence.

mod check;
pub mod settings;

use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};

pub use settings::Config;

/// What the server waits longer than the portal, in seconds: the portal ends a session where somebody
/// could see it, and the server one whose browser is gone.
pub const GRACE_SECONDS: u32 = 60;

/// Why the settings cannot be used.
#[derive(Debug)]
pub enum ConfigError {
    /// The named file is not there.
    NoFile(String),
    /// A setting is unknown or has the wrong type.
    Unreadable(String),
    /// Settings that are readable and cannot be right, each with what to do.
    Wrong(Vec<String>),
}

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoFile(path) => write!(f, "there is no configuration file at {path}"),
            Self::Unreadable(what) => write!(f, "the configuration cannot be read: {what}"),
            Self::Wrong(complaints) => {
                f.write_str("the configuration cannot be right:")?;
                complaints.iter().try_for_each(|complaint| write!(f, "\n  - {complaint}"))
            }
        }
    }
}

impl std::error::Error for ConfigError {}

/// Reads the settings from `file` (none: defaults only) and the environment, and checks them.
///
/// # Errors
/// When the file is missing, a setting is unknown, or a value cannot be right.
pub fn load(file: Option<&Path>) -> Result<Config, ConfigError> {
    let mut figment = Figment::from(Serialized::defaults(Config::default()));
    if let Some(path) = file {
        if !path.is_file() {
            return Err(ConfigError::NoFile(path.display().to_string()));
        }
        figment = figment.merge(Toml::file_exact(path));
    }
    extract(
        figment
            .merge(Env::raw().only(&["DATABASE_URL"]).map(|_| "database.url".into()))
            .merge(Env::prefixed("EDUPASS_").filter(|key| key.as_str().contains("__")).split("__")),
    )
}

/// Reads the settings from TOML text alone: for tests and for `docs/edupass.toml`.
///
/// # Errors
/// When a setting is unknown or a value cannot be right.
pub fn parse(text: &str) -> Result<Config, ConfigError> {
    extract(Figment::from(Serialized::defaults(Config::default())).merge(Toml::string(text)))
}

fn extract(figment: Figment) -> Result<Config, ConfigError> {
    let config: Config = figment.extract().map_err(|error| ConfigError::Unreadable(describe(error)))?;
    let complaints = check::complaints(&config);
    if complaints.is_empty() { Ok(config) } else { Err(ConfigError::Wrong(complaints)) }
}

/// Every error with the setting it is about and where it was written.
fn describe(error: figment::Error) -> String {
    let one = |error: figment::Error| {
        let place = error.path.join(".");
        let source = error.metadata.as_ref().map(|data| data.name.to_string()).unwrap_or_default();
        match place.as_str() {
            "" => format!("{} ({source})", error.kind),
            _ => format!("{place}: {} ({source})", error.kind),
        }
    };
    error.into_iter().map(one).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_file_names_every_setting_with_its_default() {
        let text = include_str!("../../../../docs/edupass.toml");
        let uncommented: String =
            text.lines().map(|line| line.strip_prefix("#: ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
        let documented = parse(&uncommented).unwrap();
        assert_eq!(
            serde_json::to_value(&documented).unwrap(),
            serde_json::to_value(Config::default()).unwrap()
        );
        let Ok(serde_json::Value::Object(sections)) = serde_json::to_value(Config::default()) else {
            panic!("the settings are sections")
        };
        for (section, settings) in sections {
            assert!(text.contains(&format!("[{section}]")), "[{section}] is not documented");
            for name in settings.as_object().unwrap().keys() {
                let shown =
                    text.lines().any(|line| line.trim_start_matches("#: ").starts_with(&format!("{name} =")));
                assert!(shown, "{section}.{name} is not documented");
            }
        }
    }

    #[test]
    fn unknown_settings_are_named() {
        let error = parse("[server]\nlissten = \"127.0.0.1:1\"\n").unwrap_err().to_string();
        assert!(error.contains("lissten"), "{error}");
        let error = parse("[sever]\nlisten = \"127.0.0.1:1\"\n").unwrap_err().to_string();
        assert!(error.contains("sever"), "{error}");
    }

    #[test]
    fn values_that_cannot_be_right_say_what_to_do() {
        let error = parse(
            "[server]\npublic_origin = \"http://sso.example/path\"\n\
             [challenge]\ndigits_min = 9\n[session]\nidle_minutes = 0\n\
             [maintenance]\nstarts_at = \"tomorrow\"\n",
        )
        .unwrap_err()
        .to_string();
        for part in
            ["server.public_origin", "challenge.digits_min", "session.idle_minutes", "maintenance.starts_at"]
        {
            assert!(error.contains(part), "{part} is missing in: {error}");
        }
    }

    const SECRET: &str = "secret = \"0123456789abcdef0123456789abcdef\"\n";

    #[test]
    fn shared_computers_are_left_neither_at_once_nor_for_ever() {
        for (setting, value) in [
            ("shared_idle_seconds", 29),
            ("shared_idle_seconds", 1801),
            ("kiosk_idle_seconds", 29),
            ("kiosk_idle_seconds", 1801),
            ("warning_seconds", 29),
            ("warning_seconds", 301),
        ] {
            let error = parse(&format!("[device]\n{setting} = {value}\n")).unwrap_err().to_string();
            let most = if setting == "warning_seconds" { 300 } else { 1800 };
            let told = format!("device.{setting}: choose 30 to {most}, not {value}");
            assert!(error.contains(&told), "{error}");
        }
        let long = "[device]\nshared_idle_seconds = 900\nkiosk_idle_seconds = 30\n";
        let error = parse(long).unwrap_err().to_string();
        assert!(error.contains("session.shared_idle_minutes: choose 17 to 1440, not 10"), "{error}");
        assert!(parse(&[long, "[session]\nshared_idle_minutes = 17\n"].concat()).is_ok());
    }

    #[test]
    fn networks_of_kiosks_may_name_their_place() {
        let read = |list: &str| parse(&format!("[device]\nkiosk_networks = [{list}]\n"));
        let config = read("\"10.1.3.0/24 電腦教室 3\", \"2001:db8::/32\"").unwrap();
        let places = config.device.kiosk_networks.iter().map(|network| network.place.is_some());
        assert_eq!(places.collect::<Vec<_>>(), [true, false]);
        let error = read("\"電腦教室 3\"").unwrap_err().to_string();
        for part in ["device.kiosk_networks", "begin with a network"] {
            assert!(error.contains(part), "{part} is missing in: {error}");
        }
    }

    #[test]
    fn neighbours_are_reached_in_a_protected_way() {
        let wrong = |text: &str, setting: &str| {
            let error = parse(text).unwrap_err().to_string();
            assert!(error.contains(setting), "{setting} is missing in: {error}");
        };
        let mail = "[mail]\nhost = \"mail.school.example\"\n";
        let from = "from = \"EduPass <no-reply@school.example>\"\n";
        assert!(parse(&[mail, from].concat()).is_ok());
        wrong(mail, "mail.from");
        wrong(&[mail, from, "security = \"none\"\n"].concat(), "mail.security");
        wrong(&[mail, from, "username = \"a\"\n"].concat(), "mail.password");
        wrong(&[mail, from, "ca_file = \"gone.pem\"\n"].concat(), "mail.ca_file");
        let gateway = ["[sms]\nurl = \"https://gateway.example/send\"\n", SECRET].concat();
        wrong(&[&gateway, "ca_file = \"gone.pem\"\n"].concat(), "sms.ca_file: there is no file gone.pem");
        wrong("[county]\nca_file = \"Cargo.toml\"\n", "county.ca_file: Cargo.toml holds no certificate");
        wrong("[back_channel_logout]\nca_file = \"gone.pem\"\n", "back_channel_logout.ca_file");
        let near = "[mail]\nhost = \"127.0.0.1\"\nsecurity = \"none\"\n";
        assert!(parse(&[near, from].concat()).is_ok());

        let secret = SECRET;
        assert!(parse(&["[sms]\nurl = \"https://gateway.example/send\"\n", secret].concat()).is_ok());
        assert!(parse(&["[sms]\nurl = \"http://127.0.0.1:9000/send\"\n", secret].concat()).is_ok());
        wrong(&["[sms]\nurl = \"http://gateway.example/send\"\n", secret].concat(), "sms.url");
        wrong(&["[sms]\nurl = \"http://127.0.0.1.gateway.example/\"\n", secret].concat(), "sms.url");
        wrong("[sms]\nurl = \"https://gateway.example/send\"\nsecret = \"short\"\n", "sms.secret");
    }
}
