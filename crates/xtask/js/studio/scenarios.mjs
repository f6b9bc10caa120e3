// The states of the studio, read from tests/scenarios (its README.md is their format) and written out in
// full: what the studio's pages, the checks and the contact sheet work with.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";

const FOLDER = "tests/scenarios";
const EXAMPLES = "src/ui/examples";
const FAULTS = ["offline", "unreachable", "timeout", "never"];
const BRANDS = "style/brands";
const MEMBERS = ["about", "now", "site", "query", "fragment", "answers", "steps", "ready", "at"];
const STEPS = ["type", "compose", "press", "check", "uncheck", "choose", "key", "focus", "wait", "jump", "expire", "recipe"];

/**
 * `{ defaults: { now, site, answers }, profiles, statuses, brands, states: [{ page, state, about, … }] }`, the states in
 * the order of their pages.
 */
export function readScenarios(root = ".") {
  const defaults = parse(join(root, FOLDER, "_defaults.json"));
  const files = readdirSync(join(root, FOLDER), { recursive: true })
    .filter((file) => file.endsWith(".json") && !file.startsWith("_")).sort();
  return {
    defaults: { now: defaults.now, site: defaults.site, answers: written(defaults.answers, defaults) },
    profiles: defaults.profiles,
    statuses: defaults.statuses,
    brands: readBrands(root),
    states: [...files.map((file) => readState(root, file, defaults)).sort(byPage), ...readControls(root)],
  };
}

const byPage = (one, other) => compare(one.page, other.page) || compare(one.state, other.state);
const compare = (one, other) => (one < other ? -1 : Number(one > other));

/** The address of a page's folder: `home` is `/`. */
const addressOf = (folder) => (folder === "home" ? "/" : `/${folder}`);

function readState(root, file, defaults) {
  const parts = file.split(sep);
  const state = parts.pop().replace(/\.json$/, "");
  const name = `${FOLDER}/${parts.join("/")}/${state}.json`;
  return named(name, () => {
    const own = parse(join(root, FOLDER, file));
    const unknown = Object.keys(own).filter((member) => !MEMBERS.includes(member));
    if (unknown.length > 0) throw new Error(`${unknown} is no member of a state; there are ${MEMBERS}`);
    if (typeof own.about !== "string") throw new Error("`about` says in one sentence what can be seen");
    const page = addressOf(parts.join("/"));
    return {
      ...own, page, state, file: name, at: own.at ?? page,
      site: patched(defaults.site, own.site ?? {}),
      answers: written(own.answers ?? {}, defaults),
      steps: stepsOf(own.steps ?? [], defaults),
    };
  });
}

/** The examples of the controls, by their names in the source. */
function readControls(root) {
  const files = readdirSync(join(root, EXAMPLES)).sort();
  const names = files.flatMap((file) => {
    const source = readFileSync(join(root, EXAMPLES, file), "utf8");
    return [...source.matchAll(/Example \{ name: "([^"]+)"/g)].map(([, name]) => ({ name, file: `${EXAMPLES}/${file}` }));
  });
  return names.map(({ name, file }) => ({ page: "/controls", state: slug(name), about: name, file, at: "/controls", answers: {}, steps: [] }));
}

/** Each brand that has a style sheet, with its words. */
function readBrands(root) {
  const folder = join(root, BRANDS);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".json")).sort() : [];
  return Object.fromEntries(files.map((file) => [file.replace(".json", ""), parse(join(folder, file))]));
}

/** As `slug` of src/studio/controls.rs. */
export const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

/** `METHOD /path` → a list of answers, each with its status and body. */
function written(answers, defaults) {
  return Object.fromEntries(Object.entries(answers).map(([call, given]) => {
    if (!/^(GET|POST|DELETE) \/api\//.test(call)) throw new Error(`${call} is not METHOD /api/…`);
    return [call, named(call, () => [given].flat().map((answer) => answerOf(answer, defaults)))];
  }));
}

function answerOf(answer, { bodies, statuses }) {
  const { delay_ms = 0, fault, problem, like, status, body, with: change = {} } = answer;
  if (fault !== undefined) {
    if (!FAULTS.includes(fault)) throw new Error(`${fault} is no fault; there are ${FAULTS}`);
    return { delay_ms, fault };
  }
  if (problem !== undefined) {
    const known = status ?? statuses[problem];
    if (known === undefined) throw new Error(`the code ${problem} has no status in _defaults.json`);
    const about = { type: `/problems/${problem}`, title: problem, status: known, instance: "studio", code: problem, errors: [] };
    const whole = change.flow ? { ...change, flow: patched(bodies.flow, change.flow) } : change;
    return { delay_ms, status: known, body: patched(about, whole) };
  }
  if (like !== undefined) {
    if (!(like in bodies)) throw new Error(`${like} is no body; there are ${Object.keys(bodies)}`);
    return { delay_ms, status: status ?? 200, body: patched(bodies[like], change) };
  }
  return { delay_ms, status: status ?? 200, body };
}

/** The steps with their recipes written out. */
function stepsOf(steps, defaults, depth = 0) {
  if (depth > 9) throw new Error("a recipe leads back to itself");
  return steps.flatMap((step) => {
    const [kind] = STEPS.filter((kind) => kind in step);
    if (kind === undefined) throw new Error(`${JSON.stringify(step)} is no step; there are ${STEPS}`);
    if (kind !== "recipe") return [step];
    const recipe = defaults.recipes[step.recipe];
    if (recipe === undefined) throw new Error(`${step.recipe} is no recipe; there are ${Object.keys(defaults.recipes)}`);
    return stepsOf(recipe, defaults, depth + 1);
  });
}

/** JSON Merge Patch (RFC 7396). */
export function patched(target, patch) {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === "object" && target !== null && !Array.isArray(target);
  const result = isObject ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = patched(result[name], value);
  }
  return result;
}

function parse(file) {
  return named(file, () => JSON.parse(readFileSync(file, "utf8")));
}

/** Says where it went wrong. */
function named(where, work) {
  try {
    return work();
  } catch (error) {
    throw new Error(`${where}: ${error.message}`);
  }
}
