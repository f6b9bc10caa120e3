// The stage of the studio's pages: says what the server answers, by the scenario that the address names,
// carries out its steps, and does what the drawer asks for (src/studio/stage.rs is the portal's side).
import { startClock, jump } from "./clock.js";
import { followChanges } from "./live.js";
import { showOverlay } from "./overlays.js";
import { carryOut, seen, settled } from "./steps.js";

const ROOT = "/studio";
const root = document.documentElement;
/** What changes without loading the page anew: the parameter, and what it sets. */
const LIVE = {
  mode: (value) => attribute("data-mode", value),
  density: (value) => attribute("data-density", value),
  zoom: resize,
  latency: () => {},
  drawer: () => {},
};
/** What the portal reads when it starts. */
const RELOADS = ["profile", "theme", "lang", "zhuyin"];
const FAULTS = ["offline", "unreachable", "timeout"];
/** What answers to a session that is over, and to a flow. */
const OF_SESSION = /^\/api\/v1\/session(\/services)?$/;
const OF_FLOW = /^\/api\/v1\/flows\/[^/]+\/./;
const OPENS_FLOW = /^\/api\/v1\/flows\/[a-z]+$/;

const index = await readIndex();
const present = findState();
const scenario = { site: index.defaults.site, steps: [], ...present };
const answers = { ...index.defaults.answers, ...present?.answers };
const listeners = [];
const calls = new Map();
const expired = new Set();
let failure = "";
let lastFlow = null;

/** The scenarios; where one cannot be read, the page says which, and looks again when it is mended. */
async function readIndex() {
  const read = await fetch(`${ROOT}/scenarios.json`);
  if (read.ok) return read.json();
  const why = await read.text();
  const told = document.createElement("pre");
  told.className = "c-studio-trouble";
  told.textContent = why;
  document.body.prepend(told);
  root.setAttribute("data-studio-failed", why);
  followChanges({ root: ROOT, say() {}, isShown: () => true });
  throw new Error(why);
}

function attribute(name, value) {
  if (value) root.setAttribute(name, value);
  else root.removeAttribute(name);
}

/** The size of all text, in per cent of what the style says. */
function resize(value) {
  root.style.fontSize = "";
  if (value) root.style.fontSize = `${(parseFloat(getComputedStyle(root).fontSize) * value) / 100}px`;
}

/** The page at an address of the bar, as the scenarios call it. */
function pageAt(pathname) {
  return pathname.slice(ROOT.length).replace(/\/+$/, "") || "/";
}

function setting(name) {
  return new URLSearchParams(location.search).get(name) ?? "";
}

function findState() {
  const page = pageAt(location.pathname);
  return index.states.find((state) => state.page === page && state.state === setting("state"));
}

/** The bar's address with other parameters; an empty value takes one away. */
function addressWith(path, changes) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

function set(name, value) {
  const address = addressWith(location.pathname, { [name]: value });
  if (RELOADS.includes(name)) return location.assign(address);
  history.replaceState(history.state, "", address);
  LIVE[name]?.(value);
  if (name === "density") resize(setting("zoom"));
}

/** The address of a state, with everything around the page as it is now. */
function hrefOf({ page, state }) {
  const kept = [...Object.keys(LIVE), ...RELOADS];
  const query = new URLSearchParams([["state", state], ...kept.map((name) => [name, setting(name)]).filter(([, value]) => value)]);
  return `${ROOT}${page}?${query}`;
}

function states() {
  return index.states.map((state) => ({ ...state, href: hrefOf(state), isHere: state === present }));
}

function say(text) {
  for (const listener of listeners) listener(text);
}

/** Whether a change of these files is one of the state on show. */
function isShown(files) {
  return files.some((file) => file === present?.file || file.endsWith("/_defaults.json"));
}

/** What the scenario says to a call; nothing where it says nothing. */
async function answer(method, address) {
  const path = address.split("?")[0];
  const name = callOf(method, path);
  const given = special(path) ?? planned(name);
  if (given === undefined) return undefined;
  await passed((given.delay_ms ?? 0) + Number(setting("latency") || 0));
  if (given.fault === "never") return new Promise(() => {});
  if (given.fault) return { fault: given.fault };
  if (given.body?.next && given.body.id) lastFlow = given.body;
  return { status: given.status, text: given.body === undefined ? "" : JSON.stringify(given.body) };
}

const passed = (ms) => new Promise((done) => setTimeout(done, ms));

/** The name under which the scenarios have a call: `POST /api/v1/flows/{id}/challenge`. */
function callOf(method, path) {
  const exact = `${method} ${path}`;
  if (exact in answers) return exact;
  return Object.keys(answers).find((name) => {
    const [of, template] = name.split(" ");
    return of === method && template.includes("{") && fits(template, path);
  });
}

