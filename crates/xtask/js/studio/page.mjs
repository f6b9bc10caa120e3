// The studio's page, made from index.html: every style sheet a link of its own, so that one can be changed
// alone, and the stage in place of the loader. Policy and first script are the real page's.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const BUILD = "/studio-files/build";
/** What stands in the place of the server's words. */
const FILLED = { lang: "zh-Hant-TW", title: "Studio", site: "{}", shell: "", plain: "#", plain_en: "#" };

/** The page with this nonce. */
export function renderPage(root, nonce, { isExport = false } = {}) {
  const source = readFileSync(join(root, "index.html"), "utf8");
  const more = sheetsBeside(root, source).map(sheet).join("");
  const page = source.replace(/<link data-trunk[^>]*>\n?/g, (link) => inPlaceOf(link, nonce)).replace("</head>", `${more}</head>`);
  const filled = page.replace(/\{\{(\w+)\}\}/g, (_, name) => (name === "nonce" ? nonce : FILLED[name] ?? ""));
  const parts = filled.replace('<div id="app">', '<div id="studio"></div>\n<div id="app">');
  return isExport ? exported(parts, nonce) : parts;
}

const sheet = (href) => `<link rel="stylesheet" href="/${href}">\n`;

/**
 * Sheets of controls that no page has yet, for the studio shows every control; those of all brands, each of
 * which is on by its attribute; its own.
 */
function sheetsBeside(root, source) {
  const controls = sheetsIn(root, "style/components").filter((href) => !source.includes(`href="${href}"`));
  return [...controls, ...sheetsIn(root, "style/brands"), "style/studio.css"];
}

function sheetsIn(root, folder) {
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  return files.filter((file) => file.endsWith(".css")).sort().map((file) => `${folder}/${file}`);
}

function inPlaceOf(link, nonce) {
  const [, rel] = link.match(/ rel="([\w-]+)"/);
  const [, href] = link.match(/ href="([^"]+)"/) ?? [];
  if (rel === "css") return sheet(href);
  if (rel !== "rust") return "";
  return [
    `<link rel="modulepreload" nonce="${nonce}" href="${BUILD}/portal.js">`,
    `<script type="module" nonce="${nonce}" src="/studio-files/stage.js"></script>\n`,
  ].join("\n");
}

/** As `page_policy` of crates/server/src/security/headers.rs, without its reports. */
export function policy(nonce) {
  return [
    "default-src 'none'", `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`, "connect-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data:", "font-src 'self'", "media-src 'self' blob:",
    "worker-src 'self'", "base-uri 'none'", "form-action 'self'", "object-src 'none'",
    "require-trusted-types-for 'script'", "trusted-types default",
  ].join("; ");
}

/** A page without a server behind it carries its policy itself, and follows no changes. */
function exported(page, nonce) {
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(nonce)}">`;
  return page.replace("<html ", "<html data-studio-export ").replace("<meta charset=\"utf-8\">", `<meta charset="utf-8">\n${meta}`);
}
