// Whether answers tell by their time, body or headers who exists (security.md, REQ-ENUM-4): tries of
// several kinds take turns on one server, and each kind is compared with the first of its group.
//
//   node tests/bench/alike.mjs [--tries 200] [--json FILE]
//
// Prints the medians and the p of a two-sample Kolmogorov-Smirnov test; ends with 1 if medians differ by
// 5 ms or more, p is not above 0.01, or bodies or headers differ. Run it on an otherwise idle machine.
import "./release.mjs";
import { writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { parseArgs } from "node:util";

import seed from "../support/seed.mjs";
import { startServer } from "../support/server.mjs";
import { Visitor } from "../support/visitor.mjs";
import { median, shuffled } from "./figures.mjs";

const MEDIANS_APART_MS = 5;
const P_LEAST = 0.01;
const WARM_UP = 10;

const PUPIL = { school: { code: "194898", level: "elementary" }, name: "王小明", id_number: "B199900126", birthday: "2015/10/3" };
const identity = (change) => ({ open: ["recovery", { proof: "personal_data" }], step: "identity", fields: { ...PUPIL, ...change } });
const code = (account) => ({ open: ["recovery", { proof: "code" }], step: "account", fields: { account } });

// In each group, every answer must look like the first.
const GROUPS = {
  "personal data": {
    "wrong birthday": identity({ birthday: "2015/10/4" }),
    "no such person": identity({ id_number: "I123456781" }),
    "wrong school": identity({ school: { code: "110407", level: "senior_high" } }),
    "wrong name": identity({ name: "王大明" }),
  },
  "code": {
    "account with contacts": code("pupil.ming"),
    "unknown account": code("nobody.here"),
    "no backup contact": code("pupil.mei"),
    "disabled account": code("pupil.quiet"),
  },
};

// Nothing but the way of answering is measured: no challenge, no limit.
const MANY = 1_000_000;
const SETTINGS = {
  challenge: { policy: "off" },
  recovery: { source_attempts: MANY, identity_failures: MANY, identity_failures_disable: MANY * 2, codes_per_hour: MANY, codes_per_day: MANY },
};

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

// One try in a browser of its own; only its step is timed.
async function attempt(origin, { open: [kind, request], step, fields }) {
  const visitor = new Visitor(origin, agent);
  const opened = await visitor.write(`/api/v1/flows/${kind}`, request);
  if (opened.status !== 201) throw new Error(`no flow: ${opened.text}`);
  const { id, version } = opened.json;
  return visitor.write(`/api/v1/flows/${id}/steps/${step}`, { version, ...fields });
}

// What a stranger sees, without what is new in every answer.
function seen({ status, headers, json }) {
  const masked = structuredClone(json);
  for (const one of [masked, masked.flow ?? {}]) for (const name of ["id", "instance", "expires_in"]) delete one[name];
  const names = Object.keys(headers).filter((name) => name !== "content-length").sort();
  return JSON.stringify([status, names, masked]);
}

// Two-sample Kolmogorov-Smirnov test with the usual asymptotic distribution.
function kolmogorovSmirnov(one, other) {
  const [a, b] = [one, other].map((list) => [...list].sort((x, y) => x - y));
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i], b[j]);
    while (i < a.length && a[i] <= at) i += 1;
    while (j < b.length && b[j] <= at) j += 1;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  const lambda = (size + 0.12 + 0.11 / size) * most;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += 2 * (-1) ** (k - 1) * Math.exp(-2 * (k * lambda) ** 2);
  return lambda < 0.3 ? 1 : Math.min(1, Math.max(0, sum));
}

async function measure(origin, kinds, tries) {
  const names = Object.keys(kinds);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const looks = new Set();
  for (let turn = -WARM_UP; turn < tries; turn += 1) {
    for (const name of shuffled(names)) {
      const answer = await attempt(origin, kinds[name]);
      if (turn < 0) continue;
      times[name].push(answer.ms);
      looks.add(seen(answer));
    }
  }
  return { times, looks: [...looks] };
}

async function main() {
  const { values } = parseArgs({ options: { tries: { type: "string", default: "200" }, json: { type: "string" } } });
  const tries = Number(values.tries);
  if (!(tries >= 20 && tries <= 5000)) throw new Error("say --tries 20 to 5000");
  const unseed = await seed();
  const server = await startServer(SETTINGS);
  const lines = [];
  const faults = [];
  try {
    for (const [group, kinds] of Object.entries(GROUPS)) {
      const { times, looks } = await measure(server.origin, kinds, tries);
      if (looks.length > 1) faults.push(`${group}: answers look different:\n  ${looks.join("\n  ")}`);
      const [first] = Object.keys(kinds);
      for (const name of Object.keys(kinds)) {
        const [ms, base] = [median(times[name]), median(times[first])];
        const p = name === first ? null : kolmogorovSmirnov(times[first], times[name]);
        lines.push({ group, name, medianMs: ms, p });
        if (Math.abs(ms - base) >= MEDIANS_APART_MS) faults.push(`${group}, ${name}: medians ${Math.abs(ms - base).toFixed(2)} ms apart`);
        if (p !== null && p <= P_LEAST) faults.push(`${group}, ${name}: p ${p.toFixed(4)}`);
      }
    }
  } finally {
    agent.destroy();
    await server.stop();
    await unseed();
  }
  console.log(`${tries} tries of each kind, taking turns`);
  for (const { group, name, medianMs, p } of lines) {
    console.log(`${group.padEnd(15)}${name.padEnd(24)}${medianMs.toFixed(2).padStart(8)} ms   ${p === null ? "" : `p ${p.toFixed(3)}`}`);
  }
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ tries, lines, faults }, null, 2)}\n`);
  for (const fault of faults) console.error(fault);
  return faults.length > 0 ? 1 : 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(`bench: ${error.stack}`);
  process.exit(2);
});
