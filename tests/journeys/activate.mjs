import { LIN, NEW_PASSWORD, QUIET } from "../support/getting_back.mjs";
import { edupass } from "../support/programs.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

test.use({ settings: {} });

inBothLanguages((words) => {
  const { back } = words;

  test("disabled pupil activates by personal data", async ({ walk, signIn, account, page, watch }) => {
    watch.allow(/403.*\/steps\/password/);
    await signIn.open();
    await signIn.signIn(QUIET);
    await signIn.alert.getByRole("link", { name: back.titles.activate }).click();
    await expect(walk.heading).toHaveText(back.titles.activate);
    await page.getByRole("main").getByRole("link", { name: back.titles.activatePersonal }).click();
    await walk.at("school", 1, 4);
    await walk.prove(QUIET);
    await walk.at("password", 3, 4);
    await walk.setPassword();
    await walk.at("activated", 4, 4);
    await page.getByRole("main").getByRole("link", { name: back.signIn, exact: true }).click();
    await signIn.signIn({ ...QUIET, password: NEW_PASSWORD });
    await expect(account.greeting(QUIET)).toBeVisible();
  });

  test("disabled teacher activates by a code", async ({ walk, server, signIn, account, page }) => {
    await edupass(server.settings, "account", "disable", LIN.account);
    const password = `${NEW_PASSWORD}!`;
    await walk.setPasswordByCode("/activate/code", LIN, password);
    await walk.at("activated", 4, 4);
    await page.getByRole("main").getByRole("link", { name: back.signIn, exact: true }).click();
    await signIn.signIn({ ...LIN, password });
    await expect(account.greeting(LIN)).toBeVisible();
  });
});
