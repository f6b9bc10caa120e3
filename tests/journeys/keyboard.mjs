import { PUPIL, TEACHER } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const STOPS_MAX = 30;

/** Presses Tab until the control has the focus, as somebody without a mouse does. */
async function tabTo(page, control) {
  await control.waitFor();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press("Tab");
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`no Tab leads to ${control}`);
}

inBothLanguages((words) => {
  test("pupil signs in by keyboard alone", async ({ signIn, account, page }) => {
    await signIn.open();
    await tabTo(page, signIn.account);
    await page.keyboard.type(PUPIL.account);
    await tabTo(page, signIn.password);
    await page.keyboard.type(PUPIL.password);
    const digits = await signIn.shownDigits();
    await tabTo(page, signIn.digits);
    await page.keyboard.type(digits);
    await page.keyboard.press("Enter");
    await expect(account.greeting(PUPIL)).toBeFocused();
    await tabTo(page, account.signOut);
    await page.keyboard.press("Enter");
    await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
  });

  test("teacher ticks both boxes by space", async ({ signIn, account, page }) => {
    await signIn.open();
    await tabTo(page, signIn.account);
    await page.keyboard.type(TEACHER.account);
    await tabTo(page, signIn.password);
    await page.keyboard.type(TEACHER.password);
    await tabTo(page, signIn.byComputer);
    await page.keyboard.press("Space");
    await tabTo(page, signIn.personal);
    await page.keyboard.press("Space");
    await tabTo(page, signIn.submit);
    await page.keyboard.press("Enter");
    await expect(account.greeting(TEACHER)).toBeFocused();
    await expect(account.facts.getByText(words.account.own)).toBeVisible();
  });

  test("skip link leads to the content", async ({ signIn, page }) => {
    await signIn.open();
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: words.skip });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await tabTo(page, signIn.account);
  });
});
