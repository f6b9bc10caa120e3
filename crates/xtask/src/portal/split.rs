//! Parts the module at its lazy parts and writes the browser's glue for the first part.

use super::between;
use crate::files;
use crate::outcome::Outcome;
use crate::run::Run;
use crate::setup::tools::Tool;
use std::path::Path;

/// Leaves the parts in `between/parts` and the bound first module in `between/bound`.
pub(super) fn run(compiled: &Path) -> Outcome {
    let parts = between("parts");
    files::fresh_folder(&parts)?;
    let split = Run::new(Tool::WasmSplit.program("wasm-split-cli")?);
    split.words("--out-name portal").arg(compiled).arg(&parts).quietly()?;

    let bound = between("bound");
    files::fresh_folder(&bound)?;
    let bind = Run::new(Tool::WasmBindgen.program("wasm-bindgen")?);
    bind.words("--target=web --keep-lld-exports --no-demangle --no-typescript --out-name portal")
        .arg("--out-dir")
        .arg(&bound)
        .arg(parts.join("portal.wasm"))
        .quietly()
}
