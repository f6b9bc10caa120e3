//! Makes the modules small: what no script asks for goes, then `wasm-opt`.

use super::bundle::contains_word;
use super::{between, finished};
use crate::files;
use crate::outcome::{During as _, Outcome};
use crate::setup::npm;
use crate::wasm::{reader, rename};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Features by name: `--all-features` writes encodings that browsers refuse.
const FEATURES: &str = "--enable-bulk-memory --enable-reference-types --enable-sign-ext \
    --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue";
/// `-Os` came out smaller after Brotli than `-Oz` (46.0 kB against 46.3 in the measured portal).
/// The stack stands first in memory, so its lowest kilobyte is never an object's.
const LEVEL: &str = "-Os --low-memory-unused";

/// What nobody reads once the module is served.
const STRIPPED: &str = "--strip-debug --strip-producers";
/// Functions that were made from one source stand together, which Brotli rewards (1 kB).
const ORDERED: &str = "--reorder-functions-by-name";

/// Leaves every module in the finished folder.
pub(super) fn run() -> Outcome {
    let mut asked_for = HashSet::new();
    for part in files::walk_ending(between("parts"), "wasm") {
        let name = files::name(&part);
        if name != "portal.wasm" {
            let small = finished().join(name);
            wasm_opt(&part, &small, &[ORDERED, STRIPPED])?;
            asked_for.extend(rename::asked_for(&read(&small)?)?);
        }
    }
    let wanted = without_unasked_exports()?;
    let small = between("portal_small.wasm");
    wasm_opt(&wanted, &small, &[ORDERED, STRIPPED])?;

    let script = finished().join("portal.js");
    let renamed = rename::rename(&read(&small)?, &files::read(&script)?, &asked_for)?;
    files::write(finished().join("portal_bg.wasm"), renamed.module)?;
    files::write(script, renamed.script)
}

/// The first module as it is served, but with the names of its functions.
pub(crate) fn named_module() -> Outcome<PathBuf> {
    let named = between("portal_named.wasm");
    wasm_opt(&between("portal_wanted.wasm"), &named, &["--debuginfo"])?;
    Ok(named)
}

fn wasm_opt(from: &Path, to: &Path, more: &[&str]) -> Outcome {
    let tool = npm::program("wasm-opt").words(FEATURES).words(LEVEL).words(&more.join(" "));
    tool.arg(from).arg("-o").arg(to).quietly()
}

/// The first module, exporting only what `portal.js` names.
fn without_unasked_exports() -> Outcome<PathBuf> {
    let bound = between("bound").join("portal_bg.wasm");
    let script = files::read(finished().join("portal.js"))?;
    let module = read(&bound)?;
    let exports = reader::exports(&reader::sections(&module)?)?;
    let names = exports.into_iter().map(|export| export.name);
    let kept: Vec<_> = names.filter(|name| contains_word(&script, name)).collect();
    let graph = between("exports.json");
    files::write(&graph, reached(&kept).to_string())?;
    let wanted = between("portal_wanted.wasm");
    let tool = npm::program("wasm-metadce").words(FEATURES).arg("--debuginfo").arg(&bound);
    tool.arg("--graph-file").arg(graph).arg("-o").arg(&wanted).quietly()?;
    Ok(wanted)
}

/// `wasm-metadce`'s graph: the outside world reaches these exports and nothing else.
fn reached(exports: &[String]) -> Value {
    let outside = json!({ "name": "outside", "reaches": exports, "root": true });
    let nodes = exports.iter().map(|name| json!({ "name": name, "export": name }));
    std::iter::once(outside).chain(nodes).collect()
}

fn read(module: &Path) -> Outcome<Vec<u8>> {
    fs::read(module).during(module.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graph_reaches_only_the_named_exports() {
        let graph = reached(&["memory".to_owned()]);
        let expected = json!([
            { "name": "outside", "reaches": ["memory"], "root": true },
            { "name": "memory", "export": "memory" },
        ]);
        assert_eq!(graph, expected);
    }
}
