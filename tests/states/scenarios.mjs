// The states of the studio, read and held against the API, without a browser: a member that no state has, an
// answer that the server would never give, a page that does not exist.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "@playwright/test";
import { readScenarios } from "../../crates/xtask/js/studio/scenarios.mjs";
import { Api } from "../support/api.mjs";
import { APPROVED_FOLDER, nameOf } from "../support/pictures.mjs";

const STATES_MIN = 160;
/** Pages that the studio has beside the portal's own. */
const EXTRA = ["/controls", "/nowhere"];
/** What a step takes beside its kind. */
const BESIDE = { type: ["text"], compose: ["text"], choose: ["value", "at"], key: ["in"] };
/** What a step must say, and as what. */
const NEEDED = { type: { type: "string", text: "string" }, compose: { compose: "string", text: "string" }, key: { key: "string" }, jump: { jump: "number" } };
const ANSWER = ["status", "body", "like", "with", "problem", "fault", "delay_ms"];

const { defaults, states } = readScenarios();
const api = new Api();
const own = states.filter(({ page }) => page !== "/controls");

/** The addresses of the contract: every page, and every step below one. */
function addresses() {
  const source = readFileSync("crates/contract/src/paths.rs", "utf8");
  const values = Object.fromEntries([...source.matchAll(/pub const (SCREEN_\w+): &str = "([^"]+)"/g)].map(([, name, value]) => [name, value]));
  const read = (text) => [...text.matchAll(/(SCREEN_\w+)|"([^"]*)"/g)].map(([, name, value]) => value ?? values[name]);
  const [, screens] = source.match(/pub const SCREENS: [^=]+= \[([^;]+)\];/);
  const [, steps] = source.match(/pub const STEPS: [^=]+= \[([\s\S]+?)\n\];/);
  const below = [...steps.matchAll(/\((SCREEN_\w+|"[^"]+"), &\[([^\]]+)\]\)/g)].flatMap(([, page, names]) =>
    read(names).map((step) => `${read(page)[0]}/${step}`));
  return [...read(screens), ...below];
}

/** Where answers are not those of the API. */
function drift(answers) {
  return Object.entries(answers).flatMap(([call, list]) =>
    list.flatMap((answer) => api.answerFaults(call, answer).map((fault) => `${call}: ${fault}`)));
}

test("there are more states than any other studio of sign-in pages has", () => {
  expect(own.length).toBeGreaterThanOrEqual(STATES_MIN);
});

test("every page and every step has a state", () => {
  const all = addresses();
  expect(all.length).toBeGreaterThan(40);
  const shown = new Set(own.flatMap(({ page, at }) => [page, at]));
  expect(all.filter((address) => !shown.has(address))).toEqual([]);
});

test("every answer that stands for the others is one of the API", () => {
  expect([...drift(defaults.answers), ...api.schemaFaults("Site", defaults.site)]).toEqual([]);
});

test("every code of the API has its status", () => {
  const { statuses } = JSON.parse(readFileSync("tests/scenarios/_defaults.json", "utf8"));
  expect(Object.keys(statuses).sort()).toEqual([...api.codes].sort());
});

test("every approved picture is of a state", () => {
  const names = new Set(own.map(nameOf));
  const files = existsSync(APPROVED_FOLDER) ? readdirSync(APPROVED_FOLDER, { recursive: true }) : [];
  const pictures = files.filter((file) => file.endsWith(".png"));
  expect(pictures.filter((file) => !names.has(basename(file, ".png")))).toEqual([]);
});

const known = [...addresses(), ...EXTRA];

for (const state of own) {
  const { about, answers, at, file, page, site, steps, ready } = state;
  test(`${page}: ${state.state}`, () => {
    expect(known, "its page").toContain(page);
    expect(known, "where it ends").toContain(at);
    expect(about, "a sentence").toMatch(/^[A-Z'].+\.$/);
    expect(state.state, "a name for an address").toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    if (ready !== undefined) expect(ready).toMatch(/\S/);
    expect(shapeFaults(file), file).toEqual([]);
    expect(drift(answers), file).toEqual([]);
    expect(api.schemaFaults("Site", site), file).toEqual([]);
    expect(steps.flatMap(stepFaults), file).toEqual([]);
  });
}

/** Answers and steps as they are written, before anything is merged into them. */
function shapeFaults(file) {
  const { answers = {}, query = {}, fragment = "" } = JSON.parse(readFileSync(file, "utf8"));
  const given = Object.values(answers).flat();
  const unknown = given.flatMap((answer) => Object.keys(answer).filter((member) => !ANSWER.includes(member)));
  const kinds = given.map((answer) => ["problem", "like", "fault"].filter((kind) => kind in answer).length);
  return [
    ...unknown.map((member) => `${member} is no member of an answer`),
    ...given.filter((answer) => "with" in answer && !("like" in answer || "problem" in answer)).map(() => "`with` changes what `like` or `problem` names"),
    ...given.filter((answer) => "body" in answer && "like" in answer).map(() => "an answer has a body of its own or is like another"),
    ...kinds.filter((count) => count > 1).map(() => "an answer is one of problem, like and fault"),
    ...Object.values(query).filter((value) => typeof value !== "string").map((value) => `${value} is no text`),
    ...(typeof fragment === "string" ? [] : ["the fragment is no text"]),
  ];
}

function stepFaults(step) {
  const [kind, ...more] = Object.keys(step);
  const allowed = BESIDE[kind] ?? [];
  const isWrong = (member) => NEEDED[kind]?.[member] !== undefined && typeof step[member] !== NEEDED[kind][member];
  return [
    ...more.filter((member) => !allowed.includes(member)).map((member) => `${kind} takes no ${member}`),
    ...Object.keys(NEEDED[kind] ?? {}).filter(isWrong).map((member) => `${kind} needs a ${NEEDED[kind][member]} as ${member}`),
  ];
}
