// Measures the sign-in page of a running server beside a hand-written static page, in the same run.
//
//   node tests/bench/portal.mjs [--address URL] [--json FILE] [--runs 11]
//
// Without an address it starts target/release/edupass for the time of the run.
// Prints a table against the budgets below and ends with 1 if one is missed, with 2 if it cannot
// measure. Only the two pages are visited, over loopback.
import "./release.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { brotliCompressSync } from "node:zlib";

import { chromium } from "@playwright/test";

import { launchOptions } from "../support/chromium.mjs";
import seed from "../support/seed.mjs";
import { startServer } from "../support/server.mjs";
import { CONDITIONS, visit } from "./visit.mjs";

const BUDGET = {
  bytes: 130_000,
  requests: 6,
  paintRatio: 1.15,
  typedRatio: 1.15,
  readyRatio: 3.4,
  layoutShift: 0.02,
  heapBytes: 3_000_000,
};

// Headers that belong to our page's own scripts and packing, not to what it costs to be safe.
const OWN_HEADERS = ["content-encoding", "content-length", "content-security-policy", "date", "integrity-policy", "transfer-encoding", "x-request-id"];
// The static page's style stands in it without a nonce.
const STATIC_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// The static page, as our server would serve it: with the same protection, which costs both pages
// a browsing context group and a process of their own.
async function serveStatic(address) {
  const ours = await fetch(new URL("/sign-in", address));
  const headers = Object.fromEntries([...ours.headers].filter(([name]) => !OWN_HEADERS.includes(name) && !name.startsWith("reporting")));
  const page = brotliCompressSync(readFileSync(new URL("static/index.html", import.meta.url)));
  const server = createServer((_, response) => {
    response.writeHead(200, {
      ...headers,
      "content-security-policy": STATIC_POLICY,
      "content-type": "text/html; charset=utf-8",
      "content-encoding": "br",
      "content-length": page.length,
      "cache-control": "no-store",
    });
    response.end(page);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://localhost:${server.address().port}/sign-in`, stop: () => server.close() };
}

// Visits both pages in turn, so that a busy moment of the machine meets both. The first pair warms up.
async function measure(address, runs) {
  const [browser, still] = [await chromium.launch(launchOptions()), await serveStatic(address)];
  const visits = { portal: [], static: [] };
  try {
    for (let run = 0; run <= runs; run += 1) {
      const pair = {
        static: await visit(browser, still.url, false),
        portal: await visit(browser, new URL("/sign-in", address).href, true),
      };
      if (run > 0) for (const [name, result] of Object.entries(pair)) visits[name].push(result);
    }
  } finally {
    await browser.close();
    still.stop();
  }
  return { portal: summary(visits.portal), static: summary(visits.static) };
}

function median(numbers) {
  const sorted = numbers.filter((number) => number !== null).sort((one, other) => one - other);
  return sorted.length === 0 ? null : sorted[Math.floor(sorted.length / 2)];
}

// The median of each figure; of each yes or no, whether it was yes every time.
function summary(visits) {
  const result = {};
  for (const [name, value] of Object.entries(visits[0])) {
    const all = visits.map((one) => one[name]);
    if (typeof value === "boolean") result[name] = all.every(Boolean);
    else if (typeof value === "number" || value === null) result[name] = median(all);
    else result[name] = value;
  }
  return result;
}

// Each line of the table: what, the portal, the static page, and whether the budget is kept.
function judge({ portal, static: still }) {
  const ratio = (one, other) => (one === null || other === null ? null : one / other);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  const milliseconds = (time) => (time === null ? "-" : `${time.toFixed(0)} ms`);
  const times = (value) => (value === null ? "-" : `${value.toFixed(2)} x`);
  const paint = ratio(portal.contentPaintMs, still.contentPaintMs);
  const typed = ratio(portal.typedMs, still.typedMs);
  const ready = ratio(portal.readyMs, still.contentPaintMs);
  const within = (value, most) => value !== null && value <= most;
  const most = (value, budget, shown) => ({ value, kept: within(value, budget), against: `<= ${shown(budget)}` });
  const yes = (value) => ({ value, kept: value === true, against: "yes" });
  return [
    { what: "transfer, brotli", portal: kilobytes(portal.bytes), static: kilobytes(still.bytes), ...most(portal.bytes, BUDGET.bytes, kilobytes) },
    { what: "requests", portal: portal.requests, static: still.requests, ...most(portal.requests, BUDGET.requests, String) },
    { what: "first contentful paint", portal: milliseconds(portal.contentPaintMs), static: milliseconds(still.contentPaintMs), ratio: times(paint), ...most(paint, BUDGET.paintRatio, times) },
    { what: "typing accepted", portal: milliseconds(portal.typedMs), static: milliseconds(still.typedMs), ratio: times(typed), ...most(typed, BUDGET.typedRatio, times) },
    { what: "app ready (to static paint)", portal: milliseconds(portal.readyMs), static: "-", ratio: times(ready), ...most(ready, BUDGET.readyRatio, times) },
    { what: "layout shift", portal: portal.layoutShift.toFixed(3), static: still.layoutShift.toFixed(3), ...most(portal.layoutShift, BUDGET.layoutShift, String) },
    { what: "heap after collection", portal: kilobytes(portal.heapBytes), static: kilobytes(still.heapBytes), ...most(portal.heapBytes, BUDGET.heapBytes, kilobytes) },
    { what: "text kept", portal: portal.textKept, static: still.textKept, ...yes(portal.textKept) },
    { what: "focus kept", portal: portal.focusKept, static: still.focusKept, ...yes(portal.focusKept) },
    { what: "caret kept", portal: portal.caretKept, static: still.caretKept, ...yes(portal.caretKept) },
    { what: "takes the next key", portal: portal.goesOn, static: still.goesOn, ...yes(portal.goesOn) },
    { what: "requests that failed", portal: portal.trouble.length, static: still.trouble.length, ...most(portal.trouble.length, 0, String) },
  ];
}

function print(lines, portal) {
  const row = (...cells) => console.log(cells.map((cell, place) => String(cell ?? "").padEnd([30, 12, 12, 9, 14, 6][place])).join(""));
  row("sign-in page", "portal", "static", "ratio", "budget", "");
  for (const line of lines) row(line.what, line.portal, line.static, line.ratio, line.against, line.kept ? "kept" : "MISSED");
  const types = Object.entries(portal.bytesByType).map(([type, bytes]) => `${type} ${bytes}`);
  console.log(`bytes by type: ${types.join(", ")}`);
  for (const { path, bytes, encoding } of portal.list) console.log(`  ${String(bytes).padStart(7)}  ${(encoding ?? "-").padEnd(5)} ${path}`);
}

// A release server for the time of the run, with a store that is thrown away.
async function ownServer() {
  const unseed = await seed();
  const { origin, stop } = await startServer();
  return { origin, stop: () => stop().finally(unseed) };
}

async function main() {
  const { values } = parseArgs({
    options: { address: { type: "string" }, json: { type: "string" }, runs: { type: "string", default: "11" } },
  });
  const runs = Number(values.runs);
  if (!(runs >= 1 && runs <= 50)) throw new Error("say --runs 1 to 50");
  const server = values.address ? { origin: values.address, stop() {} } : await ownServer();
  const figures = await measure(server.origin, runs).finally(server.stop);
  const lines = judge(figures);
  const missed = lines.filter(({ kept }) => !kept).map(({ what }) => what);
  print(lines, figures.portal);
  if (values.json) {
    const file = { conditions: { ...CONDITIONS, runs }, ...figures, budget: BUDGET, lines, missed };
    writeFileSync(values.json, `${JSON.stringify(file, null, 2)}\n`);
  }
  if (missed.length > 0) console.error(`over budget: ${missed.join(", ")}`);
  return missed.length > 0 ? 1 : 0;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(`bench: ${error.message}`);
    process.exit(2);
  },
);
