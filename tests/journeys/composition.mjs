import { Composer } from "../support/composer.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

/** A word in full-width letters, as a Zhuyin keyboard composes it when it is in its Latin mode. */
const FULL_WIDTH = ["ｔ", "ｔｅ", "ｔｅｓｔ"];

inBothLanguages((words) => {
  test("composition is left alone, then folded", async ({ signIn, page }) => {
    await signIn.open();
    await signIn.account.focus();
    const composer = await Composer.in(page, signIn.account);
    for (const text of FULL_WIDTH) {
      await composer.compose(text);
      await expect(signIn.account).toHaveValue(text);
    }
    await composer.commit(FULL_WIDTH.at(-1));
    await expect(signIn.account).toHaveValue("test");
    expect(await composer.starts()).toBe(1);
    await expect(signIn.account).toBeFocused();
    await page.keyboard.type(PUPIL.account.slice(4));
    await expect(signIn.account).toHaveValue(PUPIL.account);
  });

  test("Enter in a composition sends nothing", async ({ signIn, page }) => {
    const sent = [];
    page.on("request", (request) => request.url().includes("/steps/") && sent.push(request.url()));
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.typeDigits();
    await signIn.account.fill("");
    const composer = await Composer.in(page, signIn.account);
    await composer.compose("ㄊㄞ");
    await composer.pressInComposition("Enter");
    await composer.commit("臺");
    await expect(signIn.account).toHaveValue("臺");
    await expect(page.getByText(words.signIn.chineseInput)).toBeVisible();
    await expect(signIn.alert).toHaveCount(0);
    expect(sent).toEqual([]);
  });
});
