//! Rust source as tidy sees it: code without comments and texts, texts by line, tests marked.

use std::ops::Range;

/// A text in the source.
#[derive(Debug)]
pub(crate) struct Text {
    /// Where its content stands.
    pub(crate) span: Range<usize>,
}

/// A source file.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its path from the root.
    pub(crate) path: String,
    /// As it is.
    pub(crate) full: String,
    /// The same length, with comments and the content of texts blanked.
    pub(crate) code: String,
    /// Its string literals.
    pub(crate) texts: Vec<Text>,
    /// What is compiled for tests only.
    tests: Vec<Range<usize>>,
}

impl Source {
    /// Reads source that stands at `path`.
    pub(crate) fn new(path: &str, full: &str) -> Self {
        let (code, texts) = blank(full);
        let is_test = path.split('/').any(|part| part == "tests" || part == "tests.rs" || part == "benches");
        let tests = match is_test {
            true => std::iter::once(0..full.len()).collect(),
            false => test_spans(&code),
        };
        Self { path: path.to_owned(), full: full.to_owned(), code, texts, tests }
    }

    /// The line of a place, from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.code.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// Whether a place is compiled for tests only.
    pub(crate) fn is_test(&self, at: usize) -> bool {
        self.tests.iter().any(|span| span.contains(&at))
    }

    /// Lines that are not compiled for tests only.
    pub(crate) fn lines_outside_tests(&self) -> usize {
        let tests = self.tests.iter().map(|span| self.full[span.clone()].lines().count());
        self.full.lines().count().saturating_sub(tests.sum())
    }

    /// Where a word stands in code outside tests.
    pub(crate) fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> {
        let found = self.code.match_indices(word).map(|(at, _)| at);
        found.filter(move |at| is_word(&self.code, *at, word.len()) && !self.is_test(*at))
    }

    /// The texts outside tests.
    pub(crate) fn texts_outside_tests(&self) -> impl Iterator<Item = (usize, &str)> {
        let texts = self.texts.iter().filter(|text| !self.is_test(text.span.start));
        texts.map(|text| (text.span.start, &self.full[text.span.clone()]))
    }
}

/// Whether what stands at `at` is no part of a longer word.
fn is_word(code: &str, at: usize, length: usize) -> bool {
    let part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = code.as_bytes();
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
    let starts_as_word = bytes.get(at).is_some_and(is_letter);
    let ends_as_word = bytes.get(at + length - 1).is_some_and(is_letter);
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let goes_on = (starts_as_word && part(before)) || (ends_as_word && part(bytes.get(at + length)));
    !goes_on
}

/// Where the bracket that opens at `open` is closed (one past it), in blanked code.
pub(crate) fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// The items under `#[cfg(test)]`.
fn test_spans(code: &str) -> Vec<Range<usize>> {
    let starts = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    starts
        .map(|start| {
            let rest = &code[start..];
            let end = match rest.find(['{', ';']) {
                Some(at) if rest.as_bytes()[at] == b'{' => closing(code, start + at),
                Some(at) => start + at + 1,
                None => code.len(),
            };
            start..end
        })
        .collect()
}

/// Blanks comments and texts; returns what is left and the texts.
fn blank(full: &str) -> (String, Vec<Text>) {
    let bytes = full.as_bytes();
    let mut code: Vec<u8> = bytes.to_vec();
    let mut texts = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &full.as_bytes()[at..];
        let (span, end) = match rest {
            [b'/', b'/', ..] => {
                let end = at + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                (at..end, end)
            }
            [b'/', b'*', ..] => {
                let end = at + comment_length(rest);
                (at..end, end)
            }
            [b'"', ..] => {
                let end = at + text_length(rest);
                texts.push(Text { span: at + 1..end.saturating_sub(1).max(at + 1) });
                (at + 1..end.saturating_sub(1).max(at + 1), end)
            }
            [b'r', next, ..] if matches!(next, b'"' | b'#') && raw_length(rest).is_some() => {
                let (hashes, length) = raw_length(rest).unwrap_or((0, 1));
                let inside = at + hashes + 2..at + length - hashes - 1;
                texts.push(Text { span: inside.clone() });
                (inside, at + length)
            }
            [b'\'', ..] => {
                let length = character_length(rest);
                (at + 1..at + length.max(2) - 1, at + length)
            }
            _ => (at..at, at + 1),
        };
        for place in span {
            if code[place] != b'\n' {
                code[place] = b' ';
            }
        }
        at = end;
    }
    code.iter_mut().filter(|byte| !byte.is_ascii()).for_each(|byte| *byte = b' ');
    (String::from_utf8_lossy(&code).into_owned(), texts)
}

fn comment_length(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match &rest[at..] {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn text_length(rest: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        at += match byte {
            b'\\' => 2,
            b'"' => return at + 1,
            _ => 1,
        };
    }
    rest.len()
}

/// The number of `#` and the whole length of a raw text, if one begins here.
fn raw_length(rest: &[u8]) -> Option<(usize, usize)> {
    let hashes = rest[1..].iter().take_while(|byte| **byte == b'#').count();
    if rest.get(1 + hashes) != Some(&b'"') {
        return None;
    }
    let mut end = vec![b'"'];
    end.resize(hashes + 1, b'#');
    let body = &rest[hashes + 2..];
    let found = body.windows(end.len()).position(|window| window == end)?;
    Some((hashes, hashes + 2 + found + end.len()))
}

/// The length of a character literal; 1 for the quote of a lifetime.
fn character_length(rest: &[u8]) -> usize {
    if rest.get(1) == Some(&b'\\') {
        let end = rest.iter().skip(3).position(|byte| *byte == b'\'');
        return end.map_or(rest.len(), |end| end + 4);
    }
    let end = rest.iter().take(6).skip(2).position(|byte| *byte == b'\'');
    end.filter(|end| *end == 0 || !rest[1].is_ascii()).map_or(1, |end| end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_comments_and_texts() {
        let source = Source::new("a.rs", "a(\"x // y\"); // \"z\"\n/* /* b */ */ c('\"', '\\'', r#\"d\"#)");
        let texts: Vec<_> = source.texts_outside_tests().map(|(_, text)| text).collect();
        assert_eq!(texts, ["x // y", "d"]);
        assert!(source.code.contains("c(' ', '  ', r#\" \"#)") && !source.code.contains('z'));
        assert_eq!(source.code.len(), source.full.len());
    }

    #[test]
    fn lifetime_is_no_text() {
        let source = Source::new("a.rs", "fn f<'a>(x: &'a str) -> char { '教' }");
        assert!(source.code.contains("fn f<'a>(x: &'a str) -> char {"));
    }

    #[test]
    fn marks_tests() {
        let source = Source::new("a.rs", "one();\n#[cfg(test)]\nmod tests {\n    two();\n}\nthree();\n");
        assert_eq!(source.words("two").count(), 0);
        assert_eq!(source.words("three").count(), 1);
        assert_eq!(source.lines_outside_tests(), 2);
    }

    #[test]
    fn finds_whole_words() {
        let source = Source::new("a.rs", "axum::x; my_axum; axum2");
        assert_eq!(source.words("axum").count(), 1);
    }
}
