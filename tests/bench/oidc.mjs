// How fast services sign people in, beside npm `oidc-provider` in the same run: the two take turns by lot.
//
//   node tests/bench/oidc.mjs [--rounds 5] [--seconds 1] [--json FILE]
//
// Prints operations per second, median and p99 of an operation's time, and the processor time that an
// operation costs its server; ends with 2 if it cannot measure. This process asks both in the same way,
// so it bounds the cheapest operations; the processor time it does not. Run it on an otherwise idle machine.
import "./release.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";

import seed from "../support/seed.mjs";
import { median, percentile, shuffled } from "./figures.mjs";
import { CONCURRENCY, OPERATIONS, ours, theirs } from "./oidc_parties.mjs";

/** Theirs believes the person; ours verifies an Argon2id hash, which is what a sign-in costs. */
const NOT_ALIKE = ["sign-in with password"];
const NOTES = [
  "oidc-provider keeps everything in memory, in one thread; EduPass writes to SQLite on disk and uses every core.",
  "sign-in, session there: authorization, token and userinfo in a signed-in browser. This is the fair comparison of sign-ins.",
  "sign-in with password: the same in a new browser. oidc-provider verifies no password, EduPass an Argon2id hash: no ratio.",
];
/** The unit of /proc/PID/stat on Linux, in milliseconds. */
const TICK_MS = 10;

/** The processor time that a process has used, in milliseconds. */
function processorMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** All ask again and again until the time is up. */
async function turn(party, askers, seconds) {
  const times = [];
  const [began, used] = [performance.now(), processorMs(party.pid)];
  const end = began + seconds * 1000;
  await Promise.all(askers.map(async (once) => {
    while (performance.now() < end) {
      const from = performance.now();
      await once();
      times.push(performance.now() - from);
    }
  }));
  return { times, ms: performance.now() - began, processorMs: processorMs(party.pid) - used };
}

async function measure(parties, prepare, { rounds, seconds }) {
  const names = Object.keys(parties);
  const askers = {};
  for (const name of names) {
    askers[name] = [];
    for (let count = 0; count < CONCURRENCY; count += 1) askers[name].push(await prepare(parties[name]));
  }
  const turns = Object.fromEntries(names.map((name) => [name, []]));
  // The first round warms up.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of shuffled(names)) {
      const taken = await turn(parties[name], askers[name], seconds);
      if (round > 0) turns[name].push(taken);
    }
  }
  return Object.fromEntries(names.map((name) => [name, summary(turns[name])]));
}

function summary(turns) {
  const times = turns.flatMap((turn) => turn.times);
  const sum = (name) => turns.reduce((total, turn) => total + turn[name], 0);
  return {
    count: times.length,
    perSecond: (times.length / sum("ms")) * 1000,
    p50Ms: median(times),
    p99Ms: percentile(times, 0.99),
    processorMsEach: sum("processorMs") / times.length,
  };
}

function print(lines) {
  const widths = [24, 9, 9, 9, 9, 11, 9, 9, 9, 8];
  const row = (...cells) => console.log(cells.map((cell, place) => (place === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[place]))).join(""));
  const cells = ({ perSecond, p50Ms, p99Ms, processorMsEach }) => [perSecond.toFixed(0), p50Ms.toFixed(2), p99Ms.toFixed(2), processorMsEach.toFixed(2)];
  row("", "EduPass", "p50 ms", "p99 ms", "cpu ms", "oidc-prov.", "p50 ms", "p99 ms", "cpu ms", "ratio");
  for (const { operation, ours, theirs, ratio } of lines) {
    row(operation, ...cells(ours), ...cells(theirs), ratio === null ? "-" : `${ratio.toFixed(2)} x`);
  }
  for (const note of NOTES) console.log(`  ${note}`);
}

function options() {
  const { values } = parseArgs({
    options: { rounds: { type: "string", default: "5" }, seconds: { type: "string", default: "1" }, json: { type: "string" } },
  });
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  if (!(Number.isInteger(rounds) && rounds >= 1 && rounds <= 50)) throw new Error("say --rounds 1 to 50");
  if (!(seconds >= 0.2 && seconds <= 30)) throw new Error("say --seconds 0.2 to 30");
  return { rounds, seconds, json: values.json };
}

async function main() {
  const { json, ...amount } = options();
  const opened = [await seed()];
  const lines = [];
  const before = loadavg()[0];
  try {
    const parties = {};
    for (const [name, start] of Object.entries({ ours, theirs })) {
      parties[name] = await start();
      opened.push(parties[name].stop);
    }
    for (const [operation, prepare] of Object.entries(OPERATIONS)) {
      const figures = await measure(parties, prepare, amount);
      const ratio = NOT_ALIKE.includes(operation) ? null : figures.ours.perSecond / figures.theirs.perSecond;
      lines.push({ operation, ...figures, ratio });
    }
  } finally {
    for (const close of opened.reverse()) await close();
  }
  const conditions = { ...amount, concurrency: CONCURRENCY, cores: availableParallelism(), loadBefore: before };
  console.log(`${CONCURRENCY} at a time, ${amount.rounds} rounds of ${amount.seconds} s, ${conditions.cores} cores, load ${before.toFixed(1)} before`);
  print(lines);
  if (json) writeFileSync(json, `${JSON.stringify({ conditions, lines, notes: NOTES }, null, 2)}\n`);
  return 0;
}

main().then((code) => process.exit(code), (error) => {
  console.error(`bench: ${error.stack}`);
  process.exit(2);
});
