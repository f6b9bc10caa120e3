import { launchOptions } from "../support/chromium.mjs";
import { expectHelp, helpBox } from "../support/help.mjs";
import { expect, test } from "../support/test.mjs";

test.use({ launchOptions: launchOptions({ flags: ["--js-flags=--jitless"] }) });

test("old browser still reads the hotline", async ({ page, watch }) => {
  watch.allow(/WebAssembly/);
  await page.goto("/sign-in");
  expect(await page.evaluate(() => typeof WebAssembly)).toBe("undefined");
  await expectHelp(helpBox(page));
  await expect(helpBox(page).getByText("This page is not ready.")).toBeVisible();
});
