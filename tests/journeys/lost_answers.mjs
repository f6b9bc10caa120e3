import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const STEP = "**/steps/password";
const ANSWER_WAIT_MS = 15_000;

/** Everything typed, the digits too, and the button pressed. */
async function send(signIn) {
  await signIn.open();
  await signIn.personal.check();
  await signIn.signIn(PUPIL);
}

async function expectKept(signIn) {
  await expect(signIn.account).toHaveValue(PUPIL.account);
  await expect(signIn.password).toHaveValue(PUPIL.password);
  await expect(signIn.digits).not.toHaveValue("");
  await expect(signIn.personal).toBeChecked();
}

inBothLanguages((words) => {
  test("offline keeps everything until online", async ({ signIn, account, context, watch }) => {
    // The portal also looks whether the network is back.
    watch.allow(/ERR_INTERNET_DISCONNECTED.*\/(steps\/password|site)/);
    await signIn.open();
    await signIn.personal.check();
    await signIn.typeAccount(PUPIL);
    await signIn.typeDigits();
    await context.setOffline(true);
    await signIn.submit.click();
    await expect(signIn.alert.filter({ hasText: words.failure.offline })).toBeFocused();
    await expectKept(signIn);
    await context.setOffline(false);
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("unreachable server is told from offline", async ({ signIn, account, page, watch }) => {
    watch.allow(/ERR_CONNECTION_REFUSED.*\/steps\/password/);
    await page.route(STEP, (route) => route.abort("connectionrefused"));
    await send(signIn);
    await expect(signIn.alert.filter({ hasText: words.failure.unreachable })).toBeFocused();
    await expectKept(signIn);
    await page.unroute(STEP);
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("silence ends after fifteen seconds", async ({ signIn, account, page }) => {
    await page.clock.install();
    await page.route(STEP, () => {});
    const sent = page.waitForRequest(STEP);
    await send(signIn);
    await sent;
    await page.clock.fastForward(ANSWER_WAIT_MS);
    await expect(signIn.alert.filter({ hasText: words.failure.timedOut })).toBeFocused();
    await expectKept(signIn);
    await page.unroute(STEP);
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });

  test("proxy's error page is no riddle", async ({ signIn, account, page, watch }) => {
    watch.allow(/502.*\/steps\/password/);
    await page.route(STEP, (route) => route.fulfill({ status: 502, body: "<h1>Bad Gateway</h1>" }));
    await send(signIn);
    await expect(signIn.alert.filter({ hasText: words.failure.broken("502") })).toBeFocused();
    await expectKept(signIn);
    await page.unroute(STEP);
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible();
  });
});

test("answer lost on the way counts once", async ({ signIn, account, page, watch }) => {
  watch.allow(/ERR_CONNECTION_RESET.*\/steps\/password/);
  const keys = [];
  await page.route(STEP, async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    // The server carries it out; only its answer is lost.
    await route.fetch();
    await route.abort("connectionreset");
  });
  await send(signIn);
  await expect(signIn.alert).toBeFocused();
  await signIn.submit.click();
  await expect(account.greeting(PUPIL)).toBeVisible();
  expect(new Set(keys).size).toBe(1);
});

test("opening offline can be tried again", async ({ signIn, account, context, page, watch, words }) => {
  watch.allow(/ERR_FAILED.*\/flows\/login/);
  await page.route("**/flows/login", (route) => route.abort());
  await signIn.open();
  await expect(signIn.alert.filter({ hasText: words.failure.unreachable })).toBeVisible();
  await page.unroute("**/flows/login");
  await signIn.alert.getByRole("button", { name: words.again }).click();
  await signIn.signIn(PUPIL);
  await expect(account.greeting(PUPIL)).toBeVisible();
  expect(context.pages()).toHaveLength(1);
});
