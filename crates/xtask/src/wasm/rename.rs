//! Short names for what a module and its script exchange.
//!
//! wasm-bindgen names each import after what it does and a hash, in the module and in the script.
//! A hash does not compress: on the portal this takes 6 kB (Brotli) off the first load.

use super::reader::{self, Export, HEADER_LENGTH, Import};
use super::reader::{EXPORT, IMPORT};
use crate::outcome::Outcome;
use std::collections::{HashMap, HashSet};

/// A module and its script, renamed alike.
#[derive(Debug)]
pub(crate) struct Renamed {
    pub(crate) module: Vec<u8>,
    pub(crate) script: String,
}

/// Renames imports and exports that begin with `_`, but for `kept` ones (the parts ask for those).
pub(crate) fn rename(module: &[u8], script: &str, kept: &HashSet<String>) -> Outcome<Renamed> {
    let sections = reader::sections(module)?;
    let (imports, exports) = (reader::imports(&sections)?, reader::exports(&sections)?);
    let names = imports.iter().map(|import| &import.name).chain(exports.iter().map(|export| &export.name));
    let mut short = HashMap::new();
    for name in names.filter(|name| name.starts_with('_') && !kept.contains(*name)) {
        let next = letters(short.len());
        short.entry(name.clone()).or_insert(next);
    }
    let mut modules = HashMap::new();
    for import in &imports {
        let next = letters(modules.len());
        modules.entry(import.module.clone()).or_insert(next);
    }

    let mut fresh = module[..HEADER_LENGTH].to_vec();
    for (kind, content) in &sections {
        let content = match *kind {
            IMPORT => import_section(&imports, &modules, &short),
            EXPORT => export_section(&exports, &short),
            _ => content.to_vec(),
        };
        fresh.push(*kind);
        push_vector(&mut fresh, &content);
    }
    Ok(Renamed { module: fresh, script: in_script(script, &modules, &short) })
}

/// The names that a part asks the first module for.
pub(crate) fn asked_for(part: &[u8]) -> Outcome<Vec<String>> {
    let imports = reader::imports(&reader::sections(part)?)?;
    Ok(imports.into_iter().map(|import| import.name).collect())
}

fn import_section(imports: &[Import<'_>], modules: &Names, short: &Names) -> Vec<u8> {
    let mut section = Vec::new();
    push_number(&mut section, imports.len());
    for import in imports {
        push_vector(&mut section, renamed(modules, &import.module).as_bytes());
        push_vector(&mut section, renamed(short, &import.name).as_bytes());
        section.extend(import.description);
    }
    section
}

fn export_section(exports: &[Export<'_>], short: &Names) -> Vec<u8> {
    let mut section = Vec::new();
    push_number(&mut section, exports.len());
    for export in exports {
        push_vector(&mut section, renamed(short, &export.name).as_bytes());
        section.extend(export.description);
    }
    section
}

type Names = HashMap<String, String>;

fn renamed<'a>(names: &'a Names, name: &'a str) -> &'a str {
    names.get(name).map_or(name, String::as_str)
}

/// The script with whole words renamed, and the modules' names, which stand in quotes.
fn in_script(script: &str, modules: &Names, short: &Names) -> String {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '$';
    let mut fresh = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        fresh.push_str(renamed(short, &rest[..word]));
        let other = rest[word..].find(is_part).map_or(rest.len(), |length| word + length);
        fresh.push_str(&rest[word..other]);
        rest = &rest[other..];
    }
    modules
        .iter()
        .fold(fresh, |script, (name, short)| script.replace(&format!("\"{name}\""), &format!("\"{short}\"")))
}

/// The `at`th of a, b, …, z, A, …, Z, aa, ab, …
fn letters(at: usize) -> String {
    const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let last = char::from(LETTERS[at % 52]);
    match at / 52 {
        0 => last.to_string(),
        before => letters(before - 1) + &last.to_string(),
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push((number & 0x7f) as u8);
}

fn push_vector(bytes: &mut Vec<u8>, content: &[u8]) {
    push_number(bytes, content.len());
    bytes.extend(content);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Imports `__wbg_a` from `./p.js` (a function) and exports it as `_start` and `memory`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x12\x01\x06./p.js\x07__wbg_a\0\0\
        \x07\x13\x02\x06_start\0\0\x06memory\0\0";

    #[test]
    fn module_and_script_are_renamed_alike() {
        let script = "{\"./p.js\":{__wbg_a:x}};o._start();o.memory;y__wbg_a";
        let renamed = rename(MODULE, script, &HashSet::new()).expect("a module");
        assert_eq!(renamed.script, "{\"a\":{a:x}};o.b();o.memory;y__wbg_a");
        let sections = reader::sections(&renamed.module).expect("sections");
        let imports = reader::imports(&sections).expect("imports");
        assert_eq!((imports[0].module.as_str(), imports[0].name.as_str()), ("a", "a"));
        let exports = reader::exports(&sections).expect("exports");
        let names: Vec<_> = exports.iter().map(|export| export.name.as_str()).collect();
        assert_eq!(names, ["b", "memory"]);
    }

    #[test]
    fn kept_names_stay() {
        let kept = HashSet::from(["_start".to_owned()]);
        let renamed = rename(MODULE, "o._start()", &kept).expect("a module");
        assert_eq!(renamed.script, "o._start()");
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 51, 52, 104].map(letters), ["a", "Z", "aa", "ba"]);
    }
}
