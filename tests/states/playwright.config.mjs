// The tests of the states: no server and no database, only the studio as built in target/studio and the
// system's Chromium. `cargo xtask test` runs them in two parts; `npx playwright test --config tests/states`
// runs all of them on what is built.
import { defineConfig } from "@playwright/test";
import { launchOptions } from "../support/chromium.mjs";

export default defineConfig({
  testDir: ".",
  testMatch: ["*.mjs"],
  testIgnore: ["playwright.config.mjs"],
  outputDir: "../../test-results/states",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: { browserName: "chromium", launchOptions: launchOptions(), trace: "off" },
});
