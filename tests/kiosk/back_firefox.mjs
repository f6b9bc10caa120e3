// The same in Firefox ESR, whose back/forward cache has rules of its own.
import { startFirefox } from "../support/firefox.mjs";
import { FLOWS, leftovers } from "../support/flows.mjs";
import { FirefoxHand } from "../support/hand.mjs";
import { expect, test as base } from "../support/kiosk.mjs";
import { expectNobodyAround, wander, waysOutOf } from "../support/leaving.mjs";

const test = base.extend({
  firefox: [
    async ({}, use) => {
      const browser = await startFirefox();
      await use(browser);
      await browser.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],

  /** A person's browser, without anybody's cookies. */
  visitor: async ({ firefox }, use) => {
    const visitor = await firefox.createBrowserContext();
    await use(visitor);
    await visitor.close();
  },
});

test("cache of Firefox is on, and what is typed comes back", async ({ visitor, town }) => {
  const hand = new FirefoxHand(await visitor.newPage(), town.careless.address);
  await hand.open("/one");
  await hand.type("帳號", "A123456789");
  await hand.open("/two");
  await hand.goBack();
  expect(await hand.ask(() => globalThis.wasKept)).toBe(true);
  expect(await hand.ask(leftovers, ["A123456789"])).toEqual(["field : A123456789"]);
});

for (const [at, flow] of FLOWS.entries()) {
  for (const end of waysOutOf(flow, at, (end) => flow.isSignedIn || !end.closes)) {
    test(`${flow.name}: nothing is found in Firefox after ${end.name}`, async ({ visitor, town }) => {
      const page = await visitor.newPage();
      const hand = new FirefoxHand(page, town.server.origin);
      await wander(hand);
      await flow.walk(hand, town);
      expect(await hand.ask(leftovers, flow.secrets), "this test would see it").not.toEqual([]);
      await end.leave(hand, town, flow);
      const next = end.closes ? new FirefoxHand(await visitor.newPage(), town.server.origin) : hand;
      if (end.closes) {
        await wander(next);
        await next.open("/sign-in");
      }
      await expectNobodyAround(next, flow.secrets);
    });
  }
}
