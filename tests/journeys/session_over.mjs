import { address, ready } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const IDLE_SECONDS = 10 * 60;

inBothLanguages((words) => {
  test("idle session leads back to sign-in", async ({ signIn, account, page, server, watch }) => {
    watch.allow(/401.*\/session/);
    await signIn.open();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
    await server.letTimePass(IDLE_SECONDS + 1);
    await page.reload();
    await expect(page.getByText(words.signIn.timedOut)).toBeVisible();
    await expect(page.getByText(PUPIL.name)).toHaveCount(0);
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("account page asks strangers to sign in", async ({ signIn, page, watch }) => {
    watch.allow(/401.*\/session/);
    await page.goto(address(words, "/account"));
    await expect(page.getByText(words.signIn.first)).toBeVisible();
    await expect(signIn.heading).toHaveText(words.signIn.title);
    await expect(page).toHaveTitle(`${words.signIn.title} – ${words.portal}`);
  });

  test("signed-in visitor skips the sign-in form", async ({ signIn, account, page, watch }) => {
    watch.allow(/409.*\/flows\/login/);
    await signIn.open();
    await signIn.signIn(PUPIL);
    await expect(account.greeting(PUPIL)).toBeVisible();
    await page.goto(address(words, "/sign-in"));
    await ready(page);
    await expect(account.greeting(PUPIL)).toBeVisible();
  });
});
