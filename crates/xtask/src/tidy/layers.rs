//! Layers are folders with one-way arrows (ARCHITECTURE.md). Each line: who, what it may not name, why.

use super::Complaint;
use super::source::Source;
use super::uses;

/// A rule: its name, the folder, the folders inside it that are free of it, and what is refused.
struct Rule {
    name: &'static str,
    within: &'static str,
    but: &'static [&'static str],
    refused: &'static [&'static str],
}

const RULES: &[Rule] = &[
    Rule {
        name: "layer contract",
        within: "crates/contract/src/",
        but: &[],
        refused: &[
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::time::SystemTime",
            "std::time::Instant",
            "regex",
            "tokio",
            "portal",
            "server",
            "leptos",
            "axum",
        ],
    },
    Rule {
        name: "layer ui",
        within: "src/ui/",
        but: &[],
        refused: &[
            "crate::api",
            "crate::app",
            "crate::flows",
            "crate::forms",
            "crate::routes",
            "crate::screens",
            "crate::words",
            "contract::api",
        ],
    },
    Rule {
        name: "layer forms",
        within: "src/forms/",
        but: &[],
        refused: &["crate::screens", "crate::app", "crate::routes"],
    },
    Rule { name: "layer pure", within: "src/forms/spec", but: &[], refused: PURE },
    Rule { name: "layer pure", within: "src/forms/state", but: &[], refused: PURE },
    Rule { name: "layer pure", within: "src/flows/", but: &[], refused: PURE },
    Rule { name: "layer net", within: "src/", but: &["src/api/"], refused: &["gloo_net"] },
    Rule { name: "layer web", within: "src/", but: &["src/device/", "src/ui/"], refused: &["web_sys"] },
    Rule {
        name: "layer store",
        within: "crates/server/src/store/",
        but: &[],
        refused: &["crate::services", "crate::routes", "crate::oidc", "axum"],
    },
    Rule {
        name: "layer services",
        within: "crates/server/src/services/",
        but: &[],
        refused: &["crate::routes", "crate::oidc", "axum"],
    },
    Rule {
        name: "layer sql",
        within: "crates/server/src/",
        but: &["crates/server/src/store/"],
        refused: &["sea_orm", "sqlx"],
    },
    Rule {
        name: "layer axum",
        within: "crates/server/src/",
        but: &["crates/server/src/routes/", "crates/server/src/oidc/"],
        refused: &["axum"],
    },
];
const PURE: &[&str] = &["leptos", "web_sys", "js_sys", "wasm_bindgen"];

pub(super) fn check(source: &Source) -> Vec<Complaint> {
    let applies = |rule: &&Rule| {
        source.path.starts_with(rule.within) && !rule.but.iter().any(|but| source.path.starts_with(but))
    };
    let rules: Vec<_> = RULES.iter().filter(applies).collect();
    if rules.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, path) in uses::paths(source) {
        for rule in &rules {
            if let Some(refused) = rule.refused.iter().find(|refused| is_under(&path, refused)) {
                let what = format!("{} may not name {refused}", rule.within);
                found.push(Complaint::at(rule.name, source, at, what));
            }
        }
    }
    found.sort_by_key(|complaint| (complaint.line, complaint.rule));
    found.dedup_by(|one, other| (one.rule, one.line) == (other.rule, other.line));
    found
}

fn is_under(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::new(path, text)).iter().map(|complaint| complaint.rule).collect()
    }

    #[test]
    fn arrows_go_one_way() {
        assert_eq!(rules("src/ui/a.rs", "use crate::{forms::Form, ui::B};"), ["layer ui"]);
        assert_eq!(rules("src/screens/a.rs", "use crate::{forms::Form, ui::B};"), [""; 0]);
        assert_eq!(rules("src/flows/a.rs", "use leptos::prelude::*;"), ["layer pure"]);
        assert_eq!(rules("src/screens/a.rs", "let x = web_sys::window();"), ["layer web"]);
    }

    #[test]
    fn only_the_store_sees_sql() {
        let path = "crates/server/src/services/a.rs";
        assert_eq!(rules(path, "use sea_orm::Value;"), ["layer sql"]);
        assert_eq!(rules("crates/server/src/store/a.rs", "use sea_orm::Value;"), [""; 0]);
        assert_eq!(rules(path, "use axum::Json;"), ["layer axum", "layer services"]);
    }
}
