//! What a fresh machine lacks, fetched once. Every step says what it does and is skipped when done.

pub(crate) mod apt;
pub(crate) mod browser;
pub(crate) mod clients;
pub(crate) mod npm;
pub(crate) mod postgres;
pub(crate) mod toolchain;
pub(crate) mod tools;

use crate::outcome::Outcome;
use tools::Tool;

/// What the portal's build needs.
pub(crate) fn for_build() -> Outcome {
    toolchain::ready()?;
    Tool::WasmBindgen.ready()?;
    Tool::WasmSplit.ready()?;
    npm::ready()
}

/// What the tests need on top.
pub(crate) fn for_tests() -> Outcome {
    for_build()?;
    toolchain::components()?;
    browser::ready()?;
    clients::ready()?;
    postgres::programs().map(drop)
}
