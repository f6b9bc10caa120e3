//! Where things are. Commands run in the root of the workspace, so these are relative to it.

use crate::outcome::{During as _, Outcome};
use std::path::{Path, PathBuf};

/// The built portal, as the server serves it.
pub(crate) const DIST: &str = "dist";
/// What the portal's build leaves between its steps.
pub(crate) const PORTAL: &str = "target/portal";
/// The compiler target of the portal.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";
/// The server's program.
pub(crate) const EDUPASS: &str = "target/release/edupass";
/// The server's program as tests have it: compiled once, for its own tests.
pub(crate) const TESTED: &str = "target/debug/edupass";
/// The demo's mail server and SMS gateway.
pub(crate) const NEIGHBOURS: &str = "target/release/neighbours";

/// Goes to the root of the workspace, wherever the command was called.
pub(crate) fn enter_root() -> Outcome {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| ".".into());
    let own = Path::new(&own);
    let root = own.ancestors().find(|folder| folder.join("Cargo.lock").is_file());
    std::env::set_current_dir(root.unwrap_or(own)).during("the workspace's root")
}

/// The per-user folder of tools, so that a second clone does not build them again.
pub(crate) fn tools() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    let cache = cache.filter(|path| path.is_absolute()).or_else(home);
    cache.unwrap_or_else(|| "target".into()).join("edupass")
}
