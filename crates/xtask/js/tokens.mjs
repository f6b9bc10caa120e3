// Design tokens to style sheets, and what is wrong with either.
//
//   node crates/xtask/js/tokens.mjs               the same as write, and what is wrong with the contrast told afterwards
//   node crates/xtask/js/tokens.mjs write         style/tokens.css, style/brands/*.css, the resolver's brands
//   node crates/xtask/js/tokens.mjs check         whether those are up to date, and every rule of docs/design.md
//   node crates/xtask/js/tokens.mjs report        the contrast of every pair in every look, closest first
//   node crates/xtask/js/tokens.mjs colour '#rrggbb' [alpha]   a colour as token files spell it
//
// `build(root)` is the same for whoever reloads styles while they are edited: it reads, and writes nothing.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fromHex } from "./tokens/colour.mjs";
import * as contrast from "./tokens/contrast.mjs";
import * as css from "./tokens/css.mjs";
import { checkFile, merged, resolved } from "./tokens/format.mjs";
import { checkCascade } from "./tokens/cascade.mjs";
import { brandProblems, brandTexts, markProblems } from "./tokens/brand.mjs";
import { RESOLVER, choices, readResolver, sourcesOf, withBrands } from "./tokens/resolver.mjs";
import { checkSheet, declared } from "./tokens/sheets.mjs";

const SHEET = "style/tokens.css";
/** The studio's own, which no pupil sees. */
const STUDIO = "style/studio.css";
const BRAND_SHEETS = "style/brands";
const BRANDS = "tokens/brands";
const ENDING = ".tokens.json";

/**
 * Builds everything in memory. Never throws for what a token file says.
 * @param {string} root the workspace
 * @param {{ checks?: boolean }} options without checks: the style sheets alone, for whoever is editing
 * @returns {{ files: Map<string, string>, problems: string[], contrast: object[] }}
 *   files by their path from the root; problems as `file: token: what is wrong`; a line for each pair and look
 */
export function build(root, { checks = true } = {}) {
  const problems = new Set();
  const complain = (file, place, what) => void problems.add([file, place, what].filter((part) => part !== "").join(": "));
  const read = reader(root, complain);
  const brands = names(root, BRANDS, ENDING);
  const json = withBrands(read.json(RESOLVER), brands);
  const steps = readResolver(json, read.tokens, complain);
  const look = looks(steps, complain);
  const files = new Map();
  const report = [];
  try {
    if (steps.length > 0) everything({ root, read, brands, json, steps, look, files, report, complain, checks, problems });
  } catch (error) {
    // Only after a complaint can a look be incomplete; without one this is a fault of the builder.
    if (problems.size === 0) throw error;
  }
  return { files, problems: [...problems], contrast: report };
}

function everything({ root, read, brands, json, steps, look, files, report, complain, checks, problems }) {
  const normal = look({}).tokens;
  for (const brand of brands) brandProblems(brand, read.tokens(`${BRANDS}/${brand}${ENDING}`), normal, complain);
  const props = (choice) => look(choice).props;
  const common = css.rules(props);
  files.set(SHEET, css.sheet(common));
  for (const brand of brands) {
    const svg = read.text(`${BRANDS}/${brand}.svg`, `the mark of ${brand} is missing: draw it as ${brand}.svg beside its tokens`);
    if (svg === undefined) continue;
    markProblems(`${BRANDS}/${brand}.svg`, svg, complain);
    files.set(`${BRAND_SHEETS}/${brand}.css`, css.brandSheet(brand, css.rules(props, brand), svg));
    files.set(`${BRAND_SHEETS}/${brand}.json`, `${JSON.stringify(brandTexts(read.tokens(`${BRANDS}/${brand}${ENDING}`)), null, 2)}\n`);
  }
  files.set(RESOLVER, `${JSON.stringify(json, null, 2)}\n`);
  if (!checks) return;
  checkContrast({ root, read, steps, look, report, complain });
  if (problems.size === 0) checkCascade(steps, brands, common, props, complain);
}

function checkContrast({ root, read, steps, look, report, complain }) {
  const list = contrast.readPairs(read.json(contrast.PAIRS), complain);
  const measured = choices(steps.filter((step) => step.contexts === undefined || isColourful(step, look))).map((choice) => ({ name: Object.values(choice).join(", "), choice, tokens: look(choice).tokens }));
  report.push(...contrast.measured(list.pairs, measured, complain));
  contrast.judge(report, complain);
  contrast.coverage(list, look({}).tokens, complain);
  checkSheets(root, read, look({}), list.pairs, complain);
}

/** Whether any context of a modifier changes a colour; the others look alike to the contrast report. */
function isColourful(step, look) {
  const plain = look({}).tokens;
  const differs = (token) => token.type === "color" && JSON.stringify(plain.get(token.path)?.value) !== JSON.stringify(token.value);
  return [...step.contexts.keys()].some((context) => [...look({ [step.name]: context }).tokens.values()].some(differs));
}

