// Every screen, and every state of it that looks different. Each entry leads a fresh page there.
import { address, visit } from "./pages.mjs";
import { BACK_STATES } from "./states_back.mjs";
import { CHECK_STATES } from "./states_check.mjs";
import { DEVICE_STATES } from "./states_device.mjs";
import { ENTRY_STATES } from "./states_entry.mjs";
import { ZHUYIN_STATES } from "./states_zhuyin.mjs";
import { DISABLED, FORGETFUL, PUPIL } from "./roster.mjs";
import { expect } from "./test.mjs";

const HOUR_MS = 3_600_000;
const moment = (hours) => new Date(Date.now() + hours * HOUR_MS).toISOString();

const closure = (starts, ends) => ({
  maintenance: {
    starts_at: moment(starts),
    ends_at: moment(ends),
    message_zh: "升級資料庫，帳號不受影響。",
    message_en: "The database is upgraded; accounts are not affected.",
  },
});

const STEP = "**/steps/password";

/** Fails at the network's edge. */
const refuse = (page, path) => page.route(path, (route) => route.abort());

async function enter({ signIn, account }) {
  await signIn.open();
  await signIn.signIn(PUPIL);
  await expect(account.greeting(PUPIL)).toBeVisible();
}

async function explained({ signIn }) {
  await expect(signIn.alert.first()).toBeFocused();
}

