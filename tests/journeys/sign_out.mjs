import { launchOptions } from "../support/chromium.mjs";
import { ready, visit } from "../support/pages.mjs";
import { PUPIL, SCHOOL, TEACHER } from "../support/roster.mjs";
import { expect, inBothLanguages, test } from "../support/test.mjs";

// Playwright switches the back/forward cache off, and with it the very leak that is looked for here.
test.use({ launchOptions: launchOptions({ without: ["--disable-back-forward-cache"] }) });

const BACK_TIMES = 5;

const expectPage = (page, title) => expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

/** A pupil's visit with a page of theirs in the middle of the history, and one at its end. */
async function wander({ page, signIn, account, words }) {
  const menu = page.getByRole("navigation").getByRole("link");
  await visit(page, words, "/");
  await menu.filter({ hasText: words.contact.title }).click();
  await expectPage(page, words.contact.title);
  await menu.filter({ hasText: words.services.title }).click();
  await expectPage(page, words.services.title);
  await menu.filter({ hasText: words.signIn.title }).click();
  await signIn.signIn(PUPIL);
  await expect(account.greeting(PUPIL)).toBeVisible();
  await menu.filter({ hasText: words.contact.title }).click();
  await expectPage(page, words.contact.title);
  await page.goBack();
  await expect(account.greeting(PUPIL)).toBeVisible();
  await page.goForward();
  await expectPage(page, words.contact.title);
  await menu.filter({ hasText: words.signIn.title }).click();
  await expect(account.greeting(PUPIL)).toBeVisible();
}

/** Resolves once the page that the history led to is itself again. */
async function arrived(page) {
  await ready(page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

async function expectNobody(page, person) {
  const found = page.getByText(new RegExp([person.name, person.account, SCHOOL.name].join("|")));
  await expect(found).toHaveCount(0);
  // In one look: the page may be on its way to another one, with other fields.
  const typed = () => page.locator("input").evaluateAll((fields) => fields.filter(({ value }) => value && value !== "on").length);
  await expect.poll(typed).toBe(0);
}

test("cache of this browser is on", async ({ page, server }) => {
  await page.goto(`${server.origin}/healthz`);
  await page.evaluate(() => addEventListener("pageshow", ({ persisted }) => (globalThis.wasKept = persisted)));
  await page.goto(`${server.origin}/readyz`);
  // A page that is kept does not load again.
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => page.evaluate(() => globalThis.wasKept)).toBe(true);
});

inBothLanguages((words) => {
  test("nothing of a pupil comes back", async ({ signIn, account, page, watch }) => {
    watch.allow(/409.*\/flows\/login/);
    watch.allow(/401.*\/session/);
    await wander({ page, signIn, account, words });
    const cleared = page.waitForResponse("**/session/clear");
    await account.signOut.click();
    await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
    expect(await (await cleared).headerValue("clear-site-data")).toBe('"cache", "storage", "prefetchCache", "prerenderCache"');
    for (let times = 0; times < BACK_TIMES; times += 1) {
      await page.goBack({ waitUntil: "commit" });
      await arrived(page);
      await expectNobody(page, PUPIL);
    }
    await page.goForward({ waitUntil: "commit" });
    await arrived(page);
    await expectNobody(page, PUPIL);
  });
});

test("nothing typed is found by Back", async ({ signIn, page }) => {
  await signIn.open();
  await signIn.personal.check();
  await signIn.typeAccount(TEACHER);
  await signIn.typeDigits();
  await page.goto("/healthz");
  await page.goBack({ waitUntil: "commit" });
  await arrived(page);
  await expectNobody(page, TEACHER);
  await expect(signIn.personal).not.toBeChecked();
});

test("nothing typed is found by Forward", async ({ signIn, page, words }) => {
  await visit(page, words, "/contact");
  await signIn.open();
  await signIn.typeAccount(TEACHER);
  await page.goBack({ waitUntil: "commit" });
  await arrived(page);
  await page.goForward({ waitUntil: "commit" });
  await arrived(page);
  await expectNobody(page, TEACHER);
});

test("sign-out that fails says so", async ({ signIn, account, page, watch, words }) => {
  watch.allow(/ERR_FAILED.*\/sign-out/);
  await signIn.open();
  await signIn.signIn(TEACHER);
  await page.route("**/sign-out", (route) => route.abort());
  await account.signOut.click();
  const trouble = page.getByRole("alert").filter({ hasText: words.failure.unreachable });
  await expect(trouble).toBeVisible();
  await page.unroute("**/sign-out");
  await trouble.getByRole("button", { name: words.again }).click();
  await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
});
