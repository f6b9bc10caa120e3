import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openState, startStudio } from "../support/studio.mjs";
import { expect, test as base } from "../support/studio_test.mjs";

const SIGN_IN = { page: "/sign-in", state: "empty" };
const TYPED = "amy01";
/** What a change and a check say of the page: the one that was there stays. */
const MARK = "kept";

const test = base.extend({
  /** A copy of what a designer edits, beside everything else as it is. */
  tree: async ({}, use) => {
    const tree = mkdtempSync(join(tmpdir(), "edupass-studio-"));
    for (const name of ["style", "tokens", "index.html"]) cpSync(name, join(tree, name), { recursive: true });
    for (const name of ["src", "tests", "public"]) symlinkSync(join(process.cwd(), name), join(tree, name));
    await use(tree);
    rmSync(tree, { recursive: true });
  },

  copy: async ({ tree, page }, use) => {
    const studio = await startStudio({ root: tree });
    await use(studio);
    await page.close();
    await studio.stop();
  },
});

/** Types, and marks the page, so that one that is loaded anew is known. */
async function typeAccount(page, studio) {
  await openState(page, studio, SIGN_IN);
  await page.locator("#account").fill(TYPED);
  await page.evaluate((mark) => (window.name = mark), MARK);
}

async function expectTyped(page) {
  await expect(page.locator("#account")).toHaveValue(TYPED);
  expect(await page.evaluate(() => window.name)).toBe(MARK);
  await expect(page.locator("#account")).toBeFocused();
}

test("a changed sheet is on show at once, and what is typed stays", async ({ page, copy, tree }) => {
  await typeAccount(page, copy);
  const began = Date.now();
  appendFileSync(join(tree, "style/components/button.css"), "@layer utilities { .c-button { letter-spacing: 7px; } }\n");
  const button = page.locator("#app button[type=submit]");
  await expect(button).toHaveCSS("letter-spacing", "7px");
  console.log(`a changed sheet was on show after ${Date.now() - began} ms`);
  await expectTyped(page);
  await expect(page.locator('link[href*="/style/components/button.css"]')).toHaveCount(1);
});

test("a changed token is on show at once, and what is typed stays", async ({ page, copy, tree }) => {
  await typeAccount(page, copy);
  const button = page.locator("#app button[type=submit]");
  const rem = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const file = join(tree, "tokens/semantic.tokens.json");
  const tokens = JSON.parse(readFileSync(file, "utf8"));
  tokens.radius.$root.$value = { value: 2, unit: "rem" };
  const began = Date.now();
  writeFileSync(file, JSON.stringify(tokens));
  await expect(button).toHaveCSS("border-radius", `${2 * rem}px`);
  console.log(`a changed token was on show after ${Date.now() - began} ms`);
  await expectTyped(page);
});

test.describe("a sheet that is away for a moment, as some editors write", () => {
  test.use({ allowed: [[/404/, /MIME type/], { option: true }] });

  test("leaves the page as it was", async ({ page, copy, tree }) => {
    await typeAccount(page, copy);
    rmSync(join(tree, "style/components/button.css"));
    appendFileSync(join(tree, "style/base.css"), "@layer utilities { h1 { letter-spacing: 5px; } }\n");
    await expect(page.locator("#app h1")).toHaveCSS("letter-spacing", "5px");
    await expect(page.locator("#app button[type=submit]")).toHaveCSS("font-weight", "700");
    await expectTyped(page);
  });
});
