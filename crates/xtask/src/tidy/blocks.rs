//! Functions, `view!` blocks and components in a source.

use super::source::{Source, closing};
use std::ops::Range;

/// A function with a body.
#[derive(Debug)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    pub(super) start: usize,
    /// Its parameters, without the parentheses.
    pub(super) parameters: &'a str,
    pub(super) lines: usize,
}

/// Every function with a body, outside tests.
pub(super) fn functions(source: &Source) -> Vec<Function<'_>> {
    source.words("fn").filter_map(|start| function(source, start)).collect()
}

fn function(source: &Source, start: usize) -> Option<Function<'_>> {
    let code = &source.code;
    let rest = code[start + 2..].strip_prefix(' ')?;
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let name = rest.get(..length).filter(|name| !name.is_empty())?;
    let open = start + code[start..].find('(')?;
    let close = closing(code, open);
    let body = body_start(code, close)?;
    let lines = source.line(closing(code, body) - 1) - source.line(start) + 1;
    Some(Function { name, start, parameters: &code[open + 1..close - 1], lines })
}

/// Where the body opens behind the parameters; none for a declaration.
fn body_start(code: &str, behind: usize) -> Option<usize> {
    let mut at = behind;
    loop {
        at += code[at..].find(['{', ';', '[', '('])?;
        match code.as_bytes()[at] {
            b'{' => return Some(at),
            b';' => return None,
            _ => at = closing(code, at),
        }
    }
}

/// The insides of every `view!`, outside tests.
pub(super) fn views(source: &Source) -> Vec<Range<usize>> {
    let starts = source.words("view!");
    let open = |start: usize| Some(start + source.code[start..].find(['{', '(', '['])?);
    starts.filter_map(open).map(|open| open..closing(&source.code, open)).collect()
}

/// A component's function.
#[derive(Debug)]
pub(super) struct Component<'a> {
    pub(super) function: Function<'a>,
    pub(super) is_public: bool,
}

/// Every component, outside tests.
pub(super) fn components(source: &Source) -> Vec<Component<'_>> {
    let marks = source.words("#[component").map(|at| closing(&source.code, at + 1));
    let component = |after: usize| {
        let start = after + source.code[after..].find("fn ")?;
        let is_public =
            source.code[after..start].split_whitespace().any(|word| word == "pub" || word == "pub(crate)");
        function(source, start).map(|function| Component { function, is_public })
    };
    marks.filter_map(component).collect()
}

/// How many parameters a list has.
pub(super) fn count_parameters(list: &str) -> usize {
    let mut depth = 0_i32;
    let mut parts = vec![String::new()];
    let mut before = ' ';
    for letter in list.chars() {
        match letter {
            '(' | '[' | '{' | '<' => depth += 1,
            '>' if before == '-' => {}
            ')' | ']' | '}' | '>' => depth -= 1,
            ',' if depth == 0 => parts.push(String::new()),
            _ => {}
        }
        before = letter;
        if let Some(part) = parts.last_mut().filter(|_| letter != ',' || depth != 0) {
            part.push(letter);
        }
    }
    parts.iter().filter(|part| !part.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_functions() {
        let source =
            Source::new("a.rs", "fn a(x: fn(u8) -> u8) -> [u8; 2]\nwhere\n{\n  b\n}\ntrait T { fn c(); }");
        let found = functions(&source);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name, found[0].lines), ("a", 5));
    }

    #[test]
    fn finds_components_and_views() {
        let text =
            "#[component]\npub(crate) fn A(b: Vec<(u8, u8)>, c: impl Fn(u8) -> u8,) -> X { view! { <p/> } }";
        let source = Source::new("a.rs", text);
        let found = components(&source);
        assert!(found[0].is_public);
        assert_eq!(count_parameters(found[0].function.parameters), 2);
        assert_eq!(views(&source).len(), 1);
    }
}
