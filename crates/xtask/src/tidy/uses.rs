//! The paths that a source names, `use` trees unfolded.

use super::source::Source;

/// Every `a::b::…` outside tests, with its place.
pub(super) fn paths(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in source.words("use") {
        if let Some(end) = source.code[at..].find(';') {
            let tree = &source.code[at + 3..at + end];
            found.extend(unfold(tree).into_iter().map(|path| (at, path)));
        }
    }
    found.extend(inline(source));
    found
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn unfold(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((head, rest)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or_default();
        return vec![name.split_whitespace().collect()];
    };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let branches = branches(inside).into_iter().flat_map(unfold);
    branches.map(|branch| [head.trim(), &branch].concat()).collect()
}

/// The parts between the commas that no brace encloses.
fn branches(inside: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(&inside[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&inside[start..]);
    found.retain(|part| !part.trim().is_empty());
    found
}

/// Paths that stand in the middle of code.
fn inline(source: &Source) -> Vec<(usize, String)> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == ':';
    let mut found = Vec::new();
    let mut at = 0;
    for word in source.code.split(|letter| !is_part(letter)) {
        if word.contains("::") && !source.is_test(at) {
            found.push((at, word.trim_matches(':').to_owned()));
        }
        at += word.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfolds_trees() {
        let source = Source::new("a.rs", "use crate::{api, ui::{A, B as C}};\nfn f() { x::y(); }");
        let names: Vec<_> = paths(&source).into_iter().map(|(_, path)| path).collect();
        for expected in ["crate::api", "crate::ui::A", "crate::ui::B", "x::y"] {
            assert!(names.contains(&expected.to_owned()), "{expected} in {names:?}");
        }
    }
}
