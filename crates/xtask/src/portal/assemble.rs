//! Puts `dist/` together and swaps it in whole.
//!
//! `dist/assets/<hash>/` is named by what is in it, so every file there can be cached for ever.
//! `dist/index.html` is a template: the server fills `{{nonce}}`, `{{lang}}` and the like.

use super::{bundle, finished, page};
use crate::files;
use crate::fingerprint::Fingerprint;
use crate::outcome::{During as _, Outcome};
use crate::place::{DIST, PORTAL};
use crate::run::Run;
use std::fs;
use std::path::{Path, PathBuf};

/// Files of `public/` that browsers and robots ask for by a fixed name.
const FIXED_NAMES: [&str; 6] = [
    "apple-touch-icon.png",
    "favicon.ico",
    "favicon.svg",
    "manifest.webmanifest",
    "robots.txt",
    ".well-known",
];
/// Runs in a worker, so it is a file of its own.
pub(super) const WORKER: &str = "src/device/proof_worker.js";
/// Each screen's first state; the server puts it into the page.
pub(super) const SHELL: &str = "src/shell.json";
/// What `cargo xtask tokens` made of each brand.
const BRANDS: &str = "style/brands";
/// What compression helps.
const COMPRESSIBLE: [&str; 9] = ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest"];

/// Builds the folder beside `dist`, then puts it in its place.
pub(super) fn run() -> Outcome {
    let draft = Path::new(PORTAL).join("dist-draft");
    files::fresh_folder(&draft)?;
    let assets = draft.join("assets/draft");
    for file in files::walk(finished()) {
        files::copy(&file, assets.join(files::name(&file)))?;
    }
    if Path::new(WORKER).is_file() {
        bundle::minify(Path::new(WORKER), &assets.join("proof_worker.js"), &[])?;
    }
    copy_public(&draft, &assets)?;
    let source = files::read("index.html")?;
    page::write_later_styles(&source, &assets)?;

    let version = version(&assets);
    let versioned = draft.join("assets").join(&version);
    fs::rename(&assets, &versioned).during("naming the assets")?;
    let page = page::render(&source, &format!("/assets/{version}"), &versioned)?;
    compress(&draft)?;
    files::write(draft.join("index.html"), page)?;
    if Path::new(SHELL).is_file() {
        files::copy(SHELL, draft.join("shell.json"))?;
    }
    brands(&draft.join("brands"))?;
    swap_in(&draft)
}

fn copy_public(draft: &Path, assets: &Path) -> Outcome {
    for file in files::walk("public") {
        let inside = file.strip_prefix("public").unwrap_or(&file);
        let first = inside.iter().next().unwrap_or_default();
        let fixed = FIXED_NAMES.iter().any(|name| first == *name);
        files::copy(&file, if fixed { draft } else { assets }.join(inside))?;
    }
    Ok(())
}

/// Each brand's style sheet and words; the server puts those of its own into the page.
fn brands(folder: &Path) -> Outcome {
    for file in files::walk(BRANDS) {
        let target = folder.join(files::name(&file));
        match file.extension().is_some_and(|extension| extension == "css") {
            true => bundle::minify(&file, &target, &[])?,
            false => files::copy(&file, target)?,
        }
    }
    Ok(())
}

/// A name that changes whenever a file in the folder does.
fn version(assets: &Path) -> String {
    let each = files::walk(assets);
    let print = each.iter().fold(Fingerprint::default(), |print, file| print.path(file));
    print.hex(12)
}

fn compress(folder: &Path) -> Outcome {
    let compressible = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        COMPRESSIBLE.iter().any(|known| extension == *known)
    };
    let chosen: Vec<_> = files::walk(folder).into_iter().filter(compressible).collect();
    Run::new("node").arg("crates/xtask/js/compress.mjs").args(chosen).quietly()
}

fn swap_in(draft: &Path) -> Outcome {
    if Path::new(DIST).exists() {
        let old = Path::new(PORTAL).join("dist-old");
        files::fresh_folder(&old)?;
        fs::rename(DIST, old.join(DIST)).during("moving the old dist away")?;
    }
    fs::rename(draft, DIST).during("moving dist into place")
}
