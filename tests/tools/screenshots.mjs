// The pictures of README and docs/design.md, of the real pages: `node tests/tools/screenshots.mjs`, after a
// build; with `design`, those of docs/design.md alone.
//
// Small on purpose: 8-bit PNG of pages at their usual sizes, no more than the documents show.
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

/** The sign-in page in looks side by side, each by what the device prefers and what the page's root says. */
const SHEETS = [
  {
    name: "design-looks",
    looks: [
      { words: zh },
      { words: zh, colorScheme: "dark" },
      { words: zh, forcedColors: "active" },
      { words: zh, root: { density: "child" } },
    ],
  },
  {
    name: "design-brands",
    looks: [
      { words: zh, brand: "hualien" },
      { words: en, brand: "matsu", colorScheme: "dark" },
      { words: en, brand: "tainan", colorScheme: "dark", contrast: "more" },
    ],
  },
];
const LOOK = { width: 900, height: 980 };
const LOOK_SHOWN = 420;

async function look(browser, { words, colorScheme = "light", contrast, forcedColors, root = {}, brand = "national" }) {
  const server = await startServer({ site: { brand } });
  const context = await browser.newContext({
    baseURL: server.origin, viewport: LOOK, colorScheme, contrast, forcedColors, locale: words.language, reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await openSignIn({ page, server, words });
  await page.evaluate((root) => Object.assign(document.documentElement.dataset, root), root);
  const picture = await page.screenshot({ animations: "disabled", caret: "hide" });
  await context.close();
  await server.stop();
  return picture.toString("base64");
}

/** Pictures beside each other, on the page of a browser. */
async function takeSheet(browser, { name, looks }) {
  const pictures = [];
  for (const one of looks) pictures.push(await look(browser, one));
  const context = await browser.newContext({ viewport: { width: looks.length * (LOOK_SHOWN + 16) + 16, height: 100 } });
  const page = await context.newPage();
  const images = pictures.map((picture) => `<img width="${LOOK_SHOWN}" src="data:image/png;base64,${picture}">`);
  await page.setContent(`<body style="margin:16px;display:flex;gap:16px;background:#8a9496">${images.join("")}`);
  await page.screenshot({ path: `${FOLDER}${name}.png`, fullPage: true });
  await context.close();
}

mkdirSync(FOLDER, { recursive: true });
const clear = await seed();
const browser = await chromium.launch(launchOptions());
if (process.argv[2] !== "design") {
  const server = await startServer();
  for (const picture of PICTURES) await take(browser, server, picture);
  await server.stop();
}
for (const sheet of SHEETS) await takeSheet(browser, sheet);
await browser.close();
clear();
