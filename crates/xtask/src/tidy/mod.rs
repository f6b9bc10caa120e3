//! `cargo xtask tidy`: the house rules of STYLE.md that a program can check.

mod blocks;
mod docs;
mod layers;
mod literals;
mod size;
mod source;
mod tree;
mod uses;

use crate::files;
use crate::outcome::{Failure, Outcome};
use crate::run::Run;
use crate::test::counts::Counts;
use source::Source;

/// One thing to mend.
#[derive(Debug)]
pub(crate) struct Complaint {
    /// The rule's name, as exemptions spell it.
    rule: &'static str,
    path: String,
    line: usize,
    what: String,
}

impl Complaint {
    fn new(rule: &'static str, path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { rule, path: path.to_owned(), line, what: what.into() }
    }

    fn at(rule: &'static str, source: &Source, at: usize, what: impl Into<String>) -> Self {
        Self::new(rule, &source.path, source.line(at), what)
    }
}

/// What may break a rule: the rule, where the path starts, and why.
const EXEMPT: &[(&str, &str, &str)] = &[
    ("path", "crates/xtask/", "speaks of files and programs, not of addresses"),
    ("path", "crates/load/", "reads the kernel's figures of a process"),
    ("path", "crates/neighbours/", "is another host, with addresses of its own"),
    ("layer axum", "crates/server/src/router.rs", "the table of every route"),
    ("layer axum", "crates/server/src/commands/serve.rs", "starts the listener"),
    ("layer axum", "crates/server/src/security/", "the headers and guards around every route"),
    ("layer axum", "crates/server/src/error.rs", "turns a refusal into an answer"),
    ("layer axum", "crates/server/src/packing.rs", "packs the answers of every route"),
    ("layer axum", "crates/server/src/portal.rs", "hands out files as shared bytes"),
];

/// Checks everything; each complaint is told.
pub(crate) fn check() -> Outcome<Counts> {
    let paths = tracked()?;
    let rust: Outcome<Vec<_>> =
        ending(&paths, ".rs").map(|path| Ok(Source::new(path, &files::read(path)?))).collect();
    let mut complaints = tree::check(&paths)?;
    for source in &rust? {
        complaints.extend(of_source(source));
    }
    for sheet in ending(&paths, ".css") {
        complaints.extend(literals::colours_in_sheet(sheet, &files::read(sheet)?));
    }
    complaints.retain(|complaint| !is_exempt(complaint));
    complaints.sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
    for Complaint { rule, path, line, what } in &complaints {
        eprintln!("{path}:{line}: {what} [{rule}]");
    }
    match complaints.len() {
        0 => Ok(Counts::PASSED),
        count => Err(Failure::new(format!("tidy: {count} to mend"))),
    }
}

fn of_source(source: &Source) -> Vec<Complaint> {
    let checks = [size::check, layers::check, literals::check, docs::check];
    checks.iter().flat_map(|check| check(source)).collect()
}

fn is_exempt(complaint: &Complaint) -> bool {
    EXEMPT.iter().any(|(rule, start, _)| complaint.rule == *rule && complaint.path.starts_with(start))
}

/// What is in the repository or about to be.
fn tracked() -> Outcome<Vec<String>> {
    let list = Run::new("git").words("ls-files --cached --others --exclude-standard").capture()?;
    let there = list.lines().filter(|path| std::path::Path::new(path).is_file());
    Ok(there.map(str::to_owned).collect())
}

fn ending<'a>(paths: &'a [String], end: &'a str) -> impl Iterator<Item = &'a String> {
    paths.iter().filter(move |path| path.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exemption_is_for_one_rule_and_place() {
        assert!(is_exempt(&Complaint::new("path", "crates/xtask/src/a.rs", 1, "")));
        assert!(!is_exempt(&Complaint::new("unwrap", "crates/xtask/src/a.rs", 1, "")));
    }
}
