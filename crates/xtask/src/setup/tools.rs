//! Cargo tools, each built once per user and version into the cache folder.

use crate::files;
use crate::outcome::{Failure, Outcome, skipped, step};
use crate::place;
use crate::run::Run;
use std::path::PathBuf;

/// A tool that cargo installs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tool {
    /// The glue between the module and the browser; as new as `Cargo.lock` says.
    WasmBindgen,
    /// Parts the module at its lazy parts.
    WasmSplit,
    /// Serves the portal with reload; only `cargo xtask dev` needs it.
    Trunk,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmSplit => "wasm-split",
            Self::Trunk => "trunk",
        }
    }

    fn version(self) -> Outcome<String> {
        match self {
            Self::WasmBindgen => locked_version("wasm-bindgen"),
            Self::WasmSplit => Ok("0.2.4".to_owned()),
            Self::Trunk => Ok("0.21.14".to_owned()),
        }
    }

    /// The crate to install, and how.
    fn package(self) -> &'static str {
        match self {
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::WasmSplit => "wasm_split_cli_support --locked --features build-binary",
            Self::Trunk => "trunk --locked --no-default-features --features rustls",
        }
    }

    fn folder(self) -> Outcome<PathBuf> {
        let folder = format!("tools-{}-{}", self.name(), self.version()?);
        Ok(place::tools().join(folder))
    }

    /// A program that came with it.
    pub(crate) fn program(self, program: &str) -> Outcome<PathBuf> {
        Ok(self.folder()?.join("bin").join(program))
    }

    fn main_program(self) -> &'static str {
        match self {
            Self::WasmBindgen => "wasm-bindgen",
            Self::WasmSplit => "wasm-split-cli",
            Self::Trunk => "trunk",
        }
    }

    /// Builds it where that has not been done.
    pub(crate) fn ready(self) -> Outcome {
        let version = self.version()?;
        let title = format!("{} {version}", self.name());
        if self.program(self.main_program())?.is_file() {
            skipped(&title, "ready");
            return Ok(());
        }
        let install = format!("{} --version {version}", self.package());
        let folder = self.folder()?;
        step(&format!("compile {title} (minutes, once per user)"), || {
            // A tool that runs for a second need not be optimised for minutes.
            let cargo = Run::new("cargo")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_TARGET_DIR", folder.join("target"));
            let done = cargo.words("install --quiet --root").arg(&folder).words(&install).go();
            done.map_err(|failure| failure.by_hand(format!("cargo install {install}")))
        })?;
        std::fs::remove_dir_all(folder.join("target")).ok();
        Ok(())
    }
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Outcome<String> {
    let lock = files::read("Cargo.lock")?;
    version_in(&lock, package).ok_or_else(|| Failure::new(format!("Cargo.lock does not name {package}")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let (_, entry) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    entry.split_once('"').map(|(version, _)| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_locked_version() {
        let lock = concat!(
            "[[package]]\nname = \"a-b\"\nversion = \"1\"\n\n",
            "[[package]]\nname = \"a\"\nversion = \"0.2.130\"\n"
        );
        assert_eq!(version_in(lock, "a").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "b"), None);
    }
}
