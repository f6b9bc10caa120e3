//! What a step reports: its name, how long it took, and on failure what to do by hand.

use std::fmt;
use std::time::{Duration, Instant};

/// The result of anything a command does.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Why a step failed, and what a person can do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    what: String,
    by_hand: Option<String>,
}

impl Failure {
    /// A failure in one sentence.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), by_hand: None }
    }

    /// A failure that has been told already.
    pub(crate) fn told() -> Self {
        Self::new("")
    }

    /// Whether there is nothing left to tell.
    pub(crate) fn is_told(&self) -> bool {
        self.what.is_empty()
    }

    /// Adds the command that a person can run instead.
    pub(crate) fn by_hand(mut self, command: impl Into<String>) -> Self {
        self.by_hand = Some(command.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.what)?;
        match &self.by_hand {
            Some(command) => write!(formatter, "\n  by hand: {command}"),
            None => Ok(()),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::new(format!("not the JSON that was expected: {error}"))
    }
}

/// Names what is being done when it fails.
pub(crate) trait During<T> {
    /// `error` becomes `doing: error`.
    fn during(self, doing: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> During<T> for Result<T, E> {
    fn during(self, doing: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("{doing}: {error}")))
    }
}

/// Does one step and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("› {name}");
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { '✓' } else { '✗' };
    println!("{mark} {name} ({})", seconds(start.elapsed()));
    result
}

/// Says that a step had nothing to do.
pub(crate) fn skipped(name: &str, why: &str) {
    println!("· {name}: {why}");
}

/// `1.2 s`, or `3 min 05 s` from a minute on.
pub(crate) fn seconds(time: Duration) -> String {
    let whole = time.as_secs();
    match whole {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        _ => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_ends_with_what_to_do() {
        let failure = Failure::new("no npm").by_hand("apt-get install npm");
        assert_eq!(failure.to_string(), "no npm\n  by hand: apt-get install npm");
    }

    #[test]
    fn long_times_are_told_in_minutes() {
        assert_eq!(seconds(Duration::from_millis(1250)), "1.2 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 05 s");
    }
}
