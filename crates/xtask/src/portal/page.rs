//! `dist/index.html` from `index.html`: Trunk's links become one inline style and an early loader.
//!
//! | in `index.html` | in `dist/index.html` |
//! |---|---|
//! | `<link data-trunk rel="css" href="style/…">`, in cascade order | one `<style nonce>`, minified, at the first one's place |
//! | `<link data-trunk rel="rust">` | import map with the script's hash, the loader, and the script's preload |
//! | any other `<link data-trunk …>` | nothing |
//! | `<script nonce="{{nonce}}">` | the same, minified |
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
const LOADER: &str = include_str!("../../js/loader.js");

/// Writes the page for assets that stand in `folder` and are served under `address`.
pub(super) fn render(source: &str, address: &str, folder: &Path) -> Outcome<String> {
    let sheets = links(source).filter(|link| attribute(link, "rel") == Some("css"));
    let sheets: Vec<_> = sheets.filter_map(|link| attribute(link, "href")).collect();
    let style = inline_style(&sheets)?;
    let start = start(address, folder)?;
    let source = with_small_scripts(source, small_script)?;
    Ok(with_links_replaced(&source, &style, &start).replace("{{assets}}", address))
}

/// The page with each of its own inline scripts minified.
fn with_small_scripts(source: &str, small: impl Fn(&str) -> Outcome<String>) -> Outcome<String> {
    let mut page = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, after)) = rest.split_once(INLINE_SCRIPT) {
        let (script, after) = after.split_once("</script>").unwrap_or((after, ""));
        page.extend([before, INLINE_SCRIPT, &small(script)?, "</script>"]);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
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

fn with_links_replaced(source: &str, style: &str, start: &str) -> String {
    let mut page = source.to_owned();
    let mut style = Some(style);
    for link in links(source) {
        let instead = match attribute(link, "rel") {
            Some("css") => style.take().unwrap_or_default(),
            Some("rust") => start,
            _ => "",
        };
        page = page.replacen(link, instead, 1);
    }
    page
}

/// The style sheets in their order, as one minified element.
fn inline_style(sheets: &[&str]) -> Outcome<String> {
    if sheets.is_empty() {
        return Ok(String::new());
    }
    let parts: Outcome<Vec<_>> = sheets.iter().map(files::read).collect();
    let whole = between("page.css");
    files::write(&whole, parts?.join("\n"))?;
    let small = between("page.min.css");
    bundle::minify(&whole, &small, &[])?;
    let css = files::read(small)?;
    if css.contains("</style") {
        return Err(Failure::new("a style sheet holds `</style`, which would end the element"));
    }
    Ok(format!("<style nonce=\"{{{{nonce}}}}\">{}</style>", css.trim_end()))
}

/// What starts the portal: the module is asked for first, then its script, checked by its hash.
fn start(address: &str, folder: &Path) -> Outcome<String> {
    let integrity = integrity(&folder.join("portal.js"))?;
    let script = format!("{address}/portal.js");
    let map = json!({ "integrity": { script.as_str(): integrity } });
    let loader = small_script(LOADER)?;
    Ok([
        format!("<script type=\"importmap\" nonce=\"{{{{nonce}}}}\">{map}</script>\n"),
        format!("{INLINE_SCRIPT}{loader}</script>\n"),
        format!(
            "<link rel=\"modulepreload\" href=\"{script}\" integrity=\"{integrity}\" nonce=\"{{{{nonce}}}}\">"
        ),
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
            "<link data-trunk rel=\"copy-dir\" href=\"public\">",
            "<link data-trunk rel=\"rust\">",
        );
        let page = with_links_replaced(source, "STYLE", "START");
        assert_eq!(page, "STYLE\n<link rel=\"icon\" href=\"/favicon.svg\">\n\nSTART");
    }

    #[test]
    fn inline_scripts_become_small() {
        let source = "a<script nonce=\"{{nonce}}\">long</script>b<script type=\"x\">data</script>";
        let page = with_small_scripts(source, |_| Ok("s".to_owned())).expect("a page");
        assert_eq!(page, source.replace("long", "s"));
    }

    #[test]
    fn reads_attributes() {
        assert_eq!(attribute("<link rel=\"css\" href=\"a\">", "href"), Some("a"));
        assert_eq!(attribute("<link rel=\"css\">", "href"), None);
    }
}
