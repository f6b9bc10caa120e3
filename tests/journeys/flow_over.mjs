import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const FLOW_SECONDS = 15 * 60;

inBothLanguages((words) => {
  test("expired flow renews and keeps everything", async ({ signIn, account, server, watch }) => {
    watch.allow(/410.*\/steps\/password/);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.personal.check();
    await signIn.typeDigits();
    await server.letTimePass(FLOW_SECONDS + 1);
    await signIn.submit.click();
    await expect(signIn.alert.getByRole("link", { name: words.wrong.digitsRenewed })).toBeVisible();
    await expect(signIn.digits).toBeFocused();
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await expect(signIn.password).toHaveValue(PUPIL.password);
    await expect(signIn.personal).toBeChecked();
    await signIn.typeDigits();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });
});

test("expired flow renews without a word", async ({ signIn, account, page, server, watch, words }) => {
  watch.allow(/410.*\/steps\/password/);
  await signIn.open();
  await signIn.typeAccount(PUPIL);
  await signIn.byComputer.check();
  await expect(page.getByText(words.challenge.solved)).toBeVisible();
  await server.letTimePass(FLOW_SECONDS + 1);
  await signIn.submit.click();
  await expect(account.greeting(PUPIL)).toBeVisible();
});

test("next picture of an expired flow", async ({ signIn, account, server, watch }) => {
  watch.allow(/410.*\/challenge/);
  await signIn.open();
  await signIn.typeAccount(PUPIL);
  await signIn.picture.waitFor();
  const before = await signIn.picture.getAttribute("src");
  await server.letTimePass(FLOW_SECONDS + 1);
  await signIn.next.click();
  await expect(signIn.picture).not.toHaveAttribute("src", before);
  await signIn.typeDigits();
  await signIn.submit.click();
  await expect(account.greeting(PUPIL)).toBeVisible();
});
