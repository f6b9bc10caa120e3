// The network goes and comes back (experience.md K14).
import { Attendant, calm, enter, KIOSK, SHARED_IDLE_MS, WARNING_MS } from "../support/attendant.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const NO_NETWORK = /DISCONNECTED|Failed to fetch/;

inBothLanguages((words) => {
  test("says so, keeps what is typed, and goes on by itself", async ({ page, context, signIn, watch }) => {
    watch.allow(NO_NETWORK);
    const attendant = new Attendant(page, words);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    await attendant.finish.waitFor();
    await context.setOffline(true);
    await expect(page.getByText(attendant.say.lost)).toBeVisible();
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await context.setOffline(false);
    await expect(page.getByText(attendant.say.back)).toBeVisible();
    await expect(signIn.password).toHaveValue(PUPIL.password);
  });
});

test("what did not come is fetched once the network is back", async ({ page, context, signIn, watch, words }) => {
  watch.allow(NO_NETWORK);
  watch.allow(/ERR_FAILED/);
  const attendant = new Attendant(page, words);
  await page.route("**/flows/login", (route) => route.abort());
  await signIn.open();
  await signIn.account.fill("amy");
  await attendant.finish.waitFor();
  await expect(page.getByRole("button", { name: words.again })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText(attendant.say.lost)).toBeVisible();
  await page.unroute("**/flows/login");
  await context.setOffline(false);
  await expect(signIn.picture).toBeVisible();
  await expect(signIn.account).toHaveValue("amy");
});

test.describe("kiosk", () => {
  test.use({ settings: calm(KIOSK) });

  test("time that is up without a network leaves a start page, and ends the session later", async ({ page, context, signIn, account, watch, words }) => {
    watch.allow(NO_NETWORK);
    watch.allow(/401.*\/session/);
    await page.clock.install();
    const attendant = new Attendant(page, words);
    await enter({ signIn, account });
    await attendant.finish.waitFor();
    await context.setOffline(true);
    await expect(page.getByText(attendant.say.lost)).toBeVisible();
    await attendant.pass(SHARED_IDLE_MS + WARNING_MS);
    await expect(page.getByText(attendant.say.idle)).toBeVisible();
    await expect(page.getByText(PUPIL.name)).toHaveCount(0);
    await expect(page.getByRole("contentinfo").getByText("04-2222-0507")).toBeVisible();
    const ended = page.waitForResponse("**/sign-out");
    await context.setOffline(false);
    expect((await ended).status()).toBe(200);
    await expect(signIn.heading).toHaveText(words.signIn.title);
    await page.goto("/account");
    await expect(page.getByText(words.signIn.first)).toBeVisible();
  });
});
