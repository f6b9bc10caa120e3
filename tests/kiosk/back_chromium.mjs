// What Chromium shows to the next person, with its back/forward cache on and over TLS: nothing, in no
// flow, however the person before them left (experience.md K7).
import { FLOWS, leftovers } from "../support/flows.mjs";
import { ChromiumHand } from "../support/hand.mjs";
import { expect, KEEPING, test } from "../support/kiosk.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expectNobodyAround, wander, waysOutOf } from "../support/leaving.mjs";

test.use(KEEPING);

test("cache of this browser is on, and what is typed comes back", async ({ page, town }) => {
  const hand = new ChromiumHand(page, town.careless.address);
  await hand.open("/one");
  await hand.type("帳號", "A123456789");
  await hand.open("/two");
  await hand.goBack();
  expect(await hand.ask(() => globalThis.wasKept)).toBe(true);
  expect(await hand.ask(leftovers, ["A123456789"])).toEqual(["field : A123456789"]);
});

test("what is typed before the app is there does not come back", async ({ page, town }) => {
  await page.route("**/portal_bg.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(`${town.server.origin}/sign-in`);
  await page.locator("#account").fill(PUPIL.account);
  await page.locator("#password").fill(PUPIL.password);
  await page.goto(`${town.server.origin}/healthz`);
  await page.goBack({ waitUntil: "commit" });
  await expect(page.locator("html:not([hidden]) #account")).toHaveValue("");
  await expect(page.locator("#password")).toHaveValue("");
});

for (const [at, flow] of FLOWS.entries()) {
  // Another way than Firefox is left in.
  for (const end of waysOutOf(flow, at + 1)) {
    test(`${flow.name}: nothing is found after ${end.name}`, async ({ page, town, context }) => {
      if (end.needsClock) await page.clock.install();
      const hand = new ChromiumHand(page, town.server.origin);
      await wander(hand);
      await flow.walk(hand, town);
      expect(await hand.ask(leftovers, flow.secrets), "this test would see it").not.toEqual([]);
      const { pathname, search } = new URL(page.url());
      await end.leave(hand, town, flow);
      const next = end.closes ? new ChromiumHand(await context.newPage(), town.server.origin) : hand;
      if (end.closes) {
        await wander(next);
        await next.open(pathname + search);
      }
      await expectNobodyAround(next, flow.secrets);
    });
  }
}
