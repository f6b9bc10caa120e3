//! Reads from a WebAssembly module how large each function is and what it is called.

use super::reader::{self, CODE, CUSTOM, DATA, Reader};
use crate::outcome::Outcome;
use std::collections::HashMap;

const FUNCTION_NAMES: u8 = 1;

/// A module, as far as sizes go.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// Each function's name and bytes.
    pub(crate) functions: Vec<(String, u64)>,
    /// Bytes of initialised memory.
    pub(crate) data: u64,
}

/// Reads a module that still has its names.
pub(crate) fn read(bytes: &[u8]) -> Outcome<Module> {
    let sections = reader::sections(bytes)?;
    let imports = reader::imports(&sections)?;
    let imported = imports.iter().filter(|import| import.is_function()).count() as u64;
    let read = || {
        let (mut module, mut sizes, mut names) = (Module::default(), Vec::new(), HashMap::new());
        for (kind, content) in &sections {
            let mut section = Reader { rest: content };
            match *kind {
                CODE => sizes = function_sizes(&mut section)?,
                DATA => module.data = content.len() as u64,
                CUSTOM if section.text()? == "name" => names = function_names(&mut section)?,
                _ => {}
            }
        }
        for (at, size) in (imported..).zip(sizes) {
            let name = names.remove(&at).unwrap_or_else(|| "?".to_owned());
            module.functions.push((name, size));
        }
        Some(module)
    };
    read().ok_or_else(reader::unreadable)
}

fn function_sizes(section: &mut Reader<'_>) -> Option<Vec<u64>> {
    (0..section.number()?).map(|_| Some(section.vector()?.rest.len() as u64)).collect()
}

fn function_names(section: &mut Reader<'_>) -> Option<HashMap<u64, String>> {
    while !section.rest.is_empty() {
        let kind = section.byte()?;
        let mut names = section.vector()?;
        if kind == FUNCTION_NAMES {
            return (0..names.number()?).map(|_| Some((names.number()?, names.text()?))).collect();
        }
    }
    Some(HashMap::new())
}

/// The crate whose function this is, from a mangled name (`…Cs<hash>_<length><crate>…`).
pub(crate) fn crate_of(mangled: &str) -> &str {
    let found = mangled.match_indices("Cs").find_map(|(at, _)| {
        let (_, rest) = mangled[at..].split_once('_')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length: usize = rest[..digits].parse().ok()?;
        rest[digits..].trim_start_matches('_').get(..length)
    });
    match found {
        Some(name) => name,
        None if mangled.starts_with('_') => "compiler and glue",
        None => mangled.split(['_', '(', ' ']).next().unwrap_or(mangled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of one import and one function, with its name.
    const SMALL: [u8; 51] = *b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01a\x01b\0\0\
        \x03\x02\x01\0\
        \x0a\x04\x01\x02\0\x0b\
        \0\x10\x04name\x01\x09\x01\x01\x06answer";

    #[test]
    fn reads_sizes_and_names() {
        let module = read(&SMALL).expect("a module");
        assert_eq!(module.functions, [("answer".to_owned(), 2)]);
    }

    #[test]
    fn refuses_what_is_cut_short() {
        assert!(read(&SMALL[..SMALL.len() - 3]).is_err());
    }

    #[test]
    fn tells_the_crate_of_a_mangled_name() {
        let name = "_RNvMs0_NtNtCs67bXxdlz9P5_14reactive_graph8computed4poll";
        assert_eq!(crate_of(name), "reactive_graph");
        assert_eq!(crate_of("main"), "main");
    }
}
