import { ready } from "../support/pages.mjs";
import { expect, test } from "../support/test.mjs";
import { WORDS } from "../support/words.mjs";

const { "zh-TW": zh, en } = WORDS;

for (const path of ["/nowhere", "/sign-in/extra", "/account.html"]) {
  test(`address ${path} is not found`, async ({ page, watch }) => {
    watch.allow(/404/);
    const answer = await page.goto(path);
    expect(answer.status()).toBe(404);
    expect(answer.headers()["cache-control"]).toBe("no-store");
    await expect(page.getByRole("heading", { name: zh.notFound.title })).toBeVisible();
    await expect(page.getByRole("heading", { name: en.notFound.title })).toBeVisible();
  });
}

test("lost visitor finds the way home", async ({ page, watch }) => {
  watch.allow(/404/);
  await page.goto("/nowhere");
  await page.getByRole("link", { name: "home page" }).click();
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(en.home.heading);
});
