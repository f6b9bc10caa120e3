// How Chromium is found and started: the system's own, as a packaged browser is not everywhere to be had.
import { existsSync } from "node:fs";
import { join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

// A test sees no network but its own server's; root, as in CI, may not use the sandbox.
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

function system() {
  const folders = (process.env.PATH ?? "").split(":");
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

// Taken away: what Playwright takes away as far as it matters here (the last such flag counts), and the
// address bar's own pages, two of which would be loaded for every window of a test.
const FEATURES = [
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxPopup",
];

/** What Playwright starts Chromium with; without a system's Chromium, Playwright's own. */
export function launchOptions({ flags = [], without = [] } = {}) {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return { executablePath: system(), args: [...FLAGS, `--disable-features=${FEATURES}`, ...sandbox, ...flags], ignoreDefaultArgs: without };
}
