//! The built portal: files in memory, precompressed, and the page filled in for each request.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use contract::language::Language;
use contract::paths;
use serde::Deserialize;

use crate::brand::{self, Brand, Brands};
use crate::html::escape;

/// The pages whose style is in the page itself: the others' is fetched once the app is ready.
const COMPLETE: [&str; 1] = [paths::SCREEN_SIGN_IN];

/// Where the page has a brand's style.
const BRAND_STYLE: &str = "<!--brand-->";
/// Where a shell's header says the portal's name, and whose it is.
const NAME: &str = "<span class=\"l-header__name\">";
const OWNER: &str = "<span class=\"l-header__owner\">";

/// A file with its compressed twins.
#[derive(Debug, Clone)]
pub struct File {
    /// The media type, with its charset where it is text.
    pub media_type: &'static str,
    /// As it is.
    pub plain: Bytes,
    /// Brotli.
    pub brotli: Option<Bytes>,
    /// Gzip.
    pub gzip: Option<Bytes>,
}

/// The first state of a screen, before any answer: painted before the module has arrived.
#[derive(Debug, Clone, Default, Deserialize)]
struct Shell {
    title: String,
    html: String,
}

/// The page and its shells, in a brand or the national one.
#[derive(Debug, Clone, Default)]
struct Look {
    page: String,
    shells: HashMap<String, HashMap<String, Shell>>,
}

/// The portal's files and page.
#[derive(Debug, Default)]
pub struct Portal {
    files: HashMap<String, File>,
    /// By the brands' names.
    looks: HashMap<String, Look>,
}

/// Why the built portal cannot be served.
#[derive(Debug)]
pub enum PortalError {
    /// The folder or one of its files cannot be read.
    File(PathBuf, std::io::Error),
    /// `shell.json` is not what the portal's build writes.
    Shell(serde_json::Error),
    /// There is no brand of this name; those that there are.
    Brand(String, Vec<String>),
    /// A brand's words are not what the portal's build writes.
    BrandWords(serde_json::Error),
}

impl std::fmt::Display for PortalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path, error) => write!(
                f,
                "the built portal cannot be read at {} ({error}): build it with `cargo xtask build`, \
                 or set portal.dist",
                path.display()
            ),
            Self::Shell(error) => write!(f, "the built portal's shell.json is damaged: {error}"),
            Self::Brand(name, known) => {
                let known: Vec<_> =
                    std::iter::once(brand::NATIONAL).chain(known.iter().map(String::as_str)).collect();
                write!(
                    f,
                    "there is no brand {name:?} (site.brand, or --brand of a service), but {}; a new one needs `cargo xtask build` \
                     (docs/design.md)",
                    known.join(", ")
                )
            }
            Self::BrandWords(error) => write!(f, "the words of a brand are damaged: {error}"),
        }
    }
}

impl std::error::Error for PortalError {}

impl Portal {
    /// Reads the folder that the portal's build wrote, and tries every brand on.
    ///
    /// # Errors
    /// When the folder, its page or its shell cannot be read.
    pub fn load(dist: &Path, brands: &Brands) -> Result<Arc<Self>, PortalError> {
        let page_path = dist.join("index.html");
        let page =
            std::fs::read_to_string(&page_path).map_err(|error| PortalError::File(page_path, error))?;
        let shells = match std::fs::read(dist.join("shell.json")) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(PortalError::Shell)?,
            Err(_) => HashMap::new(),
        };
        let mut files = HashMap::new();
        collect(dist, dist, &mut files)?;
        let plain = Look { page, shells };
        let every = brands.all().map(Some).chain([None]);
        let looks = every.map(|brand| (name_of(brand).to_owned(), plain.clone().wearing(brand))).collect();
        Ok(Arc::new(Self { files, looks }))
    }

    /// The file at an address, if the build made one.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// The page for a screen in a brand, or the national one.
    #[must_use]
    pub fn page(&self, brand: Option<&Brand>, screen: &str, about: &About<'_>) -> String {
        self.looks.get(name_of(brand)).map(|look| look.page(screen, about)).unwrap_or_default()
    }
}

/// What the page for a screen says beside the screen.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// Its language.
    pub language: Language,
    /// What its scripts and styles are known by.
    pub nonce: &'a str,
    /// The deployment, in JSON.
    pub site: &'a str,
    /// Where the plain page for it is, in Chinese and in English.
    pub plain: &'a [String; 2],
}

