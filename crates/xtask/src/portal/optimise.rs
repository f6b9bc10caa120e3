//! Makes the modules small: what no script asks for goes, then `wasm-opt`.

use super::bundle::contains_word;
use super::{between, finished};
use crate::files;
use crate::outcome::{During as _, Outcome};
use crate::run::Run;
use crate::setup::npm;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Features by name: `--all-features` writes encodings that browsers refuse.
const FEATURES: &str = "--enable-bulk-memory --enable-reference-types --enable-sign-ext \
    --enable-nontrapping-float-to-int --enable-mutable-globals --enable-multivalue";
/// `-Os` came out smaller after Brotli than `-Oz` (46.0 kB against 46.3 in the measured portal).
/// The stack stands first in memory, so its lowest kilobyte is never an object's.
const LEVEL: &str = "-Os --low-memory-unused";

/// Leaves every module in the finished folder.
pub(super) fn run() -> Outcome {
    let wanted = without_unasked_exports()?;
    wasm_opt(&wanted, &finished().join("portal_bg.wasm"), "--strip-debug --strip-producers")?;
    for part in files::walk_ending(between("parts"), "wasm") {
        let name = files::name(&part);
        if name != "portal.wasm" {
            wasm_opt(&part, &finished().join(name), "--strip-debug --strip-producers")?;
        }
    }
    Ok(())
}

/// The first module as it is served, but with the names of its functions.
pub(crate) fn named_module() -> Outcome<PathBuf> {
    let named = between("portal_named.wasm");
    wasm_opt(&between("portal_wanted.wasm"), &named, "--debuginfo")?;
    Ok(named)
}

fn wasm_opt(from: &Path, to: &Path, more: &str) -> Outcome {
    let tool = npm::program("wasm-opt").words(FEATURES).words(LEVEL).words(more);
    tool.arg(from).arg("-o").arg(to).quietly()
}

/// The first module, exporting only what `portal.js` names.
fn without_unasked_exports() -> Outcome<PathBuf> {
    let bound = between("bound").join("portal_bg.wasm");
    let script = files::read(finished().join("portal.js"))?;
    let kept: Vec<_> = exports(&bound)?.into_iter().filter(|name| contains_word(&script, name)).collect();
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

/// Node reads a module's exports as well as any parser.
fn exports(module: &Path) -> Outcome<Vec<String>> {
    let read = "const fs = require('fs');\
        const module = new WebAssembly.Module(fs.readFileSync(process.argv[1]));\
        console.log(JSON.stringify(WebAssembly.Module.exports(module).map(({ name }) => name)))";
    let list = Run::new("node").args(["-e", read]).arg(module).capture()?;
    serde_json::from_str(&list).during("the module's exports")
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
