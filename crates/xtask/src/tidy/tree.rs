//! The tree as a whole: what stands beside what, and what may not stand in it.

use super::{Complaint, ending};
use crate::files;
use crate::outcome::Outcome;
use std::path::Path;

/// Folders of machines, in two parts so that this file does not name them.
const MACHINE_FOLDERS: [[&str; 2]; 4] = [["/wo", "rk/"], ["/fa", "rm/"], ["/ro", "ot/"], ["/ho", "me/"]];
/// Hosts of registries, in two parts for the same reason.
const REGISTRIES: [[&str; 2]; 6] = [
    ["registry.npm", "js."],
    ["static.", "crates.io"],
    ["index.", "crates.io"],
    ["py", "pi.org"],
    ["deb.", "debian.org"],
    ["registry.", "yarnpkg"],
];
/// Names of files that report on work instead of describing the product.
const REPORTS: [&str; 5] = ["SUMMARY", "STATUS", "REPORT", "NOTES", "PLAN"];
/// What has no words to look at.
const BINARY: [&str; 9] = ["png", "ico", "wav", "mp3", "ogg", "woff2", "jpg", "webp", "bin"];

pub(super) fn check(paths: &[String]) -> Outcome<Vec<Complaint>> {
    let mut found = strangers(paths)?;
    found.extend(reports(paths));
    found.extend(bare_components(paths)?);
    found.extend(untested_routes(paths));
    found.extend(untravelled_screens(paths)?);
    if paths.iter().any(|path| path == MAP) {
        found.extend(missing_places(&files::read(MAP)?, |place| Path::new(place).exists()));
    }
    Ok(found)
}

/// Paths of machines and hosts of registries.
fn strangers(paths: &[String]) -> Outcome<Vec<Complaint>> {
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| is_text(path)) {
        let bytes = std::fs::read(path)?;
        for (line, number) in String::from_utf8_lossy(&bytes).lines().zip(1..) {
            if let Some(stranger) = stranger(line) {
                found.push(Complaint::new("stranger", path, number, format!("names {stranger}")));
            }
        }
    }
    Ok(found)
}

fn is_text(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or_default();
    extension != "lock" && !BINARY.contains(&extension)
}

fn stranger(line: &str) -> Option<String> {
    let part = |letter: char| letter.is_ascii_alphanumeric() || "_.-})".contains(letter);
    let folder = MACHINE_FOLDERS.iter().map(|parts| parts.concat()).find(|folder| {
        let mut places = line.match_indices(folder.as_str());
        places.any(|(at, _)| !line[..at].ends_with(part))
    });
    let registry = || REGISTRIES.iter().map(|parts| parts.concat()).find(|host| line.contains(host.as_str()));
    folder.or_else(registry)
}

fn reports(paths: &[String]) -> Vec<Complaint> {
    let is_report = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.ends_with(".md") && REPORTS.iter().any(|word| name.contains(word))
    };
    let reports = paths.iter().filter(is_report);
    reports
        .map(|path| Complaint::new("report", path, 1, "reports belong to the issue, not into the tree"))
        .collect()
}

/// Every control has its own style sheet.
fn bare_components(paths: &[String]) -> Outcome<Vec<Complaint>> {
    let mut found = Vec::new();
    for path in ending(paths, ".rs").filter(|path| path.starts_with("src/ui/")) {
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
        let sheet = format!("style/components/{name}.css");
        if files::read(path)?.contains("#[component") && !paths.contains(&sheet) {
            found.push(Complaint::new("sheet", path, 1, format!("has no {sheet}")));
        }
    }
    Ok(found)
}

