//! `cargo xtask studio`: every screen and every control in every state, without a server.
//!
//! The portal is built as one module with the feature `studio`; a small server (`crates/xtask/js/studio`)
//! shows it with the style sheets and scenarios as they stand in the source tree.

use crate::fingerprint::{self, Fingerprint};
use crate::options::Options;
use crate::outcome::{During as _, Failure, Outcome, skipped, step};
use crate::place::{DIST, WASM};
use crate::run::Run;
use crate::setup::toolchain::{self, Toolchain};
use crate::setup::tools::Tool;
use crate::test::counts::Counts;
use crate::{files, portal, server, setup};
use std::fs;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

const FOLDER: &str = "target/studio";
/// What the browser loads.
const PAGE: &str = "target/studio/page";
const SERVER: &str = "crates/xtask/js/studio/server.mjs";
/// The port that is tried first.
const PORT: u16 = 8700;
/// What everything of the studio has in its names.
const MARK: &str = "studio";

/// Builds and serves until it is asked to stop, or writes it all into a folder.
pub(crate) fn run(options: &[String]) -> Outcome {
    let options = Options::with_flags(options, &["--port", "--export"], &["--watch", "--build-only"])?;
    setup::for_build()?;
    build()?;
    if options.value("--build-only").is_some() {
        return Ok(());
    }
    let mut serve = Run::new("node").arg(SERVER).args(["--build", PAGE]);
    if let Some(folder) = options.value("--export") {
        return serve.arg("--export").arg(folder).go();
    }
    let port = match options.value("--port") {
        Some(port) => port.parse().during(format!("--port {port}"))?,
        None => server::free_port(PORT)?,
    };
    serve = serve.arg("--port").arg(port.to_string()).arg("--rebuild").arg(std::env::current_exe()?);
    if options.value("--watch").is_some() {
        serve = serve.arg("--watch");
    }
    // In our place, so that whoever stops us stops it.
    Err(Failure::new(serve.into_command().exec().to_string()))
}

/// Builds the module and its glue, unless they are there.
pub(crate) fn build() -> Outcome {
    let _alone = files::lock(Path::new(FOLDER).join("lock"))?;
    let toolchain = toolchain::chosen()?;
    let compiler = Run::new("rustc").arg("--version").capture()?;
    let print = Fingerprint::default().text(&compiler).text(&format!("{toolchain:?}"));
    let print = portal::sources(print.path(file!()), |_| true).hex(32);
    let stamp = Path::new(FOLDER).join("stamp");
    if fingerprint::is_done(&stamp, &print) {
        skipped("studio", "unchanged");
        return Ok(());
    }
    fingerprint::undo(&stamp);
    let compiled = step("compile the portal for the studio", || compile(toolchain))?;
    step("bind the studio's module", || bind(&compiled))?;
    fingerprint::done(&stamp, &print)
}

fn compile(toolchain: Toolchain) -> Outcome<PathBuf> {
    let build = "build --package portal --bin portal --features studio --profile studio --target";
    let mut cargo = toolchain.cargo().words(build).arg(WASM).env("CARGO_TARGET_DIR", FOLDER);
    if toolchain == Toolchain::Debian {
        cargo = cargo.env("RUSTC_BOOTSTRAP", "1").words("-Zbuild-std=std,panic_abort");
    }
    // Components as in a release: one type for all of them.
    cargo.env("RUSTFLAGS", portal::ONE_VIEW_TYPE).go()?;
    Ok(Path::new(FOLDER).join(WASM).join("studio/portal.wasm"))
}

fn bind(compiled: &Path) -> Outcome {
    let bind = Run::new(Tool::WasmBindgen.program("wasm-bindgen")?);
    let bind = bind.words("--target=web --no-typescript --out-name portal --out-dir").arg(PAGE);
    bind.arg(compiled).quietly()
}

/// The studio, built, for the tests that walk through it.
pub(crate) fn built() -> Outcome<Counts> {
    build()?;
    Ok(Counts::PASSED)
}

/// Fails when anything of the studio is in the release.
pub(crate) fn absent_from_release() -> Outcome<Counts> {
    let is_packed = |file: &Path| file.extension().is_some_and(|ending| ending == "br" || ending == "gz");
    let files = files::walk(DIST).into_iter().filter(|file| !is_packed(file));
    let mut looked_at = 0;
    for file in files {
        let content = fs::read(&file).during(file.display())?;
        looked_at += 1;
        if names(&content, MARK) {
            let what = format!("{} names the {MARK}, which no release may have", file.display());
            return Err(Failure::new(what).by_hand("look for what is not behind the feature `studio`"));
        }
    }
    match looked_at {
        0 => Err(Failure::new("dist is empty").by_hand("cargo xtask build")),
        _ => Ok(Counts::PASSED),
    }
}

/// Whether `word` stands in the bytes, in large letters or small ones.
fn names(content: &[u8], word: &str) -> bool {
    content.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_its_name_in_any_bytes() {
        assert!(names(b"\0\xffedupassStudio\0", MARK));
        assert!(!names(b"\0\xffstudi", MARK));
    }
}
