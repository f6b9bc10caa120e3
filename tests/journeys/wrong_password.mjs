import { FORGETFUL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  test("wrong password is explained, then corrected", async ({ signIn, account, page, watch }) => {
    watch.allow(/401.*\/steps\/password/);
    await signIn.open();
    await signIn.personal.check();
    await signIn.signIn({ ...FORGETFUL, password: "not-the-one-9" });

    const summary = signIn.alert.filter({ hasText: words.mend(1) });
    await expect(summary).toBeFocused();
    await expect(page).toHaveTitle(`${words.errorPrefix}${words.signIn.title} – ${words.portal}`);
    await expect(signIn.password).toHaveValue("");
    await expect(signIn.account).toHaveValue(FORGETFUL.account);
    await expect(signIn.personal).toBeChecked();
    await expect(signIn.password).toHaveAttribute("aria-invalid", "true");
    await expect(signIn.account).toHaveAttribute("aria-invalid", "false");
    await expect(signIn.password).toHaveAccessibleDescription(new RegExp(`^${words.errorPrefix}\\s?${words.wrong.mismatch}$`));

    await summary.getByRole("link", { name: words.wrong.mismatch }).click();
    await expect(signIn.password).toBeFocused();
    await page.keyboard.type(FORGETFUL.password);
    await signIn.typeDigits();
    await page.keyboard.press("Enter");
    await expect(account.greeting(FORGETFUL)).toBeVisible();
    await expect(page).toHaveTitle(`${words.account.title} – ${words.portal}`);
  });

  test("unknown account reads the same", async ({ signIn, watch }) => {
    watch.allow(/401.*\/steps\/password/);
    await signIn.open();
    await signIn.signIn({ account: "nobody.here", password: "whatever-it-is-4" });
    await expect(signIn.alert.getByRole("link", { name: words.wrong.mismatch })).toBeVisible();
    await expect(signIn.account).toHaveValue("nobody.here");
  });
});
