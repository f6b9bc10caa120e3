// How people leave a shared computer, and what the next person tries.
import { expect } from "@playwright/test";
import { leftovers } from "./flows.mjs";

const BACK_TIMES = 5;

/** Ways to leave; `suits` says after which flows. */
export const ENDS = [
  {
    name: "signing out",
    suits: ({ isSignedIn }) => isSignedIn,
    async leave(hand, { words }) {
      await hand.open("/account");
      await hand.press(words.account.signOut);
      await hand.see(words.signIn.signedOut);
    },
  },
  {
    name: "going elsewhere",
    suits: ({ isSignedIn }) => !isSignedIn,
    leave: (hand) => hand.open("/healthz"),
  },
];

/** Gives the browser a history that reaches back before the flow. */
export async function wander(hand) {
  for (const path of ["/healthz", "/contact", "/readyz", "/services"]) await hand.open(path);
}

/** Presses Back five times and Forward once: nobody was ever here. */
export async function expectNobodyAround(hand, secrets) {
  const expectNobody = async (where) => expect(await hand.ask(leftovers, secrets), where).toEqual([]);
  await expectNobody("at once");
  for (let times = 1; times <= BACK_TIMES; times += 1) {
    await hand.goBack();
    await expectNobody(`after ${times} times Back`);
  }
  await hand.goForward();
  await expectNobody("after Forward");
}
