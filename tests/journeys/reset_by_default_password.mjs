import { MING, NEW_PASSWORD, issueDefaultPassword } from "../support/getting_back.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const PATH = "/forgot-password/default-password";

test.use({ settings: {} });

inBothLanguages((words) => {
  const { back } = words;

  test("pupil resets by the default password", async ({ walk, server, signIn, account, page, watch }) => {
    watch.allow(/4\d\d.*\/steps\/default-password/);
    const slip = await issueDefaultPassword(server, MING.account);
    await walk.open(PATH);
    await walk.account.fill(MING.account);
    await walk.defaultPassword.fill("WRONG-ONE1");
    await walk.typeDigits();
    await walk.next.click();
    await expect(walk.alert.getByRole("link", { name: back.defaultWrong })).toBeVisible();
    await expect(walk.account).toHaveValue(MING.account);
    await walk.defaultPassword.fill(` ${slip.toLowerCase()} `);
    await walk.typeDigits();
    await walk.next.click();
    await walk.at("password", 2, 3);
    await walk.setPassword();
    await walk.at("done", 3, 3);
    await page.getByRole("main").getByRole("link", { name: back.signIn, exact: true }).click();
    await signIn.signIn({ ...MING, password: NEW_PASSWORD });
    await expect(account.greeting(MING)).toBeVisible();
  });
});
