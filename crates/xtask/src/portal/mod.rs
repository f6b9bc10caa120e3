//! The portal's release build: `dist/`, as small and as early as a slow school line needs.
//!
//! | step | what it gives |
//! |---|---|
//! | `compile` | one module, with the standard library rebuilt for size where `rust-src` is there |
//! | `split` | the first module and one part per page that is fetched; wasm-bindgen's glue |
//! | `bundle` | one minified `portal.js` from the glue and the parts' loader |
//! | `optimise` | modules without what no script asks for, through `wasm-opt` |
//! | `assemble` | `dist/assets/<hash>/`, compressed files, `index.html` with style and loader inline |
//!
//! Measured on a portal of one page, one lazy page and the router (Brotli, kB, 1.95): plain release
//! 66.0; standard library rebuilt with immediate aborts 54.1; one bundled script and no unasked
//! exports 50.6. The router (with the lazy loading and reactive graph behind it) is 33 of these:
//! the same page without it is 17.8. On the portal of issue 2, module and script: as wasm-bindgen
//! and `wasm-opt` leave them 122.7; bundled, unasked exports gone, functions in order, short names 113.2.
//! Without the router (docs/adr/0005), at issue 3: 119.0 before, 99.1 after.

mod assemble;
mod bundle;
mod compile;
mod optimise;
mod page;
mod split;

use crate::files;
use crate::fingerprint::{self, Fingerprint};
use crate::outcome::{Outcome, skipped, step};
use crate::place::{DIST, PORTAL};
use crate::run::Run;
use crate::setup::toolchain::{self, Toolchain};
use std::path::{Path, PathBuf};

/// What stands in `src` and goes into `dist` without the compiler.
const BESIDE_MODULES: [&str; 2] = [assemble::SHELL, assemble::WORKER];

/// What no release has in it.
const STUDIO: &str = "src/studio";

/// Flags of a release that change what is drawn.
pub(crate) use compile::ONE_VIEW_TYPE;
/// The optimised first module with its function names, for `cargo xtask size`.
pub(crate) use optimise::named_module;

/// Builds `dist/`; steps whose inputs are unchanged are skipped.
pub(crate) fn build() -> Outcome {
    // Two builds at once would mix their steps; the second waits, and finds its work done.
    let _alone = files::lock(Path::new(PORTAL).join("lock"))?;
    let toolchain = toolchain::chosen()?;
    let wasm_print = wasm_inputs(toolchain)?;
    let wasm_stamp = Path::new(PORTAL).join("wasm.stamp");
    if fingerprint::is_done(&wasm_stamp, &wasm_print) {
        skipped("portal modules", "unchanged");
    } else {
        fingerprint::undo(&wasm_stamp);
        let compiled = step("compile the portal (wasm, release)", || compile::run(toolchain))?;
        step("split the module", || split::run(&compiled))?;
        step("bundle the scripts", bundle::run)?;
        step("optimise the modules", optimise::run)?;
        fingerprint::done(&wasm_stamp, &wasm_print)?;
    }
    let dist_print = dist_inputs(&wasm_print);
    let dist_stamp = Path::new(PORTAL).join("dist.stamp");
    if Path::new(DIST).is_dir() && fingerprint::is_done(&dist_stamp, &dist_print) {
        skipped("dist", "unchanged");
        return Ok(());
    }
    step("assemble dist", assemble::run)?;
    fingerprint::done(&dist_stamp, &dist_print)
}

/// What the modules and their scripts are made from.
fn wasm_inputs(toolchain: Toolchain) -> Outcome<String> {
    let compiler = Run::new("rustc").arg("--version").capture()?;
    let print = Fingerprint::default().text(&compiler).text(&format!("{toolchain:?}"));
    let inputs =
        ["crates/xtask/src/portal", "crates/xtask/src/wasm", "crates/xtask/js/parts.js", "package-lock.json"];
    let print = sources(print, |file| !file.starts_with(STUDIO));
    Ok(inputs.iter().fold(print, |print, input| print.path(input)).hex(32))
}

/// What the compiler reads, of `src` what `is_wanted`.
pub(crate) fn sources(print: Fingerprint, is_wanted: impl Fn(&Path) -> bool) -> Fingerprint {
    let manifests = ["Cargo.toml", "Cargo.lock", "crates/contract/Cargo.toml", "crates/contract/src"];
    let print = manifests.iter().fold(print, |print, input| print.path(input));
    let is_beside = |file: &Path| BESIDE_MODULES.iter().any(|name| file.ends_with(name));
    let files = files::walk("src").into_iter().filter(|file| !is_beside(file) && is_wanted(file));
    files.fold(print, |print, file| print.path(file))
}

/// What `dist` is made from, beside the modules.
fn dist_inputs(modules: &str) -> String {
    let print = Fingerprint::default().text(modules);
    let inputs =
        ["index.html", "style", "public", "crates/xtask/js/loader.js", "crates/xtask/js/compress.mjs"];
    inputs.iter().chain(&BESIDE_MODULES).fold(print, |print, input| print.path(input)).hex(32)
}

/// A place between two steps.
fn between(name: &str) -> PathBuf {
    Path::new(PORTAL).join("between").join(name)
}

/// The modules and scripts that [`assemble`] puts into `dist`.
fn finished() -> PathBuf {
    between("finished")
}
