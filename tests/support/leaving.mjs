// How people leave a shared computer, and what the next person tries.
import { expect } from "@playwright/test";
import { attendantWords, SHARED_IDLE_MS, WARNING_MS } from "./attendant.mjs";
import { leftovers, words } from "./flows.mjs";
import { IS_WHOLE } from "./whole.mjs";

const BACK_TIMES = 5;
/** A session whose tab was closed is over after this (crates/server/src/services/sessions.rs), and a second. */
export const LEFT_SECONDS = 11;
const say = attendantWords(words);
const hasScripts = ({ isPlain }) => !isPlain;

/**
 * Ways to leave; `suits` says after which flows. Those that wipe leave the page there; one that closes it
 * leaves the next person a new tab.
 */
export const ENDS = [
  {
    name: "signing out",
    wipes: true,
    suits: ({ isSignedIn }) => isSignedIn,
    async leave(hand) {
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
  {
    name: say.finish,
    wipes: true,
    suits: hasScripts,
    async leave(hand) {
      await hand.press(say.finish);
      await hand.see(say.cleared);
    },
  },
  {
    name: "nobody being there",
    wipes: true,
    needsClock: true,
    suits: hasScripts,
    async leave(hand) {
      await hand.pass(SHARED_IDLE_MS + 1000);
      await hand.pass(WARNING_MS);
      await hand.see(say.idle);
    },
  },
  {
    name: "closing the tab",
    closes: true,
    suits: hasScripts,
    async leave(hand, { server }, { isSignedIn }) {
      // Whoever closes it before the page knows of a session leaves that to its idle time.
      if (isSignedIn) await expect.poll(() => hand.ask(hasAskedWho)).toBe(true);
      const before = await partings(server);
      await hand.close();
      if (isSignedIn) await expect.poll(() => partings(server)).toBeGreaterThan(before);
      await server.letTimePass(LEFT_SECONDS);
    },
  },
];

/** Runs in the page: whether it was told who is signed in, and had time to read it. */
function hasAskedWho() {
  const answers = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/api/v1/session"));
  return answers.some(({ responseEnd }) => responseEnd > 0 && performance.now() > responseEnd + 200);
}

/**
 * The ways out of a flow that it suits and that `isFit` says yes to. Each flow is left in one of them, the
 * ways taking turns, since every walk takes seconds; EDUPASS_WHOLE=1 has all of them.
 */
export function waysOutOf(flow, at, isFit = () => true) {
  const all = ENDS.filter((end) => end.suits(flow) && isFit(end));
  return IS_WHOLE ? all : all.slice(at % all.length).slice(0, 1);
}

/** How often the server heard that a page of a session was closed. */
export async function partings(server) {
  const answer = await fetch(`http://${server.settings.server.listen}/metrics`);
  const counts = [...(await answer.text()).matchAll(/^edupass_http_requests_total\{.*session\/leave.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Gives the browser a history that reaches back before the flow; most of it loads at once. */
export async function wander(hand) {
  for (const path of ["/healthz", "/readyz", "/healthz", "/readyz", "/contact"]) await hand.open(path);
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
