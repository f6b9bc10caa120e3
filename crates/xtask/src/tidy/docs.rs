//! What others call is described.

use super::Complaint;
use super::source::Source;

/// Folders whose public items all have a sentence.
const FOLDERS: [&str; 5] =
    ["crates/contract/src/", "crates/server/src/store/", "crates/server/src/oidc/", "src/ui/", "src/forms/"];
const ITEMS: [&str; 8] = ["fn", "async", "const", "struct", "enum", "trait", "type", "static"];

pub(super) fn check(source: &Source) -> Vec<Complaint> {
    if !FOLDERS.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    // The portal is a program: there, what the crate sees is what others call.
    let is_program = source.path.starts_with("src/");
    let public = source.words("pub").filter(|at| is_item(&source.code[*at..], is_program));
    let bare = public.filter(|at| !is_described(source, *at));
    bare.map(|at| {
        let line = source.code[at..].lines().next().unwrap_or_default().trim();
        Complaint::at("doc", source, at, format!("no description: {line}"))
    })
    .collect()
}

/// `pub struct`, and `pub(crate) fn` where scopes count, but no field and no `use` or `mod`.
fn is_item(rest: &str, scopes_count: bool) -> bool {
    let rest = rest.trim_start_matches("pub");
    let rest = match rest.strip_prefix('(') {
        Some(scope) if scopes_count => scope.split_once(')').map_or("", |(_, rest)| rest),
        Some(_) => return false,
        None => rest,
    };
    let mut words = rest.split_whitespace();
    let is_known = words.next().is_some_and(|word| ITEMS.contains(&word));
    // A macro's own item gets its description where the macro is used.
    is_known && !words.next().is_some_and(|name| name.starts_with('$'))
}

/// Whether a doc comment stands above, attributes between them aside.
fn is_described(source: &Source, at: usize) -> bool {
    let above = source.full[..at].lines().rev().map(str::trim);
    let mut above = above.skip_while(|line| {
        line.is_empty()
            || line.starts_with("#[")
            || line.starts_with("// ")
            || line.ends_with([')', ']', ',']) && !line.starts_with("///")
    });
    above
        .next()
        .is_some_and(|line| line.starts_with("///") || line.starts_with("#[doc") || line.ends_with("*/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(text: &str) -> usize {
        check(&Source::new("src/ui/a.rs", text)).len()
    }

    #[test]
    fn bare_item_is_found() {
        assert_eq!(complaints("/// Says why.\n#[component]\npub(crate) fn a() {}"), 0);
        assert_eq!(complaints("#[derive(Debug)]\npub(crate) struct A;"), 1);
        assert_eq!(complaints("pub(crate) use b::C;\npub(crate) mod d;"), 0);
        assert_eq!(complaints("fn private() {}\npub fn public() {}"), 1);
    }
}
