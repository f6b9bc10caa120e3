import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  test("empty form names every field", async ({ signIn, page }) => {
    await signIn.open();
    await signIn.picture.waitFor();
    await signIn.submit.click();
    const summary = signIn.alert.filter({ hasText: words.mend(3) });
    await expect(summary).toBeFocused();
    await expect(summary.getByRole("listitem")).toHaveText([
      words.wrong.noAccount,
      words.wrong.noPassword,
      words.wrong.noDigits,
    ]);
    const fields = [signIn.account, signIn.password, signIn.digits];
    for (const [at, field] of fields.entries()) {
      await summary.getByRole("link").nth(at).click();
      await expect(field).toBeFocused();
      await expect(field).toHaveAttribute("aria-invalid", "true");
    }
    await expect(page).toHaveTitle(new RegExp(`^${words.errorPrefix}`));
  });

  test("leaving a field judges nothing", async ({ signIn, page }) => {
    await signIn.open();
    await signIn.account.focus();
    await page.keyboard.press("Tab");
    await expect(signIn.account).not.toBeFocused();
    await expect(signIn.account).toHaveAttribute("aria-invalid", "false");
    await expect(signIn.alert).toHaveCount(0);
  });
});
