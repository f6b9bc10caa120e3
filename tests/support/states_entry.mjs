// The pages on the way to a service, and the services on the account page.
import { address, ready, visit } from "./pages.mjs";
import { PUPIL, TEACHER } from "./roster.mjs";
import { expect } from "./test.mjs";

const STUDY = { id: "study", name: { zh: "示範學習網", en: "Demo Study" } };

/** What a service asks the server for. */
function ask(page, words, service, query = {}) {
  const all = new URLSearchParams({ ui_locales: words.language, ...query });
  return page.goto(`${service.address}/sign-in?${all}`);
}

async function asked({ page, signIn, words, services }, query) {
  const study = await services(STUDY);
  await signIn.open();
  await signIn.personal.check();
  await signIn.signIn(PUPIL);
  await page.getByRole("heading", { level: 1, name: words.account.hello(PUPIL.name) }).waitFor();
  await ask(page, words, study, query);
  await ready(page);
}

/** Before any county is registered, every one of them says so, and the ways round are there. */
const counties = (name, path) => ({
  name,
  async reach({ page, words }) {
    await visit(page, words, path);
    await expect(page.getByRole("list", { name: words.county.list }).getByRole("listitem")).toHaveCount(22);
  },
});

export const ENTRY_STATES = [
  counties("county chooser", "/sign-in/county"),
  counties("county chooser of a forgotten account", "/find-account/county"),
  counties("county chooser of a forgotten password", "/forgot-password/county"),
  {
    name: "consent",
    async reach(there) {
      await asked(there);
      await expect(there.page.getByRole("button", { name: there.words.consent.agree })).toBeVisible();
    },
  },
  {
    name: "consent of a request that is over",
    troubles: [/404/],
    async reach({ page, signIn, account, words }) {
      await signIn.open();
      await signIn.signIn(TEACHER);
      await expect(account.greeting(TEACHER)).toBeVisible();
      await page.goto(address(words, "/consent", { authorization: "gone" }));
      await expect(page.getByText(words.consent.over)).toBeVisible();
    },
  },
  {
    name: "sign-in for a service",
    async reach({ page, signIn, words, services }) {
      const study = await services(STUDY);
      await ask(page, words, study);
      await ready(page);
      await signIn.picture.waitFor();
    },
  },
  {
    name: "account chooser",
    async reach(there) {
      await asked(there, { prompt: "select_account" });
      await expect(there.page.getByRole("button", { name: PUPIL.account }).first()).toBeVisible();
    },
  },
  {
    name: "account with services",
    async reach(there) {
      const { page, words } = there;
      await asked(there);
      await page.getByRole("button", { name: words.consent.agree }).click();
      await expect(page.getByText("ID Token")).toBeVisible();
      await page.goto(address(words, "/account"));
      await expect(page.getByRole("button", { name: words.mine.withdraw(STUDY.name[words.language === "en" ? "en" : "zh"]) })).toBeVisible();
    },
  },
  {
    name: "signed out with a service left",
    async reach({ page, signIn, account, words, services }) {
      const study = await services({ ...STUDY, id: "deaf", isTold: false, consent: "never" });
      await ask(page, words, study);
      await signIn.signIn(PUPIL);
      await expect(page.getByText("ID Token")).toBeVisible();
      await page.goto(address(words, "/account"));
      await account.signOut.click();
      await expect(page.getByRole("button", { name: words.left.done })).toBeVisible();
    },
  },
];
