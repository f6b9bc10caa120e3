// Nobody is there any more (experience.md K3): the warning, and the end. The clock jumps; the code is
// what people get.
import { Attendant, attendantWords, calm, enter, MINUTE_MS, SHARED_IDLE_MS, WARNING_MS } from "../support/attendant.mjs";
import { address, SignInPage } from "../support/pages.mjs";
import { PUPIL, TEACHER } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

test.use({ settings: calm({}) });
test.beforeEach(({ context }) => context.clock.install());

/** A page on which somebody has typed, and then does nothing. */
async function type({ page, signIn, words }) {
  const attendant = new Attendant(page, words);
  await signIn.open();
  await signIn.typeAccount(PUPIL);
  await attendant.finish.waitFor();
  return attendant;
}

const countRequests = (page, path) => {
  const seen = [];
  page.on("request", (request) => request.url().endsWith(path) && seen.push(request.method()));
  return seen;
};

inBothLanguages((words) => {
  test("warning counts down, and a key continues", async ({ page, signIn }) => {
    const attendant = await type({ page, signIn, words });
    await attendant.pass(SHARED_IDLE_MS - 5000);
    await expect(attendant.warning).toBeHidden();
    await attendant.pass(6000);
    await expect(attendant.warning).toBeVisible();
    await expect(attendant.stay).toBeFocused();
    await attendant.pass(10_000);
    await expect(attendant.count).toHaveText(/\b(1[789]|20)\b/);
    await page.keyboard.press("x");
    await expect(attendant.warning).toBeHidden();
    // The key answered the warning: it was not typed, and nothing that was is lost.
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await expect(signIn.password).toHaveValue(PUPIL.password);
  });

  test("what was typed is gone when the time is up", async ({ page, signIn }) => {
    const attendant = await type({ page, signIn, words });
    const cleared = page.waitForResponse("**/session/clear");
    await attendant.pass(SHARED_IDLE_MS + 1000);
    await expect(attendant.warning).toBeVisible();
    await attendant.pass(WARNING_MS);
    await expect(page.getByText(attendant.say.idle)).toBeVisible();
    await expect(signIn.account).toHaveValue("");
    await expect(signIn.password).toHaveValue("");
    expect(await (await cleared).headerValue("clear-site-data")).toContain('"cache", "storage"');
    await expect(page).toHaveURL(address(words, "/sign-in"));
  });
});

for (const [how, answer] of [
  ["Escape", (attendant) => attendant.page.keyboard.press("Escape")],
  ["a tap beside it", (attendant) => attendant.page.mouse.click(5, 5)],
  ["its button", (attendant) => attendant.stay.click()],
]) {
  test(`${how} continues as often as one likes`, async ({ page, signIn, words }) => {
    const attendant = await type({ page, signIn, words });
    for (let times = 0; times < 3; times += 1) {
      await attendant.pass(SHARED_IDLE_MS + 1000);
      await expect(attendant.warning).toBeVisible();
      await answer(attendant);
      await expect(attendant.warning).toBeHidden();
    }
    await expect(signIn.account).toHaveValue(PUPIL.account);
  });
}

test("mouse that only moves answers nothing", async ({ page, signIn, words }) => {
  const attendant = await type({ page, signIn, words });
  await attendant.pass(SHARED_IDLE_MS + 1000);
  await expect(attendant.warning).toBeVisible();
  await page.mouse.move(200, 300);
  await page.mouse.move(5, 5, { steps: 4 });
  await attendant.pass(1000);
  await expect(attendant.warning).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(attendant.warning).toBeHidden();
});

test("focus stays inside the warning", async ({ page, signIn, words }) => {
  const attendant = await type({ page, signIn, words });
  await attendant.pass(SHARED_IDLE_MS + 1000);
  await expect(attendant.stay).toBeFocused();
  await signIn.account.evaluate((field) => field.focus());
  await expect(attendant.stay).toBeFocused();
});

test("screen reader hears steps, and no seconds", async ({ page, signIn, words }) => {
  const attendant = await type({ page, signIn, words });
  await attendant.pass(SHARED_IDLE_MS + 100);
  const status = attendant.warning.getByRole("status");
  await status.evaluate((region) => {
    globalThis.heard = [];
    new MutationObserver(() => globalThis.heard.push(region.textContent)).observe(region, { subtree: true, characterData: true, childList: true });
  });
  await page.clock.runFor(29_000);
  const heard = await page.evaluate(() => globalThis.heard);
  expect(heard.map((text) => text.match(/\d+/)[0])).toEqual(["20", "10"]);
});

test("session ends with the time", async ({ page, signIn, account, watch, words }) => {
  watch.allow(/401.*\/session/);
  const attendant = new Attendant(page, words);
  await enter({ signIn, account });
  await attendant.finish.waitFor();
  await attendant.pass(SHARED_IDLE_MS + WARNING_MS + 1000);
  await expect(page.getByText(attendant.say.idle)).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText(words.signIn.first)).toBeVisible();
});

test("page of a computer that slept an hour ends within seconds, though nobody comes", async ({ page, signIn, account, words }) => {
  const attendant = new Attendant(page, words);
  await enter({ signIn, account });
  await attendant.finish.waitFor();
  const now = await page.evaluate(() => Date.now());
  await page.clock.pauseAt(now + 1000);
  // A lid without a lock screen: no event tells of the sleep.
  await page.clock.setSystemTime(now + 60 * MINUTE_MS);
  await page.clock.runFor(6000);
  await page.clock.resume();
  await expect(page.getByText(attendant.say.idle)).toBeVisible();
  await expect(page.getByText(PUPIL.name)).toHaveCount(0);
});

