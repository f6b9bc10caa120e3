//! Reads from a WebAssembly module how large each function is and what it is called.

use crate::outcome::{Failure, Outcome};
use std::collections::HashMap;

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;
const FUNCTION_NAMES: u8 = 1;

/// A module, as far as sizes go.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// Each function's name and bytes.
    pub(crate) functions: Vec<(String, u64)>,
    /// Bytes of initialised memory.
    pub(crate) data: u64,
}

/// Reads a module (WebAssembly core specification §5.5).
pub(crate) fn read(bytes: &[u8]) -> Outcome<Module> {
    parse(bytes).ok_or_else(|| Failure::new("the module is not one that can be read"))
}

fn parse(bytes: &[u8]) -> Option<Module> {
    let mut module = Reader { rest: bytes.get(8..)? };
    let (mut imported, mut sizes, mut data) = (0, Vec::new(), 0);
    let mut names = HashMap::new();
    while !module.rest.is_empty() {
        let kind = module.byte()?;
        let mut section = module.vector()?;
        match kind {
            IMPORT => imported = section.imported_functions()?,
            CODE => sizes = section.function_sizes()?,
            DATA => data = section.rest.len() as u64,
            CUSTOM if section.text()? == "name" => names = section.function_names()?,
            _ => {}
        }
    }
    let name = |at: usize| names.remove(&(imported + at as u64)).unwrap_or_else(|| "?".to_owned());
    let mut name = name;
    let functions = sizes.into_iter().enumerate().map(|(at, size)| (name(at), size)).collect();
    Some(Module { functions, data })
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// An unsigned LEB128.
    fn number(&mut self) -> Option<u64> {
        let (mut value, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                return Some(value);
            }
        }
    }

    /// Bytes that begin with their count.
    fn vector(&mut self) -> Option<Reader<'a>> {
        let length = usize::try_from(self.number()?).ok()?;
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Reader { rest: taken })
    }

    fn text(&mut self) -> Option<String> {
        Some(String::from_utf8_lossy(self.vector()?.rest).into_owned())
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Some(())
    }

    fn imported_functions(&mut self) -> Option<u64> {
        let mut functions = 0;
        for _ in 0..self.number()? {
            self.vector()?;
            self.vector()?;
            match self.byte()? {
                0 => {
                    functions += 1;
                    self.number()?;
                }
                1 => {
                    self.byte()?;
                    self.limits()?;
                }
                2 => self.limits()?,
                3 => {
                    self.byte()?;
                    self.byte()?;
                }
                _ => {
                    self.byte()?;
                    self.number()?;
                }
            }
        }
        Some(functions)
    }

    fn function_sizes(&mut self) -> Option<Vec<u64>> {
        (0..self.number()?).map(|_| Some(self.vector()?.rest.len() as u64)).collect()
    }

    fn function_names(&mut self) -> Option<HashMap<u64, String>> {
        while !self.rest.is_empty() {
            let kind = self.byte()?;
            let mut names = self.vector()?;
            if kind == FUNCTION_NAMES {
                return (0..names.number()?).map(|_| Some((names.number()?, names.text()?))).collect();
            }
        }
        Some(HashMap::new())
    }
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