function fits(template, path) {
  const [wanted, found] = [template.split("/"), path.split("/")];
  return wanted.length === found.length && wanted.every((part, at) => part.startsWith("{") || part === found[at]);
}

/** The next of a call's answers; the last is given again and again. */
function planned(name) {
  if (name === undefined) return undefined;
  const before = calls.get(name) ?? 0;
  calls.set(name, before + 1);
  return answers[name][Math.min(before, answers[name].length - 1)];
}

/** What the drawer asked for instead of the scenario's answer. */
function special(path) {
  if (failure) {
    const how = failure;
    failure = "";
    say(`${path} failed: ${how}`);
    return FAULTS.includes(how) ? { fault: how } : problem(how);
  }
  if (expired.has("session") && OF_SESSION.test(path)) return problem("session.expired");
  if (OPENS_FLOW.test(path)) expired.delete("flow");
  if (expired.has("flow") && OF_FLOW.test(path)) return problem("flow.expired");
  if (expired.has("challenge") && path.includes("/steps/") && lastFlow?.challenge) {
    expired.delete("challenge");
    const challenge = { ...lastFlow.challenge, id: `${lastFlow.challenge.id}-next` };
    return problem("captcha.expired", { flow: { ...lastFlow, version: lastFlow.version + 1, challenge } });
  }
  return undefined;
}

function problem(code, more = {}) {
  const status = index.statuses[code];
  const retry = status === 429 || status === 503 ? { retry_after: 60 } : {};
  return { status, body: { type: `/problems/${code}`, title: code, status, instance: "studio", code, errors: [], ...retry, ...more } };
}

function act(what) {
  const [kind, value] = what.split(" ");
  if (kind === "jump") jump(Number(value));
  if (kind === "expire") expired.add(value);
  if (kind === "rebuild") fetch(`${ROOT}/rebuild`, { method: "POST" });
  say(what);
}

/** What would lead out of the studio is told instead. */
function stayHere() {
  window.navigation?.addEventListener("navigate", (event) => {
    const to = new URL(event.destination.url);
    const isHere = to.origin === location.origin && `${to.pathname}/`.startsWith(`${ROOT}/`);
    if (isHere || !event.cancelable) return;
    event.preventDefault();
    root.setAttribute("data-studio-left", to.href);
    say(`Here the page is left for ${to.href}`);
  });
}

/** The scenario's site, with the brand and for the kind of browser that the address says. */
function site() {
  const { device, ...rest } = scenario.site;
  const brand = index.brands[setting("theme")];
  return { ...rest, ...(brand ? { brand } : {}), device: { ...device, ...index.profiles[setting("profile")] } };
}

/** What the page finds when it starts: its surroundings, its site, what else its address says. */
function setScene() {
  startClock(scenario.now ?? index.defaults.now);
  for (const [name, apply] of Object.entries(LIVE)) apply(setting(name));
  attribute("data-brand", setting("theme"));
  // No script may be written into (Trusted Types); the portal takes its site from whatever has the name.
  const place = Object.assign(document.createElement("div"), { id: "site", hidden: true, textContent: JSON.stringify(site()) });
  document.getElementById("site").replaceWith(place);
  const fragment = scenario.fragment ? `#${scenario.fragment}` : "";
  // A server of files says `sign-in/` for the folder that the page is.
  const path = ROOT + pageAt(location.pathname);
  history.replaceState(null, "", addressWith(path, scenario.query ?? {}) + fragment);
}

/** Until the state can be seen. */
async function reach() {
  await seen("html[data-app-ready]", { isVisible: false });
  await carryOut(scenario.steps, { jump, act });
  if (scenario.ready) await seen(scenario.ready);
  await until(() => present === undefined || pageAt(location.pathname) === scenario.at, () => `the page is at ${location.pathname}`);
  await settled();
}

async function until(isTrue, why) {
  const deadline = performance.now() + 8000;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(why());
    await passed(16);
  }
}

window.edupassStudio = {
  answer, states, setting, set, act, say,
  brands: () => Object.keys(index.brands),
  hasDrawer: () => setting("drawer") !== "0",
  failNext: (how) => (failure = how),
  overlay: showOverlay,
  onSaid: (listener) => listeners.push(listener),
};
setScene();
stayHere();
if (!root.hasAttribute("data-studio-export")) followChanges({ root: ROOT, say, isShown });
const { default: start } = await import("./build/portal.js");
await start();
try {
  await reach();
  root.setAttribute("data-studio-ready", "");
} catch (error) {
  root.setAttribute("data-studio-failed", error.message);
  console.error(`studio: ${error.message}`);
}
