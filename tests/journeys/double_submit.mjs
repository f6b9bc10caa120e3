import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const STEP = "**/steps/password";

/** Holds requests back at the network's edge, and counts them. */
async function hold(page) {
  let count = 0;
  let release;
  const released = new Promise((done) => (release = done));
  await page.route(STEP, async (route) => {
    count += 1;
    await released;
    await route.continue();
  });
  return { release, count: () => count };
}

inBothLanguages((words) => {
  test("two activations send one request", async ({ signIn, account, page }) => {
    const held = await hold(page);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.typeDigits();
    await signIn.submit.dblclick();
    await expect(signIn.submit).toHaveAttribute("aria-disabled", "true");
    await expect(signIn.submit).toBeFocused();
    await page.keyboard.press("Enter");
    await signIn.password.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: words.signIn.sending })).toHaveCount(1);
    held.release();
    await expect(account.greeting(PUPIL)).toBeVisible();
    expect(held.count()).toBe(1);
  });
});
