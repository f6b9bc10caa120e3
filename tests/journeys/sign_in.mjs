import { PUPIL, SCHOOL, TEACHER } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

inBothLanguages((words) => {
  test("pupil signs in by typing digits", async ({ signIn, account, page }) => {
    await signIn.open();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
    await expect(page).toHaveURL(/\/account(\?lang=en)?$/);
    await expect(page).toHaveTitle(`${words.account.title} – ${words.portal}`);
    for (const fact of [`${PUPIL.account}@mail.edu.tw`, words.account.pupil, SCHOOL.name, words.account.place]) {
      await expect(account.facts.getByText(fact).first()).toBeVisible();
    }
    await expect(account.facts.getByText(words.account.shared)).toBeVisible();
  });

  test("teacher lets the computer answer instead", async ({ signIn, account }) => {
    await signIn.open();
    await signIn.typeAccount(TEACHER);
    await signIn.byComputer.check();
    await expect(signIn.digits).toHaveCount(0);
    await signIn.submit.click();
    await expect(account.greeting(TEACHER)).toBeVisible();
    await expect(account.facts.getByText(words.account.teacher, { exact: true })).toBeVisible();
  });
});
