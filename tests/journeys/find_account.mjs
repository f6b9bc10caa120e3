import { MING } from "../support/getting_back.mjs";
import { visit } from "../support/pages.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  const { back } = words;

  test("account is found and told in part", async ({ walk, page }) => {
    await visit(page, words, "/");
    await page.getByText(back.menu, { exact: true }).click();
    await page.getByRole("navigation").getByRole("link", { name: back.titles.find }).click();
    await walk.at("id", 1, 2);
    await walk.idNumber.fill(MING.id_number);
    await walk.typeDigits();
    await walk.button(back.lookUp).click();
    await walk.at("found", 2, 2);
    await expect(page.getByText(back.hasOne)).toBeVisible();
    await expect(page.getByRole("main")).toContainText(/p\*+.*@mail\.edu\.tw/);
    await expect(page.getByText(MING.account)).toHaveCount(0);
    await page.getByRole("main").getByRole("link", { name: back.titles.personal }).click();
    await walk.at("school", 1, 4);
  });

  test("no account leads to applying", async ({ walk, page }) => {
    await walk.open("/find-account");
    await walk.idNumber.fill("A100000001");
    await walk.typeDigits();
    await walk.button(back.lookUp).click();
    await walk.at("found", 2, 2);
    await expect(page.getByText(back.none)).toBeVisible();
  });
});
