import { LIN, NEW_PASSWORD, newestCode } from "../support/getting_back.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const PATH = "/forgot-password/code";
test.use({ settings: {} });

inBothLanguages((words) => {
  const { back } = words;

  test("teacher resets the password by a code", async ({ walk, server, signIn, account, page }) => {
    await walk.askForCode(PATH, LIN.account);
    const code = await newestCode(server, LIN.mail);
    await walk.code.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
    await walk.button(back.check).click();
    await walk.at("password", 3, 4);
    await walk.setPassword(`${NEW_PASSWORD}!`);
    await walk.at("done", 4, 4);
    await page.getByRole("main").getByRole("link", { name: back.signIn, exact: true }).click();
    await signIn.signIn({ ...LIN, password: `${NEW_PASSWORD}!` });
    await expect(account.greeting(LIN)).toBeVisible();
  });

  test("wrong code is explained, then corrected", async ({ walk, server, watch }) => {
    watch.allow(/4\d\d.*\/steps\/code/);
    await walk.askForCode(PATH, LIN.account);
    const code = await newestCode(server, LIN.mobile);
    await walk.code.fill("12345");
    await walk.button(back.check).click();
    await expect(walk.alert.getByRole("link", { name: back.codeMalformed })).toBeVisible();
    await walk.code.fill(code === "123456" ? "654321" : "123456");
    await walk.button(back.check).click();
    await expect(walk.alert.getByRole("link", { name: back.codeWrong })).toBeVisible();
    await walk.code.fill(code);
    await walk.button(back.check).click();
    await walk.at("password", 3, 4);
  });

  test("unknown account reads the same, and what to do is told", async ({ walk, page }) => {
    await walk.askForCode(PATH, "nobody.here");
    await page.getByRole("link", { name: back.notReceived }).click();
    await walk.at("notReceived", 2, 4);
    await expect(page.getByRole("main").getByRole("link", { name: back.titles.personal })).toBeVisible();
    await page.getByRole("link", { name: back.codeBack }).click();
    await walk.at("code", 2, 4);
  });
});

test.describe("without a long wait", () => {
  test.use({ settings: { recovery: { code_resend_seconds: 2 } } });

  test("newer code kills the older", async ({ walk, server, watch, words }) => {
    const { back } = words;
    watch.allow(/4\d\d.*\/steps\/code/);
    await walk.askForCode(PATH, LIN.account);
    const older = await newestCode(server, LIN.mail);
    const another = walk.button(back.another);
    await expect(another).toHaveAttribute("aria-disabled", "true");
    await expect(another).toHaveAttribute("aria-disabled", "false");
    await another.click();
    await expect(walk.page.getByText(back.sentAgain)).toBeVisible();
    await expect.poll(() => newestCode(server, LIN.mail)).not.toBe(older);
    await walk.code.fill(older);
    await walk.button(back.check).click();
    await expect(walk.alert).toBeVisible();
    await walk.code.fill(await newestCode(server, LIN.mail));
    await walk.button(back.check).click();
    await walk.at("password", 3, 4);
  });
});
