// Writes target/contact-sheet/index.html: every state as the tests of the studio last photographed it
// (tests/states/every_state.mjs), beside what is approved. `cargo xtask contact-sheet` and `cargo xtask test`
// start it:
//
//   node crates/xtask/js/contact_sheet/write.mjs [--before DIR]
//
// `--before` is the folder of an earlier sheet, of the main branch for one: then every picture has a slider.
import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { difference } from "../../../../tests/support/picture.mjs";
import { APPROVED_FOLDER, SHEET_FOLDER, nameOf } from "../../../../tests/support/pictures.mjs";
import { readScenarios } from "../studio/scenarios.mjs";

const { values: options } = parseArgs({ options: { before: { type: "string" } } });
const LANGUAGES = { "zh-TW": "Chinese", en: "English" };
const VARIANTS = { phone: "Phone", desktop: "Desktop", kiosk: "Kiosk", zoomed: "400 %", forced: "Forced colours" };
const BEFORE = "before";

const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`);

/** Puts what there was before beside what there is, so that the folder can be sent on as it is. */
function gatherBefore() {
  rmSync(join(SHEET_FOLDER, BEFORE), { recursive: true, force: true });
  for (const [variant, language] of [["phone", "zh-TW"], ["desktop", "en"]]) {
    const approved = join(APPROVED_FOLDER, variant);
    if (existsSync(approved)) cpSync(approved, join(SHEET_FOLDER, BEFORE, language, variant), { recursive: true });
  }
  for (const language of Object.keys(LANGUAGES)) {
    const earlier = options.before && join(options.before, language);
    if (earlier && existsSync(earlier)) cpSync(earlier, join(SHEET_FOLDER, BEFORE, language), { recursive: true });
  }
}

/** The pictures of a folder by the names of their states. */
function picturesIn(folder) {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return new Map(names.map((name) => [name.replace(/\.\w+$/, ""), name]));
}

/** Width and height out of a PNG's head or a WebP's. */
function sizeOf(file) {
  const bytes = readFileSync(file);
  if (bytes.toString("latin1", 1, 4) === "PNG") return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const kind = bytes.toString("latin1", 12, 16);
  if (kind === "VP8X") return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  if (kind === "VP8L") return [(bytes.readUInt32LE(21) & 0x3fff) + 1, ((bytes.readUInt32LE(21) >> 14) & 0x3fff) + 1];
  return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
}

/** Whether two pictures show something else. What is not a PNG is only the same where it is so byte by byte. */
function isChanged(before, after) {
  const [one, other] = [readFileSync(before), readFileSync(after)];
  if (one.equals(other)) return false;
  return !before.endsWith(".png") || !after.endsWith(".png") || difference(one, other) !== "";
}

function figure(state, language, variant, present, before) {
  const at = `${language}/${variant}/${present}`;
  const [width, height] = sizeOf(join(SHEET_FOLDER, at));
  const name = `${state.page} ${state.state}, ${VARIANTS[variant]}, ${LANGUAGES[language]}`;
  const was = before && `${BEFORE}/${language}/${variant}/${before}`;
  const changed = was !== undefined && isChanged(join(SHEET_FOLDER, was), join(SHEET_FOLDER, at));
  const now = `<img class="now" src="${at}" alt="${escaped(name)}" width="${width}" height="${height}" loading="lazy">`;
  const slider = was === undefined ? "" : `<input type="range" min="0" max="100" value="100" aria-label="${escaped(`${name}: from before to now`)}">`;
  const earlier = was === undefined ? "" : `<img class="was" src="${was}" alt="" width="${width}" height="${height}" loading="lazy">`;
  const mark = changed ? `, <strong>changed</strong>` : was !== undefined ? ", as before" : present.endsWith(".png") && !state.page.startsWith("/controls") ? ", new" : "";
  return `<li data-language="${language}" data-variant="${variant}"${changed ? " data-changed" : ""}><figure>
<a class="pair" href="${at}">${earlier}${now}</a>${slider}
<figcaption>${VARIANTS[variant]}, ${LANGUAGES[language]}${mark}</figcaption></figure></li>`;
}

function article(state, folders) {
  const name = nameOf(state);
  const figures = folders.flatMap(({ language, variant, present, before }) =>
    present.has(name) ? [figure(state, language, variant, present.get(name), before.get(name))] : []);
  if (figures.length === 0) return "";
  return `<article id="${name}" aria-labelledby="${name}-title"><h3 id="${name}-title">${escaped(state.state)}</h3>
<p>${escaped(state.about)} <code>/studio${escaped(state.page)}?state=${escaped(state.state)}</code></p>
<ul class="pictures">${figures.join("\n")}</ul></article>`;
}

function sections(states, folders) {
  const pages = [...new Set(states.map(({ page }) => page))];
  return pages.map((page) => {
    const own = states.filter((state) => state.page === page).map((state) => article(state, folders)).join("\n");
    return own.trim() === "" ? "" : `<section data-page="${escaped(page)}" aria-label="${escaped(page)}"><h2>${escaped(page)}</h2>${own}</section>`;
  });
}

const choices = (all) => Object.entries(all).map(([value, title]) => `<option value="${value}">${title}</option>`).join("");

gatherBefore();
const { states } = readScenarios();
const folders = Object.keys(LANGUAGES).flatMap((language) => Object.keys(VARIANTS).map((variant) => ({
  language, variant,
  present: picturesIn(join(SHEET_FOLDER, language, variant)),
  before: picturesIn(join(SHEET_FOLDER, BEFORE, language, variant)),
})));
const pages = [...new Set(states.map(({ page }) => page))];
const sheet = readFileSync(join(import.meta.dirname, "sheet.html"), "utf8")
  .replace("{{pages}}", () => choices(Object.fromEntries(pages.map((page) => [page, page]))))
  .replace("{{languages}}", () => choices(LANGUAGES))
  .replace("{{variants}}", () => choices(VARIANTS))
  .replace("{{states}}", () => sections(states, folders).join("\n"));
writeFileSync(join(SHEET_FOLDER, "index.html"), sheet);
const count = folders.reduce((sum, { present }) => sum + present.size, 0);
console.log(`${SHEET_FOLDER}/index.html: ${states.length} states, ${count} pictures`);
