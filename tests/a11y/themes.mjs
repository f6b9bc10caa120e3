import { expectAccessible } from "../support/axe.mjs";
import { PUPIL } from "../support/roster.mjs";
import { visit } from "../support/pages.mjs";
import { expect, test } from "../support/test.mjs";

const PAGES = ["/", "/sign-in", "/forgot-password", "/contact"];
/** Looks by what the device prefers and what the page's root says. */
const LOOKS = [
  { name: "dark", device: { colorScheme: "dark" } },
  { name: "high contrast", device: { contrast: "more" } },
  { name: "high contrast in the dark", device: { colorScheme: "dark", contrast: "more" } },
  { name: "child", root: { density: "child" } },
  { name: "child in the dark", device: { colorScheme: "dark" }, root: { density: "child" } },
  { name: "kiosk", root: { profile: "kiosk" } },
];

const dress = (page, root = {}) =>
  page.evaluate((root) => Object.assign(document.documentElement.dataset, root), root);

/** Runs in the page: controls and links of menus that a finger would miss. */
function small(least) {
  const wanted = [...document.querySelectorAll("button, .l-header a, .l-footer a, form input:not([type=checkbox]), .c-checkbox__label, .c-ways a")];
  return wanted.filter((element) => element.checkVisibility() && !element.closest(".u-unseen"))
    .map((element) => ({ height: element.getBoundingClientRect().height, element: element.outerHTML.slice(0, 80) }))
    .filter(({ height }) => height > 0 && height < least);
}

for (const { name, device = {}, root } of LOOKS) {
  test.describe(name, () => {
    const { colorScheme = "light", ...contextOptions } = device;
    test.use({ colorScheme, contextOptions });

    test("passes every check", async ({ page, words }) => {
      for (const screen of PAGES) {
        await visit(page, words, screen);
        await dress(page, root);
        await expectAccessible(page, `${screen} in ${name}`);
      }
    });

    test("fits a phone", async ({ page, words }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      for (const screen of PAGES) {
        await visit(page, words, screen);
        await dress(page, root);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${screen} in ${name}`).toBeLessThanOrEqual(0);
      }
    });
  });
}

test("a kiosk's and a child's targets are 56 px high", async ({ page, signIn }) => {
  await signIn.open();
  await signIn.picture.waitFor();
  for (const root of [{ profile: "kiosk" }, { profile: "", density: "child" }]) {
    await dress(page, root);
    expect(await page.evaluate(small, 56), JSON.stringify(root)).toEqual([]);
  }
});

test("an explicit mode wins over what the device prefers", async ({ page, signIn }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: "dark" });
  await signIn.open();
  expect(await ground()).toBe("rgb(15, 26, 28)");
  await dress(page, { mode: "light" });
  expect(await ground()).toBe("rgb(244, 246, 243)");
  await page.emulateMedia({ colorScheme: "light" });
  await dress(page, { mode: "dark" });
  expect(await ground()).toBe("rgb(15, 26, 28)");
  await dress(page, { mode: "contrast" });
  expect(await ground()).toBe("rgb(255, 255, 255)");
});

test.describe("an account page", () => {
  test.use({ colorScheme: "dark", contextOptions: { contrast: "more" } });

  test("passes every check in high contrast in the dark", async ({ page, signIn, account }) => {
    await signIn.open();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
    await expectAccessible(page, "account");
  });
});
