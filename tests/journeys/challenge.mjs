import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

/** Digits that are not the ones in the picture. */
const others = (digits) => digits.replace(/./g, (digit) => String((Number(digit) + 1) % 10));

const FIVE_MINUTES = 300;

inBothLanguages((words) => {
  test("wrong digits keep everything else", async ({ signIn, account, watch }) => {
    watch.allow(/422.*\/steps\/password/);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.personal.check();
    await signIn.digits.fill(others(await signIn.shownDigits()));
    const before = await signIn.picture.getAttribute("src");
    await signIn.submit.click();
    await expect(signIn.alert.getByRole("link", { name: words.wrong.digits })).toBeVisible();
    await expect(signIn.digits).toBeFocused();
    await expect(signIn.digits).toHaveValue("");
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await expect(signIn.password).toHaveValue(PUPIL.password);
    await expect(signIn.personal).toBeChecked();
    expect(await signIn.picture.getAttribute("src")).not.toBe(before);
    await signIn.typeDigits();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("expired challenge asks for digits only", async ({ signIn, account, server, watch }) => {
    watch.allow(/422.*\/steps\/password/);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.typeDigits();
    await server.letTimePass(FIVE_MINUTES + 1);
    await signIn.submit.click();
    await expect(signIn.alert.getByRole("link", { name: words.wrong.digitsExpired })).toBeVisible();
    await expect(signIn.digits).toBeFocused();
    await expect(signIn.password).toHaveValue(PUPIL.password);
    await signIn.typeDigits();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("next picture keeps what is typed", async ({ signIn, account, page }) => {
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.personal.check();
    const before = await signIn.picture.getAttribute("src");
    await signIn.next.click();
    await expect(page.getByText(words.challenge.renewed)).toBeVisible();
    await expect(signIn.picture).not.toHaveAttribute("src", before);
    await expect(signIn.next).toBeFocused();
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await expect(signIn.password).toHaveValue(PUPIL.password);
    await expect(signIn.personal).toBeChecked();
    await signIn.typeDigits();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("old picture renews itself on return", async ({ signIn, page }) => {
    await page.clock.install();
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.picture.waitFor();
    const before = await signIn.picture.getAttribute("src");
    await page.clock.fastForward(FIVE_MINUTES * 1000);
    // On a shared computer it is asked by then whether somebody is still there.
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await signIn.digits.focus();
    await expect(signIn.picture).not.toHaveAttribute("src", before);
    await expect(page.getByText(words.challenge.renewed)).toBeVisible();
    await expect(signIn.digits).toBeFocused();
    await expect(signIn.account).toHaveValue(PUPIL.account);
  });
});

test.describe("with one new picture a form", () => {
  test.use({ settings: { challenge: { refreshes_max: 1 } } });

  inBothLanguages((words) => {
    test("computer helps when pictures run out", async ({ signIn, account, page, watch }) => {
      watch.allow(/429.*\/challenge/);
      await signIn.open();
      await signIn.typeAccount(PUPIL);
      // There is no next picture before the first one.
      await signIn.picture.waitFor();
      await signIn.next.click();
      await expect(page.getByText(words.challenge.renewed)).toBeVisible();
      await signIn.next.click();
      await expect(page.getByText(words.challenge.exhausted)).toBeVisible();
      await signIn.byComputer.check();
      await expect(page.getByText(words.challenge.solved)).toBeVisible();
      await signIn.submit.click();
      await expect(account.greeting(PUPIL)).toBeVisible();
    });
  });
});
