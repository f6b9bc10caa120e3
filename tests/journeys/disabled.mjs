import { DISABLED } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  test("disabled account is shown the way on", async ({ signIn, page, watch }) => {
    watch.allow(/403.*\/steps\/password/);
    await signIn.open();
    await signIn.signIn(DISABLED);
    const notice = signIn.alert.filter({ hasText: words.failure.disabled });
    await expect(notice).toBeFocused();
    await expect(page).toHaveTitle(new RegExp(`^${words.errorPrefix}`));
    await expect(signIn.account).toHaveValue(DISABLED.account);
    await expect(signIn.password).toHaveValue("");
    await notice.getByRole("link", { name: words.failure.helpPage }).click();
    await expect(page.getByRole("heading", { name: words.contact.disabled })).toBeVisible();
  });

  test("wrong password never tells of disabling", async ({ signIn, watch }) => {
    watch.allow(/401.*\/steps\/password/);
    await signIn.open();
    await signIn.signIn({ ...DISABLED, password: "guessed-wrong-1" });
    await expect(signIn.alert.getByRole("link", { name: words.wrong.mismatch })).toBeVisible();
    await expect(signIn.page.getByText(words.failure.disabled)).toHaveCount(0);
  });
});
