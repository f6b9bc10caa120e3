import { expect, inBothLanguages, test } from "../support/test.mjs";
import { visit } from "../support/pages.mjs";

inBothLanguages((words) => {
  const { back } = words;

  test("link's token leaves the address at once", async ({ page, watch }) => {
    watch.allow(/4\d\d.*\/disavowals/);
    await page.goto(`/not-me?lang=${words.language}#${"A".repeat(43)}`);
    const press = page.getByRole("button", { name: back.titles.notMe });
    await expect(press).toBeVisible();
    expect(page.url()).not.toContain("#");
    await press.click();
    await expect(page.getByRole("alert").filter({ hasText: back.linkInvalid })).toBeFocused();
  });

  test("page without a token says so", async ({ page }) => {
    await visit(page, words, "/not-me");
    await expect(page.getByText(back.linkInvalid)).toBeVisible();
  });
});
