// How long the school picker takes for a keystroke in Chromium, and what its list costs on the line.
//
//   node tests/bench/schools.mjs [--schools FILE] [--json FILE]
//
// Without a file, as many schools as the country has are made up. Ends with 1 if a budget is missed.
import "./release.mjs";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { chromium } from "@playwright/test";

import { launchOptions } from "../support/chromium.mjs";
import { edupass } from "../support/programs.mjs";
import seed from "../support/seed.mjs";
import { startServer } from "../support/server.mjs";

const BUDGET = { keystrokeMs: 16, listBytes: 80_000 };
const COUNT = 3176;
const TYPED = ["國立北門農工", "台北市大安國民小學", "ㄅㄇㄋㄍ", "ㄊㄞㄓㄨㄥ", "高級中等學校", "010301", "Taichung", "不存在的學校名稱", "國"];
const [PAGE, LIST] = ["/forgot-password/personal-data", "/api/v1/schools"];

function madeUp() {
  const [first, second] = ["東西南北中大小新明光", "安和平山水林田里園城"].map((letters) => [...letters]);
  const rows = Array.from({ length: COUNT }, (_, at) => {
    const [one, two, three] = [first[at % 10], second[Math.floor(at / 10) % 10], first[Math.floor(at / 100) % 10]];
    const level = at % 6 === 0 ? ["高中職", "高中"] : ["國小", "國小"];
    return `${190_000 + at},市立${one}${two}${three}${level[1]},臺中市,西屯區,${level[0]}`;
  });
  return ["code,name,county,district,level", ...rows, ""].join("\n");
}

function bytesOf(origin) {
  return new Promise((done, fail) => {
    request(new URL(LIST, origin), { headers: { "accept-encoding": "br" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => done({ bytes, encoding: response.headers["content-encoding"] }));
    }).on("error", fail).end();
  });
}

// Types letter by letter and times each until everything that follows from it is done.
async function type(page, words) {
  return page.getByRole("combobox", { name: "學校名稱" }).evaluate(async (field, words) => {
    // What follows from a keystroke follows in microtasks; a frame of the page would be none of it.
    const settled = async () => {
      for (let turn = 0; turn < 50; turn += 1) await null;
    };
    const times = [];
    const set = (value) => {
      field.value = value;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    };
    field.focus();
    for (const word of words) {
      for (let end = 1; end <= word.length; end += 1) {
        const began = performance.now();
        set(word.slice(0, end));
        await settled();
        // Style and layout belong to it.
        document.body.getBoundingClientRect();
        times.push({ typed: word.slice(0, end), ms: performance.now() - began, shown: document.querySelectorAll("[role=option][aria-posinset]").length });
      }
      set("");
      await settled();
    }
    return times;
  }, words);
}

async function main() {
  const { values } = parseArgs({ options: { schools: { type: "string" }, json: { type: "string" } } });
  const folder = mkdtempSync(join(tmpdir(), "edupass-bench-"));
  const unseed = await seed();
  let file = values.schools;
  if (!file) writeFileSync((file = join(folder, "schools.csv")), madeUp());
  const server = await startServer();
  const browser = await chromium.launch(launchOptions());
  try {
    await edupass(server.settings, "import", "schools", file);
    const { bytes, encoding } = await bytesOf(server.origin);
    const page = await (await browser.newContext()).newPage();
    const fetched = [];
    page.on("request", (sent) => sent.url().includes(LIST) && fetched.push(page.url()));
    await page.goto(`${server.origin}/sign-in`);
    await page.locator("html[data-app-ready]").waitFor({ state: "attached" });
    const elsewhere = fetched.length;
    await page.goto(`${server.origin}${PAGE}`);
    await page.locator("html[data-app-ready]").waitFor({ state: "attached" });
    await page.getByRole("combobox", { name: "縣市" }).locator("option").nth(1).waitFor({ state: "attached" });
    const times = await type(page, TYPED);
    const slowest = times.reduce((one, other) => (other.ms > one.ms ? other : one));
    const kept = slowest.ms <= BUDGET.keystrokeMs && bytes <= BUDGET.listBytes && elsewhere === 0;
    console.log(`list: ${bytes} bytes (${encoding}), at most ${BUDGET.listBytes}; fetched on the sign-in page: ${elsewhere}`);
    console.log(`slowest of ${times.length} keystrokes: ${slowest.ms.toFixed(1)} ms for ${slowest.typed}, at most ${BUDGET.keystrokeMs}; rows shown at most: ${Math.max(...times.map(({ shown }) => shown))}`);
    if (values.json) writeFileSync(values.json, `${JSON.stringify({ bytes, elsewhere, slowest, budget: BUDGET, kept }, null, 2)}\n`);
    return kept ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
    await unseed();
    rmSync(folder, { recursive: true });
  }
}

main().then((code) => process.exit(code), (error) => {
  console.error(`bench: ${error.stack}`);
  process.exit(2);
});
