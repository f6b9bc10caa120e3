//! The compiler: which one builds the portal, and whether it can rebuild the standard library.
//!
//! Normally that is rustup's, with the `wasm32-unknown-unknown` target and `rust-src` added here.
//! Where rustup may not download, `EDUPASS_TOOLCHAIN=debian` (or its failure) takes Debian's
//! `rustc-web`, `rust-web-src` and `wasm-ld`, which rebuild the standard library with no target installed.

use crate::outcome::{Failure, Outcome, skipped, step};
use crate::place::WASM;
use crate::run::{Run, which};
use crate::setup::apt;
use std::path::Path;

/// The compiler that builds the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one on PATH, with the wasm target; whether `rust-src` is there too.
    Own { std_source: bool },
    /// Debian's, with its library source.
    Debian,
}

/// Adds what is missing.
pub(crate) fn ready() -> Outcome {
    if present().is_some_and(|found| found != Toolchain::Own { std_source: false }) {
        skipped("wasm compiler", "ready");
        return Ok(());
    }
    if !wants_debian() && which("rustup").is_some() {
        let add = |words: &'static str| {
            step(&format!("rustup {words}"), || Run::new("rustup").words(words).quietly())
        };
        let target = add("target add wasm32-unknown-unknown");
        if target.is_ok() || has_target() {
            if add("component add rust-src").is_err() {
                println!("  without rust-src the portal is about 12 kB larger");
            }
            return Ok(());
        }
    }
    match present() {
        Some(_) => Ok(()),
        None => apt::install(&["rustc-web", "cargo-web", "rust-web-src", "lld"]).map_err(|failure| {
            failure.by_hand("rustup target add wasm32-unknown-unknown; rustup component add rust-src")
        }),
    }
}

/// rustfmt and clippy, for the checks.
pub(crate) fn components() -> Outcome {
    for (program, component) in [("rustfmt", "rustfmt"), ("clippy-driver", "clippy")] {
        if Run::new(program).arg("--version").succeeds() {
            continue;
        }
        let add = format!("component add {component}");
        step(&format!("rustup {add}"), || Run::new("rustup").words(&add).quietly())
            .map_err(|failure| failure.by_hand(format!("rustup {add}")))?;
    }
    Ok(())
}

/// The compiler to build with, after [`ready`].
pub(crate) fn chosen() -> Outcome<Toolchain> {
    let by_hand = "rustup target add wasm32-unknown-unknown";
    present().ok_or_else(|| Failure::new("no compiler for wasm").by_hand(by_hand))
}

fn present() -> Option<Toolchain> {
    let own = (!wants_debian() && has_target())
        .then(|| Toolchain::Own { std_source: library_file("src/rust/library/Cargo.lock") });
    own.or_else(|| has_debian().then_some(Toolchain::Debian))
}

fn wants_debian() -> bool {
    std::env::var("EDUPASS_TOOLCHAIN").is_ok_and(|wanted| wanted == "debian")
}

fn has_target() -> bool {
    library_file(WASM)
}

fn has_debian() -> bool {
    let source = Run::new("/usr/bin/rustc").words("--print sysroot").capture();
    let lock = source.map(|root| format!("{}/lib/rustlib/src/rust/library/Cargo.lock", root.trim()));
    which("wasm-ld").is_some() && lock.is_ok_and(|path| Path::new(&path).is_file())
}

fn library_file(name: &str) -> bool {
    let sysroot = Run::new("rustc").words("--print sysroot").capture();
    sysroot.is_ok_and(|root| Path::new(root.trim()).join("lib/rustlib").join(name).exists())
}

impl Toolchain {
    /// `cargo` as this toolchain runs it.
    pub(crate) fn cargo(self) -> Run {
        match self {
            Self::Own { .. } => Run::new("cargo"),
            Self::Debian => Run::new("/usr/bin/cargo")
                .env("RUSTC", "/usr/bin/rustc")
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld"),
        }
    }

    /// Whether the standard library is rebuilt for size.
    pub(crate) fn rebuilds_std(self) -> bool {
        self != Self::Own { std_source: false }
    }
}
