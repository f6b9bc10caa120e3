import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const WHOLE = `${PUPIL.account}@mail.edu.tw`;

/** The same text as a Chinese keyboard in full-width mode types it. */
function fullWidth(text) {
  return text.replace(/[!-~]/g, (letter) => String.fromCodePoint(letter.codePointAt(0) + 0xfee0));
}

/** Puts a text on the clipboard as people do: out of a field. */
async function cut(field, text) {
  await field.fill(text);
  await field.press("ControlOrMeta+a");
  await field.press("ControlOrMeta+x");
}

test("suffix typed by hand is tolerated", async ({ signIn, account }) => {
  await signIn.open();
  await signIn.account.pressSequentially(WHOLE);
  await signIn.password.fill(PUPIL.password);
  await signIn.typeDigits();
  await signIn.submit.click();
  await expect(account.greeting(PUPIL)).toBeVisible();
});

test("everything pasted is taken along", async ({ signIn, account }) => {
  await signIn.open();
  await cut(signIn.account, PUPIL.password);
  await signIn.password.press("ControlOrMeta+v");
  await cut(signIn.account, await signIn.shownDigits());
  await signIn.digits.press("ControlOrMeta+v");
  await cut(signIn.account, `  ${WHOLE} `);
  await signIn.account.press("ControlOrMeta+v");
  await expect(signIn.password).toHaveValue(PUPIL.password);
  await signIn.submit.click();
  await expect(account.greeting(PUPIL)).toBeVisible();
});

test("full-width letters and digits are folded", async ({ signIn, account }) => {
  await signIn.open();
  await signIn.account.pressSequentially(fullWidth(PUPIL.account.toUpperCase()));
  await expect(signIn.account).toHaveValue(PUPIL.account.toUpperCase());
  await signIn.password.fill(PUPIL.password);
  const digits = await signIn.shownDigits();
  await signIn.digits.pressSequentially(fullWidth(digits));
  await expect(signIn.digits).toHaveValue(digits);
  await signIn.submit.click();
  await expect(account.greeting(PUPIL)).toBeVisible();
});

inBothLanguages((words) => {
  test("another domain is named as wrong", async ({ signIn, page }) => {
    await signIn.open();
    await signIn.typeAccount({ account: "somebody@example.com", password: "irrelevant1" });
    await signIn.typeDigits();
    await signIn.submit.click();
    const summary = signIn.alert.filter({ hasText: words.mend(1) });
    await expect(summary.getByRole("link", { name: words.wrong.otherDomain })).toBeVisible();
    await expect(signIn.account).toHaveAccessibleDescription(new RegExp(words.wrong.otherDomain));
    await expect(page).toHaveURL(/\/sign-in/);
  });
});
