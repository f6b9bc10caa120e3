import { visit } from "../support/pages.mjs";
import { expectAccessible } from "../support/axe.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, test } from "../support/test.mjs";

/** Runs in the page: controls whose edge is gone. */
function edgeless() {
  const isBordered = (style) =>
    ["Top", "Right", "Bottom", "Left"].every((side) =>
      style[`border${side}Style`] !== "none" && Number.parseFloat(style[`border${side}Width`]) > 0);
  return [...document.querySelectorAll("form input:not([type=checkbox]), form button[type=submit]")]
    .filter((element) => !isBordered(getComputedStyle(element)) && !isBordered(getComputedStyle(element.parentElement)))
    .map(({ outerHTML }) => outerHTML.slice(0, 80));
}

test.describe("with forced colours", () => {
  test.use({ contextOptions: { forcedColors: "active" } });

  test("controls keep edges and focus ring", async ({ page, signIn }) => {
    await signIn.open();
    await signIn.picture.waitFor();
    expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
    expect(await page.evaluate(edgeless)).toEqual([]);
    await signIn.account.focus();
    await page.keyboard.press("Tab");
    const outline = await signIn.password.evaluate((input) => getComputedStyle(input).outlineStyle);
    expect(outline).not.toBe("none");
    await expectAccessible(page, "forced colours");
  });

  test("errors are more than a colour", async ({ page, signIn }) => {
    await signIn.open();
    await signIn.picture.waitFor();
    await signIn.submit.click();
    await expect(signIn.alert).toBeFocused();
    const icons = await page.locator("[id$=-error] svg").count();
    expect(icons).toBe(3);
    await expectAccessible(page, "forced colours, errors");
  });
});

test.describe("with reduced motion", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  test("nothing moves for long", async ({ page, signIn }) => {
    await page.route("**/steps/password", () => {});
    await signIn.open();
    await signIn.signIn(PUPIL);
    await expect(signIn.submit).toHaveAttribute("aria-disabled", "true");
    const moving = await page.evaluate(() =>
      document.getAnimations().map(({ effect }) => {
        const { duration, iterations } = effect.getComputedTiming();
        return { on: effect.target.className, duration, iterations };
      }));
    expect(moving.filter(({ duration, iterations }) => duration * iterations > 1000)).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior)).toBe("auto");
  });
});

test.describe("with more contrast", () => {
  test.use({ contextOptions: { contrast: "more" } });

  test("more contrast passes every check", async ({ page, signIn }) => {
    await signIn.open();
    await signIn.picture.waitFor();
    await expectAccessible(page, "more contrast");
  });
});

test("text at twice the size fits", async ({ page, words }) => {
  for (const screen of ["/", "/sign-in", "/services", "/contact"]) {
    await visit(page, words, screen);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(":root { font-size: 200% !important; }");
      document.adoptedStyleSheets = [sheet];
    });
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return { scrollWidth, clientWidth };
    });
    expect(scrollWidth, screen).toBeLessThanOrEqual(clientWidth);
  }
});