test("key after an hour's sleep does not open the last person's page", async ({ page, signIn, account, words }) => {
  const attendant = new Attendant(page, words);
  await enter({ signIn, account });
  await attendant.finish.waitFor();
  // The clock goes on, and no timer has had its turn yet.
  const now = await page.evaluate(() => Date.now());
  await page.clock.pauseAt(now + 5000);
  await page.clock.setSystemTime(now + 60 * MINUTE_MS);
  await page.keyboard.press("Tab");
  await page.clock.resume();
  await expect(page.getByText(attendant.say.idle)).toBeVisible();
  await expect(page.getByText(PUPIL.name)).toHaveCount(0);
});

test("two tabs keep each other alive and end together, once", async ({ page, context, signIn, account, words }) => {
  const attendant = new Attendant(page, words);
  await enter({ signIn, account });
  await attendant.finish.waitFor();
  const other = await context.newPage();
  await other.goto("/account");
  const second = new Attendant(other, words);
  await second.finish.waitFor();
  const ends = [page, other].map((tab) => countRequests(tab, "/sign-out"));

  await context.clock.fastForward(SHARED_IDLE_MS - 10_000);
  await page.bringToFront();
  await page.keyboard.press("Shift");
  await context.clock.fastForward(20_000);
  await expect(second.warning).toBeHidden();
  await expect(attendant.warning).toBeHidden();

  await context.clock.fastForward(SHARED_IDLE_MS);
  await expect(second.warning).toBeVisible();
  await page.keyboard.press("Shift");
  await expect(second.warning).toBeHidden();

  await context.clock.fastForward(60 * MINUTE_MS);
  for (const tab of [attendant, second]) await expect(tab.page.getByText(tab.say.idle)).toBeVisible();
  // Each ends once; mostly one of them tells the server for both.
  for (const end of ends) expect(end.length).toBeLessThanOrEqual(1);
  expect(ends.flat().length).toBeGreaterThanOrEqual(1);
});

test("opening another tab is a sign of life for the first one", async ({ page, context, signIn, account, words }) => {
  const attendant = new Attendant(page, words);
  await enter({ signIn, account });
  await attendant.finish.waitFor();
  await context.clock.fastForward(SHARED_IDLE_MS - 10_000);
  const other = await context.newPage();
  await other.goto("/account");
  await new Attendant(other, words).finish.waitFor();
  await context.clock.fastForward(20_000);
  await expect(attendant.warning).toBeHidden();
});

test("tab from before signing in on one's own device does not end the session", async ({ page, context, signIn, account, words, server }) => {
  await page.goto("/forgot-password/code");
  await page.getByRole("textbox", { name: signIn.words.signIn.account }).fill("somebody");
  await new Attendant(page, words).finish.waitFor();
  const other = await context.newPage();
  const entry = new SignInPage(other, server, words);
  await entry.open();
  await entry.personal.check();
  await entry.typeAccount(PUPIL);
  await entry.submit.click();
  await expect(other.getByRole("heading", { level: 1, name: words.account.hello(PUPIL.name) })).toBeVisible();
  await context.clock.fastForward(SHARED_IDLE_MS + WARNING_MS + 10_000);
  await expect(other.getByRole("heading", { level: 1, name: words.account.hello(PUPIL.name) })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { level: 1, name: words.account.hello(PUPIL.name) })).toBeVisible();
});

test("signing out in one tab empties the other", async ({ page, context, signIn, account, words }) => {
  await enter({ signIn, account });
  const other = await context.newPage();
  await other.goto("/account");
  await new Attendant(other, words).finish.waitFor();
  await page.bringToFront();
  await account.signOut.click();
  for (const tab of [page, other]) await expect(tab.getByText(words.signIn.signedOut)).toBeVisible();
});

test("activity keeps the server's session alive, and not more often than needed", async ({ page, signIn, account, words }) => {
  const attendant = new Attendant(page, words);
  await enter({ signIn, account }, TEACHER);
  await attendant.finish.waitFor();
  const asked = countRequests(page, "/api/v1/session");
  for (let minute = 0; minute < 3; minute += 1) {
    await attendant.pass(MINUTE_MS + 1000);
    await page.keyboard.press("Shift");
    await page.keyboard.press("Shift");
    await expect(() => expect(asked).toHaveLength(minute + 1)).toPass();
  }
});

test("own device is warned two minutes before its session ends", async ({ page, signIn, account, words }) => {
  const attendant = new Attendant(page, words);
  await signIn.open();
  await signIn.personal.check();
  await signIn.typeAccount(PUPIL);
  await signIn.submit.click();
  await account.greeting(PUPIL).waitFor();
  await expect(attendant.device).toContainText(attendantWords(words).own);
  await attendant.pass(27 * MINUTE_MS);
  await expect(attendant.warning).toBeHidden();
  await attendant.pass(MINUTE_MS + 1000);
  await expect(attendant.warning).toBeVisible();
  await attendant.pass(2 * MINUTE_MS);
  await expect(page.getByText(words.signIn.timedOut)).toBeVisible();
});

test("page that nobody has touched does nothing by itself", async ({ page, signIn, words }) => {
  await signIn.open();
  await page.clock.fastForward(60 * MINUTE_MS);
  await expect(signIn.heading).toHaveText(words.signIn.title);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});
