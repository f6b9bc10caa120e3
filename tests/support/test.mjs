// What every test starts from: a server, a watched browser, the pages, and the words of a language.
import { test as base } from "@playwright/test";
import { AccountPage, SignInPage } from "./pages.mjs";
import { WalkPage } from "./getting_back.mjs";
import { startServer } from "./server.mjs";
import { startService } from "./services.mjs";
import { Watch } from "./watch.mjs";
import { LANGUAGES, WORDS } from "./words.mjs";

export { expect } from "@playwright/test";

export const test = base.extend({
  /** The language of the pages. */
  language: ["zh-TW", { option: true }],
  /** Settings of a server that a test needs for itself; without any it shares its worker's. */
  settings: [null, { option: true }],

  sharedServer: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],

  server: async ({ sharedServer, settings }, use) => {
    if (settings === null) return use(sharedServer);
    const server = await startServer(settings);
    await use(server);
    await server.stop();
  },

  baseURL: async ({ server }, use) => use(server.origin),
  words: async ({ language }, use) => use(WORDS[language]),
  watch: async ({ server }, use) => use(new Watch(server.origin)),

  context: async ({ context, watch }, use) => {
    await watch.follow(context);
    await use(context);
    await watch.judge(context);
  },

  /** Starts learning services at the server, for the time of the test. */
  services: async ({ server, watch }, use) => {
    const started = [];
    await use(async (service) => {
      started.push(await startService(server, service));
      watch.trust(started.at(-1).address);
      return started.at(-1);
    });
    for (const service of started) await service.stop();
  },

  signIn: async ({ page, server, words }, use) => use(new SignInPage(page, server, words)),
  account: async ({ page, words }, use) => use(new AccountPage(page, words)),
  walk: async ({ page, server, words }, use) => use(new WalkPage(page, server, words)),
});

/** The same tests once in each language. */
export function inBothLanguages(define) {
  for (const language of LANGUAGES) {
    test.describe(language, () => {
      test.use({ language });
      define(WORDS[language]);
    });
  }
}
