// The browser tests: the release build in dist/, served by the real server, in the system's Chromium.
// `cargo xtask test` builds both and runs them; `npx playwright test` runs them on what is built.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "./tests/support/chromium.mjs";

export default defineConfig({
  testDir: "tests",
  // From `tests/` on: a pattern matches anywhere in the path, and a checkout may be called "clients".
  testMatch: ["journeys", "a11y", "clients", "kiosk", "studio"].map((folder) => `tests/${folder}/**/*.mjs`),
  globalSetup: "./tests/support/seed.mjs",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    launchOptions: launchOptions(),
    locale: "zh-TW",
    timezoneId: "Asia/Taipei",
    viewport: { width: 1280, height: 900 },
    trace: "off",
  },
});
