import { LOCKED } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

const WRONG_MAX = 5;
const LOCK_SECONDS = 15 * 60;

// Nobody asks for digits here: this is about the password alone.
test.use({ settings: { challenge: { policy: "off" } } });

async function tryPassword(signIn, password) {
  await signIn.typeAccount({ ...LOCKED, password });
  await signIn.submit.click();
}

inBothLanguages((words) => {
  test("five wrong passwords lock the account", async ({ signIn, account, server, watch }) => {
    watch.allow(/401.*\/steps\/password/);
    watch.allow(/429.*\/steps\/password/);
    await signIn.open();
    for (let tries = 0; tries < WRONG_MAX; tries += 1) {
      await tryPassword(signIn, `wrong-one-${tries}`);
      await expect(signIn.password).toHaveValue("");
    }
    await tryPassword(signIn, LOCKED.password);
    const notice = signIn.alert.filter({ hasText: words.failure.locked });
    await expect(notice).toBeFocused();
    await expect(signIn.account).toHaveValue(LOCKED.account);

    await server.letTimePass(LOCK_SECONDS + 1);
    await signIn.open();
    await tryPassword(signIn, LOCKED.password);
    await expect(account.greeting(LOCKED)).toBeVisible();
  });
});

test.describe("from a network that fails too often", () => {
  test.use({ settings: { challenge: { policy: "off" }, limits: { source_failures: 1 } } });

  inBothLanguages((words) => {
    test("whole network is told to wait", async ({ signIn, watch }) => {
      watch.allow(/401.*\/steps\/password/);
      watch.allow(/429.*\/steps\/password/);
      await signIn.open();
      await tryPassword(signIn, "wrong-one-0");
      await expect(signIn.password).toHaveValue("");
      await tryPassword(signIn, LOCKED.password);
      await expect(signIn.alert.filter({ hasText: words.failure.rateLimited })).toBeFocused();
    });
  });
});
