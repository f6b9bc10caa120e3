import { LIN, NEW_PASSWORD } from "../support/getting_back.mjs";
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

  test.describe("after a change that somebody else made", () => {
    test.use({ settings: {} });

    test("owner's press stops every other change", async ({ walk, server, page, watch }) => {
      watch.allow(/4\d\d.*\/steps\/code/);
      await walk.setPasswordByCode("/forgot-password/code", LIN, `${NEW_PASSWORD}!`);
      await walk.at("done", 4, 4);
      const { hash } = new URL(await linkInNotice(server, LIN.mail));
      await page.goto(`/not-me?lang=${words.language}${hash}`);
      await page.getByRole("button", { name: back.titles.notMe }).click();
      await expect(page.getByText(back.notMeDone)).toBeVisible();
      const codes = (await server.outbox.messages()).length;
      await walk.askForCode("/forgot-password/code", LIN.account);
      await walk.code.fill("123456");
      await walk.button(back.check).click();
      await expect(walk.alert.getByRole("link", { name: back.codeWrong })).toBeVisible();
      expect((await server.outbox.messages()).length).toBe(codes);
    });
  });
});

/** The link of the newest notice to an address. */
async function linkInNotice(server, to) {
  let link;
  await expect(async () => {
    const messages = await server.outbox.messages();
    [link] = messages.find((message) => message.to.includes(to) && message.text.includes("/not-me#")).text.match(/https?:\S+/);
  }).toPass({ timeout: 10_000 });
  return link;
}
