// Signing in at a county, and getting back in by its account: a real provider on another site.
import { startCounty } from "../support/counties.mjs";
import { visit } from "../support/pages.mjs";
import { edupass } from "../support/programs.mjs";
import { LIN, MING, NEW_PASSWORD, QUIET } from "../support/getting_back.mjs";
import { expect, inBothLanguages, test as base } from "../support/test.mjs";

const CODE = "66000000";

/** A server of its own, with one county whose people are of nobody else's tests. */
const test = base.extend({
  hasSignOut: [false, { option: true }],

  county: async ({ server, watch, hasSignOut }, use) => {
    const people = [`s-1=${MING.name}=${MING.id_number}`, `s-2=${QUIET.name}=${QUIET.id_number}`, `t-1=${LIN.name}`];
    const county = await startCounty(server, { code: CODE, people, idNumber: ["--id-number", "userinfo:id_number"], hasSignOut });
    watch.trust(county.address);
    await use(county);
    await county.stop();
  },
});

test.use({ settings: { county: { failures_max: 2, probe_seconds: 0 } } });

const chosen = (page, words) => page.getByRole("button", { name: words.county.taichung, exact: true });

/** Chooses the county, and at the county who one is. */
async function goAs(page, words, name) {
  await chosen(page, words).click();
  await page.getByRole("link", { name, exact: true }).click();
}

inBothLanguages((words) => {
  test("22 counties are shown, and the one that is open leads there", async ({ page, county, account }) => {
    await visit(page, words, "/sign-in/county");
    await expect(page.getByRole("list", { name: words.county.list }).getByRole("listitem")).toHaveCount(22);
    await expect(page.getByText(words.county.notOffered, { exact: true })).toHaveCount(21);
    await goAs(page, words, MING.name);
    await expect(account.greeting(MING)).toBeVisible();
    expect(new URL(page.url()).pathname).toBe("/account");
  });

  test("county account without a verified ID number asks for the password once", async ({ page, county, account, signIn }) => {
    await visit(page, words, "/sign-in/county");
    await goAs(page, words, LIN.name);
    await expect(page.getByText(words.county.link)).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in\/county\/link(\?lang=en)?$/);
    await expect(signIn.account).toBeVisible();
    await signIn.typeAccount(LIN);
    await signIn.byComputer.check();
    await signIn.submit.click();
    await expect(account.greeting(LIN)).toBeVisible();
    await account.signOut.click();
    await page.getByRole("button", { name: words.left.done }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await visit(page, words, "/sign-in/county");
    await goAs(page, words, LIN.name);
    await expect(account.greeting(LIN)).toBeVisible();
  });

  test("county that cannot be signed out from here is named", async ({ page, county, account }) => {
    await visit(page, words, "/sign-in/county");
    await goAs(page, words, MING.name);
    await account.signOut.click();
    await expect(page.getByRole("heading", { level: 1, name: words.left.heading })).toBeFocused();
    const part = page.getByRole("region", { name: words.left.county(words.county.taichung) });
    await expect(part).toContainText(words.left.byHand);
    await expect(page.getByText(MING.name)).toHaveCount(0);
    await page.getByRole("button", { name: words.left.done }).click();
    await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
  });

  test.describe("county with a sign-out of its own", () => {
    test.use({ hasSignOut: true });

    test("sign-out leads on to the county and back, and the next pupil finds nobody there", async ({ page, county, account, server }) => {
      await visit(page, words, "/sign-in/county");
      await goAs(page, words, MING.name);
      await expect(account.greeting(MING)).toBeVisible();
      await account.signOut.click();
      await expect(page.getByRole("heading", { name: "登出示範市帳號" })).toBeVisible();
      await page.getByRole("button", { name: "登出" }).click();
      await expect(page.getByText(words.signIn.signedOut)).toBeVisible();
      expect(new URL(page.url()).origin).toBe(server.origin);
      await visit(page, words, "/sign-in/county");
      await chosen(page, words).click();
      await expect(page.getByRole("link", { name: LIN.name, exact: true })).toBeVisible();
    });
  });

  test("forgotten password becomes a new one by the county's account", async ({ page, county, walk, account }) => {
    await walk.open("/forgot-password/county");
    await goAs(page, words, QUIET.name);
    await walk.at("password", 2, 3);
    await walk.setPassword(NEW_PASSWORD);
    await walk.at("done", 3, 3);
  });

  test("disabled account is activated by the county's account", async ({ page, county, walk, server }) => {
    await edupass(server.settings, "account", "disable", MING.account);
    await walk.open("/activate/county");
    await goAs(page, words, MING.name);
    await walk.at("password", 2, 3);
    await walk.setPassword(NEW_PASSWORD);
    await walk.at("activated", 3, 3);
  });

  test("forgotten account is shown in full", async ({ page, county, walk }) => {
    await walk.open("/find-account/county");
    await goAs(page, words, MING.name);
    await walk.at("found", 2, 2);
    await expect(page.getByRole("main")).toContainText(`${MING.account}@mail.edu.tw`);
  });

  test("whoever goes back at the county is told, and can choose again", async ({ page, county }) => {
    await visit(page, words, "/sign-in/county");
    await goAs(page, words, "取消");
    await expect(page.getByRole("alert")).toHaveText(words.county.denied);
    await expect(chosen(page, words)).toBeVisible();
  });

  test("county that is down says so, and another way is there", async ({ page, county, watch }) => {
    watch.allow(/503/);
    await county.stop();
    await visit(page, words, "/sign-in/county");
    for (const expected of [words.county.slow, words.county.down]) {
      await chosen(page, words).click();
      await expect(page.getByRole("alert")).toHaveText(words.county.unavailable);
      await expect(page.getByText(expected, { exact: true })).toBeVisible();
    }
    await expect(chosen(page, words)).toHaveCount(0);
    await page.getByRole("main").getByRole("link", { name: words.signIn.title, exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in(\?|$)/);
  });
});
