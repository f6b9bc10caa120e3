// The README's pictures of the real pages: `node tests/tools/screenshots.mjs`, after a build.
//
// Small on purpose: 8-bit PNG of pages at their usual sizes, no more than the README shows.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "../support/chromium.mjs";
import { SignInPage, visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import seed from "../support/seed.mjs";
import { startServer } from "../support/server.mjs";
import { WORDS } from "../support/words.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const { "zh-TW": zh, en } = WORDS;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const tiles = (page) => page.getByRole("main").getByRole("listitem").getByRole("link").first();

async function openSignIn({ page, server, words }) {
  const signIn = new SignInPage(page, server, words);
  await signIn.open();
  await signIn.picture.waitFor();
  return signIn;
}

/** What is shown, and how to get there. */
const PICTURES = [
  { name: "sign-in-desktop", words: zh, viewport: DESKTOP, reach: openSignIn },
  {
    name: "home-desktop", words: zh, viewport: DESKTOP,
    async reach({ page, words }) {
      await visit(page, words, "/");
      await tiles(page).waitFor();
    },
  },
  {
    name: "account-desktop", words: zh, viewport: DESKTOP,
    async reach(at) {
      const signIn = await openSignIn(at);
      await signIn.signIn(PUPIL);
      await at.page.getByRole("button", { name: zh.account.signOut }).waitFor();
    },
  },
  {
    name: "errors-phone", words: zh, viewport: PHONE,
    async reach(at) {
      const signIn = await openSignIn(at);
      await signIn.submit.click();
      await signIn.alert.waitFor();
    },
  },
  { name: "sign-in-phone-dark", words: en, viewport: PHONE, colorScheme: "dark", reach: openSignIn },
];

async function take(browser, server, { name, words, viewport, colorScheme = "light", reach }) {
  const context = await browser.newContext({
    baseURL: server.origin, viewport, colorScheme, locale: words.language, timezoneId: "Asia/Taipei",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await reach({ page, server, words });
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: "disabled", caret: "hide" });
  await context.close();
}

mkdirSync(FOLDER, { recursive: true });
const clear = await seed();
const server = await startServer();
const browser = await chromium.launch(launchOptions());
for (const picture of PICTURES) await take(browser, server, picture);
await browser.close();
await server.stop();
clear();
