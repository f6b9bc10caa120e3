import { visit } from "../support/pages.mjs";
import { SignInPage, AccountPage } from "../support/pages.mjs";
import { PUPIL, TEACHER } from "../support/roster.mjs";
import { expect, test } from "../support/test.mjs";

/** Another tab of the same browser. */
async function openTab({ context, server, words }) {
  const page = await context.newPage();
  return { page, signIn: new SignInPage(page, server, words), account: new AccountPage(page, words) };
}

test("each tab signs in by itself", async ({ signIn, account, context, server, words }) => {
  const second = await openTab({ context, server, words });
  await signIn.open();
  await second.signIn.open();
  await second.signIn.signIn(PUPIL);
  await expect(second.account.greeting(PUPIL)).toBeVisible();
  await signIn.signIn(PUPIL);
  await expect(account.greeting(PUPIL)).toBeVisible();
});

test("sign-out in one tab ends both", async ({ signIn, account, context, server, words, page }) => {
  await signIn.open();
  await signIn.signIn(TEACHER);
  await expect(account.greeting(TEACHER)).toBeVisible();
  const second = await openTab({ context, server, words });
  await visit(second.page, words, "/account");
  await expect(second.account.greeting(TEACHER)).toBeVisible();
  await account.signOut.click();
  await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
  // The tabs tell each other: nobody's data stay on show until somebody loads a page anew.
  await expect(second.page.getByText(words.signIn.signedOut)).toBeVisible();
  await expect(second.page.getByText(TEACHER.name)).toHaveCount(0);
});

test.describe("with one flow a browser", () => {
  test.use({ settings: { session: { flows_max: 1 } } });

  test("older tab renews its flow silently", async ({ signIn, account, context, server, words, watch }) => {
    watch.allow(/404.*\/steps\/password/);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.byComputer.check();
    await expect(signIn.page.getByText(words.challenge.solved)).toBeVisible();
    const second = await openTab({ context, server, words });
    await second.signIn.open();
    await second.signIn.picture.waitFor();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });
});
