import { holdPart, ready, visit } from "../support/pages.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  const heading = (page, name) => page.getByRole("heading", { level: 1, name });
  const link = (page, name) => page.getByRole("banner").getByRole("link", { name, exact: true });

  test("Back and Forward show each page again", async ({ page }) => {
    await visit(page, words, "/");
    await link(page, words.contact.title).click();
    await expect(heading(page, words.contact.title)).toBeFocused();
    await link(page, words.services.title).click();
    await expect(heading(page, words.services.title)).toBeFocused();

    await page.goBack();
    await expect(heading(page, words.contact.title)).toBeFocused();
    await expect(page).toHaveURL(/\/contact(\?lang=en)?$/);
    await expect(page).toHaveTitle(new RegExp(`^${words.contact.title}`));
    await page.goBack();
    await expect(heading(page, words.home.heading)).toBeFocused();
    await page.goForward();
    await expect(heading(page, words.contact.title)).toBeFocused();
  });

  test("of two pages that were asked for, the last is shown", async ({ page }) => {
    await visit(page, words, "/");
    const release = await holdPart(page, "contact");
    await link(page, words.contact.title).click();
    await expect(page.getByText(words.opening)).toBeVisible();
    await expect(page).toHaveURL(/\/(\?lang=en)?$/);
    await link(page, words.services.title).click();
    await expect(heading(page, words.services.title)).toBeFocused();
    const late = page.waitForResponse("**/split_*contact*");
    release();
    await (await late).finished();
    await link(page, words.services.title).click();
    await expect(heading(page, words.services.title)).toBeVisible();
    await expect(page).toHaveURL(/\/services(\?lang=en)?$/);
    // The same page twice is one entry of the history.
    await page.goBack();
    await expect(heading(page, words.home.heading)).toBeVisible();
  });

  test("a page begins at its top", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 400 });
    await visit(page, words, "/");
    await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await link(page, words.contact.title).evaluate((found) => found.click());
    await expect(heading(page, words.contact.title)).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBeLessThan(100);
  });

  test("a link may be opened in another tab", async ({ page, context }) => {
    await visit(page, words, "/");
    const opened = context.waitForEvent("page");
    await link(page, words.contact.title).click({ modifiers: ["ControlOrMeta"] });
    const other = await opened;
    await ready(other);
    await expect(heading(other, words.contact.title)).toBeVisible();
    await expect(heading(page, words.home.heading)).toBeVisible();
  });
});
