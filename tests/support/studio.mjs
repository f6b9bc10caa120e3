// The studio's server on a port of its own, and its states (tests/scenarios/README.md).
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SERVER = resolve(ROOT, "crates/xtask/js/studio/server.mjs");
const BUILD = resolve(ROOT, "target/studio/page");

/** Starts it; style sheets and scenarios are those of `root`. */
export async function startStudio({ root = ROOT } = {}) {
  if (!existsSync(resolve(BUILD, "portal.js"))) throw new Error("the studio is not built: run `cargo xtask studio --build-only`");
  const child = spawn(process.execPath, [SERVER, "--build", BUILD, "--port", "0"], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((end) => child.once("close", end));
  const origin = await new Promise((ready, fail) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [origin] = line.match(/http:\/\/localhost:\d+/) ?? [];
      if (origin) ready(origin);
    });
    child.once("close", (code) => fail(new Error(`the studio's server ended with ${code}`)));
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { origin, stop };
}

/** Where a state is: `{ page, state }` as in the scenarios; `around` is what else the address says. */
export function addressOf({ page, state }, around = {}) {
  const query = new URLSearchParams({ ...(state ? { state } : {}), drawer: "0", ...around });
  return `/studio${page}?${query}`;
}

/** Opens a state and waits until all of it can be seen. */
export async function openState(browserPage, studio, state, around) {
  await browserPage.goto(studio.origin + addressOf(state, around), { waitUntil: "commit" });
  await reached(browserPage);
}

/** Resolves once the state on show can be seen; fails with the step that could not be carried out. */
export async function reached(browserPage) {
  const html = browserPage.locator("html:is([data-studio-ready], [data-studio-failed])");
  await html.waitFor({ state: "attached", timeout: 30_000 });
  const failed = await html.getAttribute("data-studio-failed");
  if (failed !== null) throw new Error(`${browserPage.url()}: ${failed}`);
}
