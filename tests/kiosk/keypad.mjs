// Keys on the screen for fields of digits (experience.md K12).
import { Attendant, KIOSK } from "../support/attendant.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

test.use({ settings: { device: { ...KIOSK.device, keypad: true } } });

inBothLanguages((words) => {
  test("keys type where the caret is, and leave the focus there", async ({ page, signIn }) => {
    const attendant = new Attendant(page, words);
    const key = (name) => attendant.keypad.getByRole("button", { name, exact: true });
    await signIn.open();
    await signIn.picture.waitFor();
    await attendant.finish.waitFor();
    await expect(attendant.keypad).toBeHidden();
    await signIn.digits.focus();
    await expect(attendant.keypad).toBeVisible();
    for (const digit of ["4", "0", "7"]) await key(digit).click();
    await expect(signIn.digits).toHaveValue("407");
    await expect(signIn.digits).toBeFocused();
    await key(attendant.say.keypad.erase).click();
    await expect(signIn.digits).toHaveValue("40");
    await signIn.digits.evaluate((field) => field.setSelectionRange(1, 1));
    await key("9").click();
    await expect(signIn.digits).toHaveValue("490");
    await signIn.account.focus();
    await expect(attendant.keypad).toBeHidden();
  });
});

test("field stays in sight above the keys", async ({ page, signIn, words }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  const attendant = new Attendant(page, words);
  await signIn.open();
  await attendant.finish.waitFor();
  await signIn.digits.focus();
  await expect(attendant.keypad).toBeVisible();
  await expect(async () => {
    const [field, keys] = [await signIn.digits.boundingBox(), await attendant.keypad.boundingBox()];
    expect(field.y + field.height).toBeLessThanOrEqual(keys.y);
  }).toPass();
});
