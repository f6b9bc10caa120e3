//! `dist/index.html` from `index.html`: Trunk's links become one inline style and an early loader.
//!
//! | in `index.html` | in `dist/index.html` |
//! |---|---|
//! | `<link data-trunk rel="css" href="style/…">`, in cascade order | one `<style nonce>`, minified, at the first one's place |
//! | the same with `data-later`: what the sign-in page does not need | one link to `later.css`, at the first one's place |
//! | `<link data-trunk rel="rust">` | import map with the script's hash, and the loader |
//! | any other `<link data-trunk …>` | nothing |
//! | `<script nonce="{{nonce}}">` | in the loader, minified |
//! | `{{assets}}` | `/assets/<hash>` |
//!
//! All other `{{…}}` stay for the server.

use super::{between, bundle};
use crate::files;
use crate::outcome::{During as _, Failure, Outcome};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use sha2::{Digest as _, Sha384};
use std::path::Path;

const INLINE_SCRIPT: &str = "<script nonce=\"{{nonce}}\">";
/// Where the server puts the style of its brand, after all others.
const BRAND_STYLE: &str = "<!--brand-->";
/// The style of every page but the first.
const LATER: &str = "later.css";
const GLUE: &str = "portal.js";
const LOADER: &str = include_str!("../../js/loader.js");

/// Writes the page for assets that stand in `folder` and are served under `address`.
pub(super) fn render(source: &str, address: &str, folder: &Path) -> Outcome<String> {
    let style = inline_style(&sheets(source, Sheet::First))?;
    let later = format!("<link rel=\"{{{{later}}}}\" href=\"{address}/{LATER}\">{BRAND_STYLE}");
    let (source, script) = script_taken(source);
    let start = start(address, &integrity(&folder.join(GLUE))?, script)?;
    Ok(with_links_replaced(&source, &style, &later, &start).replace("{{assets}}", address))
}

/// Writes the style sheets that are not in the page into `folder`.
pub(super) fn write_later_styles(source: &str, folder: &Path) -> Outcome {
    files::write(folder.join(LATER), small_styles(&sheets(source, Sheet::Later))?)
}

/// When a style sheet is there: in the page itself, or once the app is ready.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sheet {
    First,
    Later,
}

/// The style sheets of a kind, in cascade order.
fn sheets(source: &str, wanted: Sheet) -> Vec<&str> {
    let of_kind = links(source).filter(|link| sheet(link) == Some(wanted));
    of_kind.filter_map(|link| attribute(link, "href")).collect()
}

fn sheet(link: &str) -> Option<Sheet> {
    let is_style = attribute(link, "rel") == Some("css");
    is_style.then(|| if link.contains(" data-later") { Sheet::Later } else { Sheet::First })
}

/// The page without its own inline script, and the script.
fn script_taken(source: &str) -> (String, &str) {
    let taken = source.split_once(INLINE_SCRIPT).and_then(|(before, rest)| {
        let (script, after) = rest.split_once("</script>")?;
        Some(([before, after].concat(), script))
    });
    taken.unwrap_or_else(|| (source.to_owned(), ""))
}

/// A script of the page, minified.
fn small_script(script: &str) -> Outcome<String> {
    let whole = between("inline.js");
    files::write(&whole, script)?;
    let small = between("inline.min.js");
    bundle::minify(&whole, &small, &[])?;
    Ok(files::read(small)?.trim_end().to_owned())
}

/// Every `<link data-trunk …>` in the page.
fn links(source: &str) -> impl Iterator<Item = &str> {
    let starts = source.match_indices("<link ").map(|(start, _)| &source[start..]);
    let tags = starts.filter_map(|rest| rest.find('>').map(|end| &rest[..=end]));
    tags.filter(|tag| tag.contains("data-trunk"))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn with_links_replaced(source: &str, style: &str, later: &str, start: &str) -> String {
    let mut page = source.to_owned();
    let (mut style, mut later) = (Some(style), Some(later));
    for link in links(source) {
        let instead = match (sheet(link), attribute(link, "rel")) {
            (Some(Sheet::First), _) => style.take().unwrap_or_default(),
            (Some(Sheet::Later), _) => later.take().unwrap_or_default(),
            (None, Some("rust")) => start,
            _ => "",
        };
        page = page.replacen(link, instead, 1);
    }
    page
}

/// The style sheets in their order, as one minified element.
fn inline_style(sheets: &[&str]) -> Outcome<String> {
    let css = small_styles(sheets)?;
    if css.is_empty() {
        return Ok(css);
    }
    if css.contains("</style") {
        return Err(Failure::new("a style sheet holds `</style`, which would end the element"));
    }
    Ok(format!("<style nonce=\"{{{{nonce}}}}\">{}</style>", css.trim_end()))
}

/// Style sheets, minified together.
fn small_styles(sheets: &[&str]) -> Outcome<String> {
    let parts: Outcome<Vec<_>> = sheets.iter().map(files::read).collect();
    let whole = between("page.css");
    files::write(&whole, parts?.join("\n"))?;
    let small = between("page.min.css");
    bundle::minify(&whole, &small, &[])?;
    files::read(small)
}

/// What starts the portal after the first paint: the page's own script, then the loader, whose script
/// is checked by its hash. Nothing is preloaded: that delays the first paint (see the loader).
fn start(address: &str, integrity: &str, script: &str) -> Outcome<String> {
    let glue = format!("{address}/{GLUE}");
    let map = json!({ "integrity": { glue.as_str(): integrity } });
    let whole = small_script(&LOADER.replace("/* {{script}} */", script))?;
    Ok([
        format!("<script type=\"importmap\" nonce=\"{{{{nonce}}}}\">{map}</script>\n"),
        format!("{INLINE_SCRIPT}{whole}</script>"),
    ]
    .concat())
}

/// A file's hash as Subresource Integrity spells it.
fn integrity(file: &Path) -> Outcome<String> {
    let bytes = std::fs::read(file).during(file.display())?;
    Ok(format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_give_way_to_style_and_loader() {
        let source = concat!(
            "<link data-trunk rel=\"css\" href=\"style/a.css\"/>\n",
            "<link rel=\"icon\" href=\"/favicon.svg\">\n",
            "<link data-trunk rel=\"css\" href=\"style/b.css\">\n",
            "<link data-trunk data-later rel=\"css\" href=\"style/c.css\">\n",
            "<link data-trunk data-later rel=\"css\" href=\"style/d.css\">\n",
            "<link data-trunk rel=\"copy-dir\" href=\"public\">",
            "<link data-trunk rel=\"rust\">",
        );
        let page = with_links_replaced(source, "STYLE", "LATER", "START");
        assert_eq!(page, "STYLE\n<link rel=\"icon\" href=\"/favicon.svg\">\n\nLATER\n\nSTART");
    }

    #[test]
    fn takes_the_inline_script_out() {
        let source = "a<script nonce=\"{{nonce}}\">own</script>b<script type=\"x\">data</script>";
        assert_eq!(script_taken(source), ("ab<script type=\"x\">data</script>".to_owned(), "own"));
    }

    #[test]
    fn reads_attributes() {
        assert_eq!(attribute("<link rel=\"css\" href=\"a\">", "href"), Some("a"));
        assert_eq!(attribute("<link rel=\"css\">", "href"), None);
    }
}
