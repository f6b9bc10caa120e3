//! cargo's part: the portal as one module that still has its relocations, for the split.

use crate::outcome::Outcome;
use crate::place::{PORTAL, WASM};
use crate::setup::toolchain::Toolchain;
use std::path::{Path, PathBuf};

/// The split moves functions between modules, so the linker leaves its relocations in.
const SPLIT: &str = "-Clink-args=--emit-relocs";
/// Components answer with one type instead of each its own: the first module loses 3 %, a screen's
/// part a third. (Tried and left: `-Zvirtual-function-elimination` is unsound for the final crate
/// alone and does not compile everywhere; inlining thresholds and merged functions change nothing.)
pub(crate) const ONE_VIEW_TYPE: &str = "--cfg erase_components";
/// A panic ends the module without a word, and no text for it is carried.
const NO_PANIC_TEXT: &str =
    "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Compiles and returns the module's path.
pub(super) fn run(toolchain: Toolchain) -> Outcome<PathBuf> {
    let build = "build --package portal --bin portal --profile portal --target wasm32-unknown-unknown";
    let mut cargo = toolchain.cargo().words(build).env("CARGO_TARGET_DIR", PORTAL);
    let mut flags = format!("{SPLIT} {ONE_VIEW_TYPE}");
    if toolchain.rebuilds_std() {
        // Both are unstable; the same switch that the compiler's own build uses lets them in.
        cargo = cargo
            .env("RUSTC_BOOTSTRAP", "1")
            .words("-Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size");
    }
    if toolchain == (Toolchain::Own { std_source: true }) {
        flags = format!("{flags} {NO_PANIC_TEXT}");
    }
    cargo.env("RUSTFLAGS", flags).go()?;
    Ok(Path::new(PORTAL).join(WASM).join("portal/portal.wasm"))
}
