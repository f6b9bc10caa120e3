//! What may stand in one place only, or nowhere: addresses, colours, words, panics.

use super::Complaint;
use super::blocks::views;
use super::source::Source;
use std::ops::Range;

/// Where addresses are values.
const ADDRESSES: [&str; 4] =
    ["crates/contract/src/", "src/routes", "crates/server/src/router.rs", "crates/server/src/routes/"];
const TOKENS: &str = "style/tokens.css";
/// The style sheets of brands; like the tokens' own, they are written from `tokens/`.
const BRANDS: &str = "style/brands/";
/// How many lines above a panic its reason may stand.
const REASON_LINES_MAX: usize = 4;

pub(super) fn check(source: &Source) -> Vec<Complaint> {
    let mut found = banned_code(source);
    found.extend(panics(source));
    found.extend(addresses(source));
    if source.path.starts_with("src/") {
        found.extend(words_in_views(source));
    }
    found
}

fn banned_code(source: &Source) -> Vec<Complaint> {
    let banned = ["todo!", "unimplemented!", "dbg!", "#[allow(", "#![allow("];
    let places = banned.iter().flat_map(|word| source.words(word).map(move |at| (at, word)));
    places.map(|(at, word)| Complaint::at("banned", source, at, format!("{word} is not for us"))).collect()
}

/// `unwrap` and `expect` say which invariant makes them safe.
fn panics(source: &Source) -> Vec<Complaint> {
    let places = ["unwrap()", "expect("].into_iter().flat_map(|word| source.words(word));
    let calls = places.filter(|at| source.code[..*at].ends_with('.'));
    let bare = calls.filter(|at| !has_reason(source, *at));
    let what = "needs `// invariant:` with the reason, or an error";
    bare.map(|at| Complaint::at("unwrap", source, at, what)).collect()
}

fn has_reason(source: &Source, at: usize) -> bool {
    let end = source.full[at..].find('\n').map_or(source.full.len(), |length| at + length);
    let mut near = source.full[..end].lines().rev().take(REASON_LINES_MAX + 1);
    near.any(|line| line.contains("// invariant:"))
}

/// `"/…"`: addresses are values of the contract.
fn addresses(source: &Source) -> Vec<Complaint> {
    if ADDRESSES.iter().any(|place| source.path.starts_with(place)) {
        return Vec::new();
    }
    let is_address = |text: &str| {
        let mut letters = text.chars();
        letters.next() == Some('/')
            && letters.next().is_none_or(|next| next.is_ascii_lowercase() || next == '.')
    };
    let texts = source.texts_outside_tests().filter(|(_, text)| is_address(text) && *text != "/");
    texts
        .map(|(at, text)| Complaint::at("path", source, at, format!("address {text:?} is spelt out")))
        .collect()
}

/// Sentences, colours and inline styles in markup.
fn words_in_views(source: &Source) -> Vec<Complaint> {
    let views = views(source);
    let inside = |at: usize| views.iter().any(|view: &Range<usize>| view.contains(&at));
    let mut found: Vec<_> = source
        .words("style=")
        .filter(|at| inside(*at))
        .map(|at| Complaint::at("style", source, at, "inline style in view!"))
        .collect();
    for (at, text) in source.texts_outside_tests() {
        if inside(at) && is_sentence(text) {
            found.push(Complaint::at("words", source, at, format!("words belong into src/words: {text:?}")));
        }
        if has_colour(text) {
            found.push(Complaint::at("colour", source, at, format!("colour outside {TOKENS}")));
        }
    }
    found
}

/// Chinese at all, or two English words of which the first begins a sentence.
fn is_sentence(text: &str) -> bool {
    let is_chinese = text.chars().any(|letter| ('\u{2e80}'..='\u{9fff}').contains(&letter));
    let mut words = text.split(' ');
    let first = words.next().unwrap_or_default();
    let is_word = |word: &str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_alphabetic());
    is_chinese
        || (is_word(first)
            && first.starts_with(|letter: char| letter.is_ascii_uppercase())
            && words.next().is_some_and(is_word))
}

/// `#rgb`, `#rrggbb` and their kin with alpha.
fn has_colour(text: &str) -> bool {
    text.split('#').skip(1).any(|rest| {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        let next = rest.as_bytes().get(digits);
        let ends = next.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-' && *byte != b'_');
        ends && matches!(digits, 3 | 4 | 6 | 8)
    })
}

/// Colours of a style sheet other than the tokens.
pub(super) fn colours_in_sheet(path: &str, css: &str) -> Vec<Complaint> {
    if path == TOKENS || path.starts_with(BRANDS) || !path.starts_with("style/") {
        return Vec::new();
    }
    let lines = css.lines().zip(1..).filter(|(line, _)| has_colour(line));
    lines.map(|(_, line)| Complaint::new("colour", path, line, format!("colour outside {TOKENS}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::new(path, text)).iter().map(|complaint| complaint.rule).collect()
    }

    #[test]
    fn banned_code_is_found() {
        let text = ["fn f() { to", "do!() }\n#[al", "low(dead_code)]"].concat();
        assert_eq!(rules("src/a.rs", &text), ["banned", "banned"]);
        assert_eq!(rules("src/a.rs", &["// to", "do!"].concat()), [""; 0]);
    }

    #[test]
    fn panic_needs_its_invariant() {
        assert_eq!(rules("src/a.rs", "a.unwrap();"), ["unwrap"]);
        assert_eq!(rules("src/a.rs", "a.expect(\"b\");"), ["unwrap"]);
        assert_eq!(rules("src/a.rs", "// invariant: a is there\na.unwrap();"), [""; 0]);
        assert_eq!(rules("src/a.rs", "#[expect(x)]\n#[cfg(test)]\nmod t { fn f() { a.unwrap() } }"), [""; 0]);
    }

    #[test]
    fn addresses_are_values() {
        assert_eq!(rules("src/a.rs", "go(\"/sign-in\")"), ["path"]);
        assert_eq!(rules("crates/contract/src/paths.rs", "go(\"/sign-in\")"), [""; 0]);
    }

    #[test]
    fn views_have_no_words_and_no_style() {
        assert_eq!(rules("src/a.rs", "view! { <p style=\"x\">\"登入\"</p> }"), ["style", "words"]);
        assert_eq!(rules("src/a.rs", "view! { <p>\"Sign in\"</p> }"), ["words"]);
        assert_eq!(rules("src/a.rs", "view! { <p class=\"c-a c-b\">{title}</p> }"), [""; 0]);
    }

    #[test]
    fn colours_are_tokens() {
        assert_eq!(colours_in_sheet("style/base.css", "#app { color: red }\na { color: #fff }").len(), 1);
        assert_eq!(colours_in_sheet(TOKENS, "a { color: #fff }").len(), 0);
        assert!(has_colour("x #11223344;") && !has_colour("#apple") && !has_colour("#add-more"));
    }
}
