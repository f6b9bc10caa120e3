// Records the portal's first state, screen by screen and language by language.
//
//   node tests/tools/shell.mjs <address> <file>
//
// No request of the API is answered meanwhile: what is recorded is what a component draws before
// it knows anything. The server puts the result into the page (see crates/xtask/src/shell.rs).
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "../support/chromium.mjs";

const [address, file] = process.argv.slice(2);
const LANGUAGES = ["zh-TW", "en"];

/** The addresses in `contract::paths::SCREENS`, some of which stand there by their names. */
function screens() {
  const source = readFileSync("crates/contract/src/paths.rs", "utf8");
  const [, list] = source.match(/pub const SCREENS[^=]*= \[([^\]]*)\]/);
  const named = (name) => source.match(new RegExp(`pub const ${name}: &str = "([^"]+)"`))[1];
  return list.split(",").map((entry) => entry.trim()).filter(Boolean)
    .map((entry) => (entry.startsWith('"') ? JSON.parse(entry) : named(entry)));
}

/** What one screen draws before any answer. */
async function record(browser, path, language) {
  const context = await browser.newContext({ locale: language });
  const page = await context.newPage();
  await page.route("**/api/**", () => {});
  await page.goto(`${address}${path}?lang=${language}`, { waitUntil: "commit" });
  await page.waitForSelector("html[data-app-ready]", { state: "attached" });
  const shell = await page.evaluate(() => ({
    title: document.title,
    html: document.querySelector("#app").innerHTML.replaceAll("<!---->", ""),
  }));
  await context.close();
  return shell;
}

const browser = await chromium.launch(launchOptions());
const shells = {};
for (const path of screens()) {
  shells[path] = {};
  for (const language of LANGUAGES) {
    shells[path][language] = await record(browser, path, language);
  }
}
await browser.close();
writeFileSync(file, `${JSON.stringify(shells, null, 1)}\n`);
