//! WebAssembly modules, as far as the build looks into them.

pub(crate) mod names;
pub(crate) mod reader;
pub(crate) mod rename;
