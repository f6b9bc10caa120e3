import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

/** Tells the test what the page's player does; it plays as ever. */
async function listen(page) {
  const heard = [];
  await page.exposeFunction("heard", (event) => heard.push(event));
  await page.addInitScript(() => {
    const Player = globalThis.Audio;
    globalThis.Audio = class extends Player {
      constructor(source) {
        super(source);
        for (const event of ["playing", "ended", "error"]) this.addEventListener(event, () => globalThis.heard(event));
      }
    };
  });
  return heard;
}

inBothLanguages((words) => {
  test("digits are spoken to the end", async ({ signIn, account, page }) => {
    const heard = await listen(page);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await signIn.picture.waitFor();
    const fetched = page.waitForResponse(/\/challenge\/audio\?lang=/);
    await signIn.play.click();
    const answer = await fetched;
    expect(answer.headers()["content-type"]).toBe("audio/wav");
    expect(new URL(answer.url()).searchParams.get("lang")).toBe(words.language);
    await expect(page.getByText(words.challenge.playing)).toBeVisible();
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(["playing", "ended"]);
    await expect(signIn.play).toBeFocused();
    await signIn.typeDigits();
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("audio that fails offers other ways", async ({ signIn, page, watch }) => {
    watch.allow(/ERR_FAILED.*\/challenge\/audio/);
    await page.route("**/challenge/audio?*", (route) => route.abort());
    await signIn.open();
    await signIn.picture.waitFor();
    await signIn.play.click();
    await expect(page.getByText(words.challenge.playFailed)).toBeVisible();
  });
});
