import { LIN, NEW_PASSWORD, WalkPage, newestCode } from "../support/getting_back.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const PATH = "/forgot-password/code";

test.use({ settings: {} });

inBothLanguages((words) => {
  const { back } = words;

  test("of two tabs, the newer has the code that counts", async ({ walk, context, server, watch, page }) => {
    watch.allow(/4\d\d.*\/steps\/(code|new-password)/);
    await walk.askForCode(PATH, LIN.account);
    const older = await newestCode(server, LIN.mail);
    const second = new WalkPage(await context.newPage(), server, words);
    await second.askForCode(PATH, LIN.account);
    await expect.poll(() => newestCode(server, LIN.mail)).not.toBe(older);

    await walk.code.fill(older);
    await walk.button(back.check).click();
    await expect(walk.alert).toBeVisible();
    await second.code.fill(await newestCode(server, LIN.mail));
    await second.button(back.check).click();
    await second.at("password", 3, 4);
    await second.setPassword(`${NEW_PASSWORD}!`);
    await second.at("done", 4, 4);
    // The first tab still says what to do.
    await expect(walk.alert).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(back.headings.code);
  });
});