/// `routes/<noun>/<verb>.rs` has `tests/routes/<noun>/<verb>.rs`, where the tests have that shape.
fn untested_routes(paths: &[String]) -> Vec<Complaint> {
    let tests = "crates/server/tests/routes/";
    if !paths.iter().any(|path| path.starts_with(tests)) {
        return Vec::new();
    }
    let routes = paths
        .iter()
        .filter_map(|path| path.strip_prefix("crates/server/src/routes/").map(|rest| (path, rest)));
    let verbs = routes.filter(|(_, rest)| rest.contains('/') && !rest.ends_with("mod.rs"));
    let untested = verbs.filter(|(_, rest)| !paths.contains(&[tests, rest].concat()));
    untested
        .map(|(path, rest)| Complaint::new("untested", path, 1, format!("has no {tests}{rest}")))
        .collect()
}

/// Every screen's address is travelled by a journey, once there are journeys.
fn untravelled_screens(paths: &[String]) -> Outcome<Vec<Complaint>> {
    let list = "crates/contract/src/paths.rs";
    let journeys: Vec<_> = paths.iter().filter(|path| path.starts_with("tests/journeys/")).collect();
    if journeys.is_empty() || !paths.iter().any(|path| path == list) {
        return Ok(Vec::new());
    }
    let texts: Outcome<Vec<_>> = journeys.iter().map(files::read).collect();
    let texts = texts?.concat();
    let screens = screens(&files::read(list)?);
    let visited = |screen: &String| {
        ['"', '\'', '`', '?', '#'].iter().any(|end| texts.contains(&format!("{screen}{end}")))
    };
    let missed = screens.into_iter().filter(|screen| !visited(screen));
    Ok(missed
        .map(|screen| Complaint::new("untravelled", list, 1, format!("no journey visits {screen}")))
        .collect())
}

/// The addresses in `pub const SCREENS`.
fn screens(source: &str) -> Vec<String> {
    let list = source.split_once("pub const SCREENS").and_then(|(_, rest)| rest.split_once("= ["));
    let list = list.and_then(|(_, rest)| rest.split_once(']')).map_or("", |(list, _)| list);
    list.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

const MAP: &str = "ARCHITECTURE.md";

/// Paths in code marks of the map that lead nowhere.
fn missing_places(map: &str, exists: impl Fn(&str) -> bool) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (line, number) in map.lines().zip(1..) {
        for mark in line.split('`').skip(1).step_by(2) {
            if is_place(mark) && !exists(mark.split(':').next().unwrap_or(mark)) {
                found.push(Complaint::new("map", MAP, number, format!("names {mark}, which is not there")));
            }
        }
    }
    found
}

fn is_place(mark: &str) -> bool {
    let starts = ["src/", "crates/", "style/", "tests/", "docs/", "demo/", "public/", ".ci/"];
    let is_plain = mark.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-:".contains(letter));
    is_plain && starts.iter().any(|start| mark.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(list: &str) -> Vec<String> {
        list.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn machine_paths_and_registries_are_found() {
        assert!(stranger(&["cd ", "/ho", "me/me"].concat()).is_some());
        assert!(stranger(&["https://registry.npm", "js.org"].concat()).is_some());
        assert!(stranger(&["src/demo", "/wo", "rk/"].concat()).is_none());
    }

    #[test]
    fn reports_are_found() {
        assert_eq!(reports(&paths("README.md docs/STATUS.md")).len(), 1);
    }

    #[test]
    fn untested_route_is_found() {
        let tree =
            "crates/server/src/routes/a/b.rs crates/server/src/routes/a/mod.rs crates/server/tests/routes/";
        assert_eq!(untested_routes(&paths(&format!("{tree}a/b.rs"))).len(), 0);
        assert_eq!(untested_routes(&paths(&format!("{tree}a/c.rs"))).len(), 1);
    }

    #[test]
    fn reads_the_list_of_screens() {
        assert_eq!(screens("pub const SCREENS: [&str; 2] = [\"/\", \"/sign-in\"];"), ["/", "/sign-in"]);
    }

    #[test]
    fn map_names_what_is_there() {
        let map = "`src/a.rs` `crates/<x>/y` `src/gone.rs` `cargo run`";
        let found = missing_places(map, |place| place == "src/a.rs");
        assert_eq!(found.len(), 1);
    }
}