export const STATES = [
  {
    name: "home",
    async reach({ page, words }) {
      await visit(page, words, "/");
      await expect(page.getByRole("main").getByRole("listitem").getByRole("link").first()).toBeVisible();
    },
  },
  {
    name: "home while services are awaited",
    async reach({ page, words }) {
      await page.route("**/api/v1/services", () => {});
      await visit(page, words, "/");
    },
  },
  {
    name: "home without its services",
    troubles: [/services/],
    async reach({ page, words }) {
      await refuse(page, "**/api/v1/services");
      await visit(page, words, "/");
      await expect(page.getByRole("button", { name: words.again })).toBeVisible();
    },
  },
  {
    name: "services",
    async reach({ page, words }) {
      await visit(page, words, "/services");
      await expect(page.getByRole("main").getByRole("listitem").getByRole("link").first()).toBeVisible();
    },
  },
  {
    name: "contact",
    async reach({ page, words }) {
      await visit(page, words, "/contact");
      await expect(page.getByRole("heading", { name: words.contact.disabled })).toBeVisible();
    },
  },
  {
    name: "a part on its way",
    async reach({ page, words }) {
      await visit(page, words, "/");
      await page.route("**/split_*", () => {});
      await page.getByRole("link", { name: words.contact.title }).click();
      await expect(page.getByText(words.opening)).toBeVisible();
    },
  },
  {
    name: "a part that failed",
    // Whatever is fetched after the page itself: the page that was asked for, and what looks after it.
    troubles: [/contact|attendant|part failed/],
    async reach({ page, words }) {
      await visit(page, words, "/");
      await refuse(page, "**/split_*");
      await page.getByRole("link", { name: words.contact.title }).click();
      await expect(page.getByRole("button", { name: words.again })).toBeVisible();
    },
  },
  {
    name: "sign-in",
    async reach({ signIn }) {
      await signIn.open();
      await signIn.picture.waitFor();
    },
  },
  {
    name: "sign-in while its challenge is awaited",
    async reach({ page, signIn }) {
      await page.route("**/flows/login", () => {});
      await signIn.open();
    },
  },
  {
    name: "sign-in without its challenge",
    troubles: [/flows\/login/],
    async reach({ page, signIn, words }) {
      await refuse(page, "**/flows/login");
      await signIn.open();
      await expect(page.getByRole("button", { name: words.again })).toBeVisible();
    },
  },
  {
    name: "sign-in with every field missing",
    async reach({ signIn }) {
      await signIn.open();
      await signIn.picture.waitFor();
      await signIn.submit.click();
      await explained({ signIn });
    },
  },
  {
    name: "sign-in with a wrong password",
    troubles: [/401/],
    async reach({ signIn }) {
      await signIn.open();
      await signIn.signIn({ ...FORGETFUL, password: "not-this-one-3" });
      await explained({ signIn });
    },
  },
  {
    name: "sign-in with wrong digits",
    troubles: [/422/],
    async reach({ signIn }) {
      await signIn.open();
      await signIn.typeAccount(PUPIL);
      const digits = await signIn.shownDigits();
      await signIn.digits.fill(digits === "123" ? "321" : "123");
      await signIn.submit.click();
      await expect(signIn.digits).toHaveAttribute("aria-invalid", "true");
    },
  },
  {
    name: "sign-in with a shown password and a Chinese account",
    async reach({ page, signIn, words }) {
      await signIn.open();
      await signIn.typeAccount({ account: "小明", password: PUPIL.password });
      await signIn.eye.click();
      await expect(page.getByText(words.signIn.chineseInput)).toBeVisible();
    },
  },
  {
    name: "sign-in by the computer's work",
    async reach({ page, signIn, words }) {
      await signIn.open();
      await signIn.byComputer.check();
      await expect(page.getByText(words.challenge.solved)).toBeVisible();
    },
  },
  {
    name: "sign-in being sent",
    async reach({ page, signIn }) {
      await page.route(STEP, () => {});
      await signIn.open();
      await signIn.signIn(PUPIL);
      await expect(signIn.submit).toHaveAttribute("aria-disabled", "true");
    },
  },
  {
    name: "sign-in with a disabled account",
    troubles: [/403/],
    async reach({ signIn }) {
      await signIn.open();
      await signIn.signIn(DISABLED);
      await explained({ signIn });
    },
  },
  {
    name: "sign-in of an account that is locked",
    settings: { challenge: { policy: "off" }, limits: { account_failures: 2 } },
    troubles: [/401/, /429/],
    async reach({ signIn }) {
      await signIn.open();
      for (let tries = 0; tries < 2; tries += 1) {
        await signIn.typeAccount({ ...PUPIL, password: "not-this-one-3" });
        await signIn.submit.click();
        await expect(signIn.password).toHaveValue("");
      }
      await signIn.typeAccount(PUPIL);
      await signIn.submit.click();
      await explained({ signIn });
    },
  },
  {
    name: "sign-in behind a broken proxy",
    troubles: [/502/],
    async reach({ page, signIn }) {
      await page.route(STEP, (route) => route.fulfill({ status: 502, body: "<h1>Bad Gateway</h1>" }));
      await signIn.open();
      await signIn.signIn(PUPIL);
      await explained({ signIn });
    },
  },
  {
    name: "sign-in without a network",
    troubles: [/DISCONNECTED/],
    async reach({ context, signIn }) {
      await signIn.open();
      await signIn.typeAccount(PUPIL);
      await signIn.typeDigits();
      await context.setOffline(true);
      await signIn.submit.click();
      await explained({ signIn });
    },
  },
  {
    name: "sign-in before an announced closure",
    settings: closure(24, 26),
    async reach({ signIn }) {
      await signIn.open();
      await signIn.picture.waitFor();
    },
  },
  {
    name: "sign-in during a closure",
    settings: closure(-1, 1),
    troubles: [/503/],
    async reach({ page, signIn, words }) {
      await signIn.open();
      await expect(page.getByText(words.failure.maintenance)).toBeVisible();
    },
  },
  {
    name: "sign-in after signing out",
    async reach({ page, signIn, account, words }) {
      await enter({ signIn, account });
      await account.signOut.click();
      await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
      await signIn.picture.waitFor();
    },
  },
  { name: "account", reach: enter },
  {
    name: "account while it is awaited",
    async reach({ page, words }) {
      await page.route("**/api/v1/session", () => {});
      await visit(page, words, "/account");
    },
  },
  {
    name: "account that did not come",
    troubles: [/session/],
    async reach({ page, words }) {
      await refuse(page, "**/api/v1/session");
      await visit(page, words, "/account");
      await expect(page.getByRole("button", { name: words.again })).toBeVisible();
    },
  },
  {
    name: "shell of sign-in",
    async reach({ page, signIn, words }) {
      await page.route("**/portal_bg.wasm", () => {});
      await page.goto(address(words, "/sign-in"), { waitUntil: "commit" });
      await signIn.heading.waitFor();
    },
  },
  {
    name: "plain sign-in",
    async reach({ page, words }) {
      await page.goto(`/plain/sign-in?lang=${words.language}`);
    },
  },
  {
    name: "plain sign-in with every field missing",
    troubles: [/422/],
    async reach({ page, words }) {
      await page.goto(`/plain/sign-in?lang=${words.language}`);
      await page.getByRole("button", { name: words.signIn.submit, exact: true }).click();
      await expect(page.getByRole("alert")).toBeVisible();
    },
  },
  {
    name: "plain county chooser",
    async reach({ page, words }) {
      await page.goto(`/plain/sign-in/county?lang=${words.language}`);
    },
  },
  ...BACK_STATES,
  ...ZHUYIN_STATES,
  ...ENTRY_STATES,
  ...DEVICE_STATES,
  ...CHECK_STATES,
  {
    name: "an address without a page",
    troubles: [/404/],
    isStatic: true,
    async reach({ page, words }) {
      await page.goto(address(words, "/nowhere"));
    },
  },
];
