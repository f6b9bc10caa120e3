import { PUPIL } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

// One slow thread and no patience: the second sign-in at a time is one too many.
const SLOW = { threads: 1, queue: 1, wait_ms_max: 1, memory_kib: 65_536, passes: 8 };

test.use({ settings: { challenge: { policy: "off" }, hashing: SLOW } });

const OWN = { "x-requested-by": "edupass-portal", "sec-fetch-site": "same-origin", "content-type": "application/json" };

/** Signs in as nobody from elsewhere, which keeps the one thread at work; resolves when it is over. */
async function keepBusy(origin) {
  const opened = await fetch(`${origin}/api/v1/flows/login`, { method: "POST", headers: OWN, body: "{}" });
  const { id, version } = await opened.json();
  const cookie = opened.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const body = JSON.stringify({ version, account: "nobody.here", password: "whatever-it-is-4" });
  const headers = { ...OWN, cookie };
  return fetch(`${origin}/api/v1/flows/${id}/steps/password`, { method: "POST", headers, body });
}

async function isHashing(origin) {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  return /^edupass_hash_places_taken 1$/m.test(metrics);
}

inBothLanguages((words) => {
  test("busy server asks to come back", async ({ signIn, account, server, watch }) => {
    watch.allow(/503.*\/steps\/password/);
    await signIn.open();
    await signIn.typeAccount(PUPIL);
    const over = keepBusy(server.origin);
    await expect.poll(() => isHashing(server.origin), { intervals: [5] }).toBe(true);
    await signIn.submit.click();
    const notice = signIn.alert.filter({ hasText: words.failure.busy });
    await expect(notice).toBeFocused();
    await expect(signIn.account).toHaveValue(PUPIL.account);
    await expect(signIn.password).toHaveValue(PUPIL.password);
    expect((await over).status).toBe(401);
    await signIn.submit.click();
    await expect(account.greeting(PUPIL)).toBeVisible({ timeout: 20_000 });
  });
});
