//! One minified `portal.js` from wasm-bindgen's glue and the parts' loader, with the retry of `js/parts.js`.
//!
//! What the portal can rely on while a part is on its way:
//! - a part that fails (offline, 5xx, 30 s without an end) dispatches `edupass:part-failed` on
//!   `window`; the part's future stays pending;
//! - `edupass:part-retry`, dispatched by the portal, or the browser's `online` starts the next
//!   attempt; each further failure is told again;
//! - `edupass:part-loaded` is dispatched when a part has arrived.

use super::{between, finished};
use crate::files;
use crate::outcome::{Failure, Outcome};
use crate::setup::npm;
use std::path::Path;

const RETRY: &str = include_str!("../../js/parts.js");
const WRAP_START: &str = "function wrapAsyncCb(callee) {\n";

/// Leaves `portal.js` in the finished folder.
pub(super) fn run() -> Outcome {
    let scripts = between("scripts");
    files::fresh_folder(&scripts)?;
    let glue = files::read(between("bound").join("portal.js"))?;
    files::write(scripts.join("portal.js"), without_unused_classes(&glue))?;
    // No lazy part, no loader: the glue then imports none.
    let loader = between("parts").join("__wasm_split.js");
    if loader.is_file() {
        let loader = with_retry(&files::read(loader)?)?;
        files::write(scripts.join("__wasm_split.js"), loader)?;
    }
    files::write(scripts.join("entry.js"), "export { default } from \"./portal.js\";\n")?;

    files::fresh_folder(finished())?;
    minify(&scripts.join("entry.js"), &finished().join("portal.js"), &["--bundle"])
}

/// Minifies a script or a style sheet.
pub(super) fn minify(from: &Path, to: &Path, options: &[&str]) -> Outcome {
    let esbuild = npm::program("esbuild").arg(from).args(options);
    let esbuild = esbuild.words("--minify --format=esm --charset=utf8 --log-level=error");
    esbuild.arg(format!("--outfile={}", to.display())).quietly()
}

/// Replaces the loader's one attempt by ours, and its endless fetch by one that ends.
fn with_retry(loader: &str) -> Outcome<String> {
    let parted = loader.split_once(WRAP_START).and_then(|(before, rest)| {
        let (_, after) = rest.split_once("\n}\n")?;
        Some([before, RETRY, after].concat())
    });
    let changed = "wasm-split's loader is not the one we know: read it, then mend portal/bundle.rs";
    let script = parted.ok_or_else(|| Failure::new(changed))?;
    Ok(script.replace("= fetch(new URL(", "= fetchPart(new URL("))
}

/// Drops the classes that a dependency exports and nothing of ours uses (the streams of
/// `wasm-streams`), so that their functions leave the module too.
fn without_unused_classes(glue: &str) -> String {
    let mut script = glue.to_owned();
    while let Some(class) = unused_class(&script) {
        script = without_class(&script, &class);
    }
    script
}

/// An exported class that is named by nothing but its own definition.
fn unused_class(script: &str) -> Option<String> {
    let starts = script.split("\nexport class ").skip(1);
    let mut names = starts.filter_map(|rest| rest.split_once(" {").map(|(name, _)| name));
    names.find(|name| !contains_word(&without_class(script, name), name)).map(str::to_owned)
}

/// The script without the class, its disposal and its finalisation.
fn without_class(script: &str, class: &str) -> String {
    let cuts = [
        (format!("\nexport class {class} {{"), "\n}\n"),
        (format!("\nif (Symbol.dispose) {class}.prototype"), "\n"),
        (format!("\nconst {class}Finalization = "), ";\n"),
    ];
    cuts.iter().fold(script.to_owned(), |script, (start, end)| {
        let cut = script.split_once(start.as_str()).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(end)?;
            Some([before, "\n", after].concat())
        });
        cut.unwrap_or(script)
    })
}

/// Whether `word` stands in `text` as a whole identifier.
pub(super) fn contains_word(text: &str, word: &str) -> bool {
    let part = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == '$')
    };
    text.match_indices(word).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let after = text[start + word.len()..].chars().next();
        !part(before) && !part(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_a_class_that_nothing_uses() {
        let glue = "a\nexport class Sink {\n    free() {\n    }\n}\nif (Symbol.dispose) Sink.prototype[x] = y;\nconst SinkFinalization = (z)\n  ? 1 : 2;\nb";
        assert_eq!(without_unused_classes(glue), "a\nb");
    }

    #[test]
    fn keeps_a_class_that_is_used() {
        let glue = "a\nexport class Sink {\n}\nnew Sink()";
        assert_eq!(without_unused_classes(glue), glue);
    }

    #[test]
    fn retry_takes_the_place_of_one_attempt() {
        let loader =
            "x\nfunction wrapAsyncCb(callee) {\n    one_attempt\n}\nconst src = fetch(new URL(\"./a\"));";
        let script = with_retry(loader).expect("known loader");
        assert!(script.contains("edupass:part-retry") && !script.contains("one_attempt"));
        assert!(script.ends_with("const src = fetchPart(new URL(\"./a\"));"));
    }

    #[test]
    fn unknown_loader_is_refused() {
        assert!(with_retry("something else").is_err());
    }
}