fn name_of(brand: Option<&Brand>) -> &str {
    brand.map_or(brand::NATIONAL, |brand| &brand.name)
}

impl Look {
    /// The page with a brand's name and style, so that the first paint has them, and the shells with
    /// its words, as the header (`src/app/header.rs`) will say them.
    fn wearing(mut self, brand: Option<&Brand>) -> Self {
        let style =
            brand.map(|brand| ["<style nonce=\"{{nonce}}\">", brand.sheet.trim_end(), "</style>"].concat());
        self.page = self
            .page
            .replace("{{brand}}", name_of(brand))
            .replace(BRAND_STYLE, style.as_deref().unwrap_or_default());
        let Some(words) = brand.map(|brand| &brand.words) else { return self };
        for (tag, shell) in self.shells.values_mut().flatten() {
            let language = Language::from_tag(tag);
            let texts = [(NAME, words.name.as_ref()), (OWNER, Some(&words.owner))];
            for (start, text) in
                texts.into_iter().filter_map(|(start, text)| Some((start, text?.get(language))))
            {
                shell.html = with_text(&shell.html, start, text);
            }
        }
        self
    }

    fn page(&self, screen: &str, about: &About<'_>) -> String {
        let About { language, nonce, site, plain } = *about;
        let empty = Shell::default();
        // A step that is loaded anew begins at its page.
        let screen = paths::screen_of(screen).unwrap_or(screen);
        let shell =
            self.shells.get(screen).and_then(|languages| languages.get(language.code())).unwrap_or(&empty);
        // In a script element only `<` can end the JSON early.
        let site = site.replace('<', "\\u003c");
        fill(
            &self.page,
            &[
                ("nonce", nonce),
                ("lang", language.html_lang()),
                ("title", &shell.title),
                ("site", &site),
                ("shell", &shell.html),
                ("plain", &plain[0]),
                ("plain_en", &plain[1]),
                ("later", if COMPLETE.contains(&screen) { "later" } else { "stylesheet" }),
            ],
        )
    }
}

/// The markup with another text in the element that starts so.
fn with_text(html: &str, start: &str, text: &str) -> String {
    let parts = html.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once('<')?.1)));
    parts.map_or_else(
        || html.to_owned(),
        |(before, after)| [before, start, &escape(text), "<", after].concat(),
    )
}

/// Replaces each `{{name}}` by its value in one pass, so that no value is read as a placeholder.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(template.len() + 8192);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let known = after.split_once("}}").and_then(|(name, tail)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, tail))
        });
        match known {
            Some((value, tail)) => {
                page.push_str(value);
                rest = tail;
            }
            None => {
                page.push_str("{{");
                rest = after;
            }
        }
    }
    page.push_str(rest);
    page
}

fn collect(root: &Path, folder: &Path, files: &mut HashMap<String, File>) -> Result<(), PortalError> {
    let failed = |error| PortalError::File(folder.to_owned(), error);
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            // A brand stands in the page; its files are not handed out.
            if path != root.join(brand::FOLDER) {
                collect(root, &path, files)?;
            }
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if let Some(media_type) = media_type(&name) {
            let read = |suffix: &str| std::fs::read(path_with(&path, suffix)).ok().map(Bytes::from);
            let plain = std::fs::read(&path).map_err(|error| PortalError::File(path.clone(), error))?;
            let file = File { media_type, plain: plain.into(), brotli: read(".br"), gzip: read(".gz") };
            files.insert(["/", &name].concat(), file);
        }
    }
    Ok(())
}

fn path_with(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The media type of what is served as a file; the page, the shell and twins are not.
fn media_type(name: &str) -> Option<&'static str> {
    if ["index.html", "shell.json"].contains(&name) {
        return None;
    }
    Some(match name.rsplit_once('.')?.1 {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        "wav" => "audio/wav",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_each_placeholder_once_and_in_one_pass() {
        let page = fill("a {{nonce}} b {{shell}} {{unknown}} {{", &[("nonce", "{{shell}}"), ("shell", "S")]);
        assert_eq!(page, "a {{shell}} b S {{unknown}} {{");
    }

    #[test]
    fn site_cannot_end_its_script() {
        let look = Look { page: "<script>{{site}}</script>".into(), ..Look::default() };
        let plain = [String::new(), String::new()];
        let site = "{\"a\":\"</script>\"}";
        let page = look.page("/", &About { language: Language::ZhTw, nonce: "n", site, plain: &plain });
        assert_eq!(page, "<script>{\"a\":\"\\u003c/script>\"}</script>");
    }
}