/** The style sheets use tokens only, every token is used, and what they lay on each other is measured. */
function checkSheets(root, read, { tokens, props }, pairs, complain) {
  const known = new Set(props.keys());
  const palette = new Set([...tokens.keys()].filter((path) => !css.isPublic(path)).flatMap((path) => [path, path.slice("base.".length)].map(css.property)));
  const used = new Set();
  const sheets = ["style", "style/components"].flatMap((folder) => names(root, folder, ".css").map((name) => `${folder}/${name}.css`));
  const texts = sheets.filter((sheet) => ![SHEET, STUDIO].includes(sheet)).map((sheet) => [sheet, read.text(sheet) ?? ""]);
  const there = new Set([...known, ...texts.flatMap(([, text]) => declared(text))]);
  for (const [sheet, text] of texts) {
    const said = checkSheet(sheet, text, there, palette, complain);
    for (const name of said.used) used.add(name);
    for (const { ink, ground, line } of said.pairs) {
      if (!contrast.isListed(pairs, ink, ground)) complain(`${sheet}:${line}`, `${ink} on ${ground}`, `add this pair to ${contrast.PAIRS}`);
    }
  }
  for (const name of known) if (!used.has(name)) complain(SHEET, name, "no style sheet uses it; take the token away, or use it");
}

/** Looks by their choice of contexts, each made once. */
function looks(steps, complain) {
  const made = new Map();
  return (choice) => {
    const key = JSON.stringify(Object.entries(choice).sort());
    if (!made.has(key)) {
      const tokens = resolved(merged(sourcesOf(steps, choice)), complain);
      made.set(key, { tokens, props: css.properties(tokens) });
    }
    return made.get(key);
  };
}

/** Reads each file once, and complains of what is not there or no JSON. */
function reader(root, complain) {
  const texts = new Map();
  const parsed = new Map();
  const text = (file, missing = "there is no such file") => {
    if (!texts.has(file)) {
      const whole = path.join(root, file);
      texts.set(file, existsSync(whole) ? readFileSync(whole, "utf8") : undefined);
      if (texts.get(file) === undefined) complain(file, "", missing);
    }
    return texts.get(file);
  };
  const json = (file) => {
    const content = text(file);
    if (content === undefined) return undefined;
    if (!parsed.has(file)) {
      try {
        parsed.set(file, JSON.parse(content));
      } catch (error) {
        complain(file, "", `it is not JSON: ${error.message}`);
        parsed.set(file, undefined);
      }
    }
    return parsed.get(file);
  };
  const checked = new Set();
  const tokens = (file) => {
    const content = json(file);
    if (content !== undefined && !checked.has(file)) checkFile(file, content, complain);
    checked.add(file);
    return content;
  };
  return { text, json, tokens };
}

function names(root, folder, ending) {
  const whole = path.join(root, folder);
  const all = existsSync(whole) ? readdirSync(whole) : [];
  return all.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort();
}

/** What is committed and is not what the tokens give. */
function stale(root, files) {
  const current = (file) => (existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), "utf8") : undefined);
  const old = [...files].filter(([file, content]) => current(file) !== content).map(([file]) => file);
  return [...old, ...left(root, files)];
}

/** Sheets of brands that are gone. */
function left(root, files) {
  const all = [".css", ".json"].flatMap((ending) => names(root, BRAND_SHEETS, ending).map((name) => `${BRAND_SHEETS}/${name}${ending}`));
  return all.filter((file) => !files.has(file));
}

function write(root, files) {
  for (const file of left(root, files)) rmSync(path.join(root, file));
  for (const file of stale(root, files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), files.get(file));
    console.log(`wrote ${file}`);
  }
}

function report(lines) {
  const closest = new Map();
  for (const line of lines) {
    const key = `${line.ink} on ${line.ground}`;
    const spare = line.found / line.needed;
    if (!closest.has(key) || closest.get(key).spare > spare) closest.set(key, { ...line, spare });
  }
  const rows = [...closest].sort(([, one], [, other]) => one.spare - other.spare);
  for (const [key, { found, needed, look }] of rows) {
    console.log(`${found < needed ? "✗" : "✓"} ${found.toFixed(2).padStart(5)}  needs ${String(needed).padEnd(3)}  ${key.padEnd(28)} closest in ${look}`);
  }
}

/** For whoever is editing: the sheets at once, even where their contrast is not right yet. */
function live(root) {
  const draft = build(root, { checks: false });
  if (draft.problems.length === 0) write(root, draft.files);
}

function main([command, ...rest]) {
  if (command === "colour" && /^#[0-9a-f]{6}$/i.test(rest[0] ?? "")) {
    return console.log(JSON.stringify(fromHex(rest[0], rest[1] === undefined ? undefined : Number(rest[1]))));
  }
  if (command !== undefined && !["write", "check", "report"].includes(command)) {
    console.error("say write, check, report, or colour '#rrggbb'");
    return void (process.exitCode = 2);
  }
  const root = process.cwd();
  if (command === undefined) live(root);
  const { files, problems, contrast: lines } = build(root);
  if (command === "report") report(lines);
  const old = command === "check" && problems.length === 0 ? stale(root, files) : [];
  for (const problem of problems) console.error(problem);
  for (const file of old) console.error(`${file}: it is not what the tokens give; run \`cargo xtask tokens\``);
  if (problems.length + old.length > 0) process.exitCode = 1;
  else if (command === "write") write(root, files);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
