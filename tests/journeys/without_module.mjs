import { expectHelp, helpBox } from "../support/help.mjs";
import { ready } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, test } from "../support/test.mjs";

const MODULE = "**/portal_bg.wasm";
const PATIENCE_MS = 10_000;

test.describe("in a browser without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("page without scripts says so", async ({ page }) => {
    await page.goto("/sign-in");
    // Locators leave <noscript> out; what is painted does not.
    const painted = await page.locator("body").innerText();
    expect(painted).toContain("這個網站需要 JavaScript。");
    expect(painted).toContain("客服專線 04-2222-0507");
    await expect(page.getByRole("heading", { level: 1, name: "登入" })).toBeVisible();
  });
});

test("module that is gone shows help", async ({ signIn, page, watch }) => {
  watch.allow(/404.*portal_bg\.wasm/);
  watch.allow(/compile|instantiate|wasm/i);
  await page.route(MODULE, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto("/sign-in");
  await expectHelp(helpBox(page));
  await signIn.typeAccount(PUPIL);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/sign-in$/);
});

test("module that is late shows help", async ({ page }) => {
  let release;
  const released = new Promise((done) => (release = done));
  await page.clock.install();
  await page.route(MODULE, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await expect(page.getByRole("heading", { level: 1, name: "登入" })).toBeVisible();
  await expect(helpBox(page)).toHaveCount(0);
  await page.clock.fastForward(PATIENCE_MS);
  await expectHelp(helpBox(page));
  release();
  await ready(page);
  await expect(helpBox(page)).toHaveCount(0);
});
