import { FORGETFUL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  test("eye shows the password until sent", async ({ signIn, page, watch }) => {
    watch.allow(/422.*\/steps\/password/);
    await signIn.open();
    await signIn.typeAccount(FORGETFUL);
    await expect(signIn.password).toHaveAttribute("type", "password");
    await signIn.eye.click();
    await expect(signIn.password).toHaveAttribute("type", "text");
    await expect(page.getByRole("button", { name: words.signIn.hide })).toBeFocused();
    await expect(signIn.password).toHaveValue(FORGETFUL.password);
    const digits = await signIn.shownDigits();
    await signIn.digits.fill(digits === "123" ? "321" : "123");
    await signIn.submit.click();
    await expect(signIn.alert.getByText(words.wrong.digits)).toBeVisible();
    await expect(signIn.password).toHaveAttribute("type", "password");
    await expect(signIn.password).toHaveValue(FORGETFUL.password);
  });

  test("Caps Lock is told in words", async ({ signIn, page }) => {
    await signIn.open();
    await signIn.password.focus();
    // Playwright's keyboard has no Caps Lock that stays on.
    await signIn.password.dispatchEvent("keyup", { key: "A", modifierCapsLock: true });
    await expect(page.getByRole("status").filter({ hasText: words.signIn.capsLock })).toBeVisible();
    await page.keyboard.press("a");
    await expect(page.getByText(words.signIn.capsLock)).toHaveCount(0);
  });
});
