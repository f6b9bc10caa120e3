//! `cargo xtask size`: what is in the first module by crate, and how large each part is.

use crate::outcome::{Failure, Outcome};
use crate::place::{DIST, PORTAL};
use crate::run::Run;
use crate::test::counts::Counts;
use crate::wasm::names::{self, Module};
use crate::{files, portal, setup};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What opening the sign-in page may transfer, in Brotli bytes: page, script and first module.
const FIRST_LOAD_BYTES_MAX: u64 = 130_000;
/// Crates that are told one by one.
const CRATES_SHOWN: usize = 25;
/// Functions that are told one by one.
const FUNCTIONS_SHOWN: usize = 15;

/// Prints the sizes.
pub(crate) fn run() -> Outcome {
    setup::for_build()?;
    portal::build()?;
    let module = names::read(&fs::read(portal::named_module()?)?)?;
    println!("\n{}", by_crate(&module));
    println!("{}", largest(&module));
    println!("{:>9} {:>9} {:>9}  file", "raw", "brotli", "gzip");
    for file in served()? {
        let [raw, brotli, gzip] = ["", ".br", ".gz"].map(|suffix| size(&with_suffix(&file, suffix)));
        println!("{raw:>9} {brotli:>9} {gzip:>9}  {}", files::name(&file));
    }
    println!("\nfirst load: {} of {FIRST_LOAD_BYTES_MAX} bytes (Brotli)", first_load()?);
    Ok(())
}

/// Fails when the first load has outgrown its budget.
pub(crate) fn check_budget() -> Outcome<Counts> {
    let bytes = first_load()?;
    println!("  first load: {bytes} of {FIRST_LOAD_BYTES_MAX} bytes (Brotli)");
    if bytes <= FIRST_LOAD_BYTES_MAX {
        return Ok(Counts::PASSED);
    }
    let what = format!("the first load is {bytes} bytes, {FIRST_LOAD_BYTES_MAX} are allowed");
    Err(Failure::new(what).by_hand("cargo xtask size, to see what grew"))
}

/// The first module and its script as compressed files, and the page as the server compresses it.
fn first_load() -> Outcome<u64> {
    let first = |file: &PathBuf| ["portal.js", "portal_bg.wasm"].contains(&files::name(file).as_str());
    let files = served()?.into_iter().filter(first);
    let files: u64 = files.map(|file| size(&with_suffix(&file, ".br"))).sum();
    Ok(files + page_bytes()?)
}

/// The sign-in page with its shell, about as the server compresses it.
fn page_bytes() -> Outcome<u64> {
    let dist = Path::new(DIST);
    let shells: Value = match fs::read_to_string(dist.join("shell.json")) {
        Ok(text) => serde_json::from_str(&text)?,
        Err(_) => Value::Null,
    };
    let shell = shells["/sign-in"]["zh-TW"]["html"].as_str().unwrap_or_default();
    let page = files::read(dist.join("index.html"))?.replace("{{shell}}", shell);
    let draft = Path::new(PORTAL).join("sign-in.html");
    files::write(&draft, page)?;
    Run::new("node").arg("crates/xtask/js/compress.mjs").arg(&draft).quietly()?;
    Ok(size(&with_suffix(&draft, ".br")))
}

/// What the server serves as files, without their compressed twins.
fn served() -> Outcome<Vec<PathBuf>> {
    let mut files = files::walk(Path::new(DIST).join("assets"));
    if files.is_empty() {
        return Err(Failure::new("dist is empty").by_hand("cargo xtask build"));
    }
    files.retain(|file| file.extension().is_none_or(|ending| ending != "br" && ending != "gz"));
    Ok(files)
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    format!("{}{suffix}", file.display()).into()
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |found| found.len())
}

fn by_crate(module: &Module) -> String {
    let mut sums = BTreeMap::<&str, u64>::new();
    for (name, bytes) in &module.functions {
        *sums.entry(names::crate_of(name)).or_default() += bytes;
    }
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let code: u64 = sums.iter().map(|(_, bytes)| bytes).sum();
    let heading = format!("first module: code {code}, data {}, by crate\n", module.data);
    let lines = sums.iter().take(CRATES_SHOWN);
    heading + &lines.map(|(name, bytes)| format!("{bytes:>9}  {name}\n")).collect::<String>()
}

fn largest(module: &Module) -> String {
    let mut functions: Vec<_> = module.functions.iter().collect();
    functions.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let lines = functions.iter().take(FUNCTIONS_SHOWN);
    let line = |(name, bytes): &&(String, u64)| {
        let short: String = name.chars().take(110).collect();
        format!("{bytes:>9}  {short}\n")
    };
    "largest functions\n".to_owned() + &lines.map(line).collect::<String>()
}
