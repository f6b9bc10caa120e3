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
});
