//! The words after a command: `--name value`, or `--flag` alone.

use crate::outcome::{Failure, Outcome};

/// The options that were given.
#[derive(Debug)]
pub(crate) struct Options {
    pairs: Vec<(String, String)>,
}

impl Options {
    /// Reads `--name value` pairs; only `known` names are taken.
    pub(crate) fn parse(words: &[String], known: &[&str]) -> Outcome<Self> {
        Self::with_flags(words, known, &[])
    }

    /// As [`Self::parse`], with names that stand alone; one that is given has an empty value.
    pub(crate) fn with_flags(words: &[String], known: &[&str], flags: &[&str]) -> Outcome<Self> {
        let mut pairs = Vec::new();
        let mut words = words.iter();
        while let Some(name) = words.next() {
            if flags.contains(&name.as_str()) {
                pairs.push((name.clone(), String::new()));
                continue;
            }
            if !known.contains(&name.as_str()) {
                let list = [known, flags].concat().join(", ");
                return Err(Failure::new(format!("{name} is no option here; known: {list}")));
            }
            let value = words.next();
            let value = value.ok_or_else(|| Failure::new(format!("{name} needs a value")))?;
            pairs.push((name.clone(), value.clone()));
        }
        Ok(Self { pairs })
    }

    /// The value of an option, the last one where it is given twice.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        let mut found = self.pairs.iter().rev().filter(|(given, _)| given == name);
        found.next().map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn takes_known_options() {
        let options = Options::parse(&words("--port 1 --port 2"), &["--port"]).expect("known");
        assert_eq!(options.value("--port"), Some("2"));
        assert_eq!(options.value("--data"), None);
    }

    #[test]
    fn flags_stand_alone() {
        let options =
            Options::with_flags(&words("--watch --port 1"), &["--port"], &["--watch"]).expect("known");
        assert_eq!(options.value("--watch"), Some(""));
        assert_eq!(options.value("--port"), Some("1"));
    }

    #[test]
    fn refuses_the_unknown_and_the_incomplete() {
        assert!(Options::parse(&words("--prot 1"), &["--port"]).is_err());
        assert!(Options::parse(&words("--port"), &["--port"]).is_err());
    }
}
