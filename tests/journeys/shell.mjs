import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ready } from "../support/pages.mjs";
import { DIST } from "../support/programs.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const SCREENS = [
  "/", "/sign-in", "/sign-in/county", "/choose-account", "/consent", "/account", "/data-check", "/services",
  "/contact", "/find-account", "/find-account/county", "/forgot-password", "/forgot-password/county",
  "/forgot-password/personal-data", "/forgot-password/default-password", "/forgot-password/code",
  "/activate", "/activate/county", "/activate/personal-data", "/activate/code", "/report", "/not-me",
];

const shells = JSON.parse(readFileSync(join(DIST, "shell.json"), "utf8"));

/** What the app draws before it has any answer. */
function drawn(page) {
  return page.evaluate(() => ({
    title: document.title,
    html: document.querySelector("#app").innerHTML.replaceAll("<!---->", ""),
  }));
}

test("every screen has its shell", async () => {
  expect(Object.keys(shells)).toEqual(SCREENS);
});

inBothLanguages((words) => {
  for (const screen of SCREENS) {
    test(`shell of ${screen} is the first state`, async ({ page }) => {
      await page.route("**/api/**", () => {});
      await page.goto(`${screen}?lang=${words.language}`, { waitUntil: "commit" });
      await ready(page);
      expect(await drawn(page)).toEqual(shells[screen][words.language]);
    });
  }
});
