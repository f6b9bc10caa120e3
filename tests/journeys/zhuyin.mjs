import { MING, NEW_PASSWORD, issueDefaultPassword } from "../support/getting_back.mjs";
import { holdPart, ready, visit } from "../support/pages.mjs";
import { PUPIL } from "../support/roster.mjs";
import { expect, test as base } from "../support/test.mjs";
import { WORDS } from "../support/words.mjs";
import { Zhuyin } from "../support/zhuyin.mjs";

const { "zh-TW": zh, en } = WORDS;
const PERSONAL = "/forgot-password/personal-data";
const BOPOMOFO = /[\u3105-\u3129ˊˇˋ˙]/u;

const test = base.extend({
  zhuyin: async ({ page, words }, use) => use(new Zhuyin(page, words)),
  /** What the deployment itself says on every page. */
  site: async ({ page, server }, use) => {
    const answer = await page.request.get(`${server.origin}/api/v1/site`);
    const { hours } = await answer.json();
    await use([hours.zh]);
  },
});

const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("href"));

test("switch keeps what is typed, the focus and the rest of the query", async ({ signIn, page, zhuyin }) => {
  await signIn.open({ service: "adl" });
  await signIn.typeAccount(PUPIL);
  await signIn.personal.check();
  await signIn.typeDigits();
  const picture = await signIn.picture.getAttribute("src");
  await zhuyin.add.focus();
  await page.keyboard.press("Enter");
  await expect(zhuyin.characters.first()).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in\?service=adl&zhuyin=1$/);
  await expect(page.locator("html")).toHaveAttribute("data-density", "child");
  await expect(zhuyin.remove).toBeFocused();
  expect(await focused(page)).toBe("?service=adl&zhuyin=0");
  await expect(signIn.account).toHaveValue(PUPIL.account);
  // By its id: Playwright looks for a label by all its text, the hidden sounds too.
  await expect(page.locator("#password")).toHaveValue(PUPIL.password);
  await expect(signIn.personal).toBeChecked();
  await expect(signIn.picture).toHaveAttribute("src", picture);

  await zhuyin.switchOff();
  await expect(page).toHaveURL(/\/sign-in\?service=adl&zhuyin=0$/);
  await expect(page.locator("html")).not.toHaveAttribute("data-density");
  await expect(signIn.heading).toHaveText(zh.signIn.title);
  await expect(signIn.account).toHaveValue(PUPIL.account);
  await expect(signIn.digits).not.toHaveValue("");
});

test("every word on the sign-in page has its sound", async ({ signIn, zhuyin, site }) => {
  await signIn.open({ zhuyin: 1 });
  await signIn.picture.waitFor();
  await expect(zhuyin.characters.first()).toBeVisible();
  expect(await zhuyin.bare(site)).toEqual([]);
  const title = zhuyin.page.getByRole("heading", { level: 1 }).locator("ruby");
  await expect(title.nth(0)).toHaveText("登ㄉㄥ");
  await expect(title.nth(1)).toHaveText("入ㄖㄨˋ");
});

test("names and what is read out stay the same", async ({ signIn, page, zhuyin }) => {
  await signIn.open();
  await signIn.picture.waitFor();
  await signIn.submit.click();
  await expect(signIn.alert).toBeFocused();
  // What looks after the page comes with the first click, and has a status of its own.
  await page.locator(".l-beside [role=status]").first().waitFor({ state: "attached" });
  const names = await zhuyin.names();
  expect(names.length).toBeGreaterThan(30);
  await zhuyin.switchOn();
  expect(await zhuyin.names()).toEqual(names);
  expect(await zhuyin.heard()).toContain("密碼只有自己知道");
  expect(await zhuyin.heard()).not.toMatch(BOPOMOFO);
  await expect(page).toHaveTitle(`${zh.errorPrefix}${zh.signIn.title} – ${zh.portal}`);
  for (const name of [zh.wrong.noAccount, zh.wrong.noPassword, zh.wrong.noDigits]) {
    await expect(signIn.alert.getByRole("link", { name, exact: true })).toBeVisible();
  }
  await expect(signIn.submit).toBeVisible();
  await expect(signIn.account).toHaveAccessibleDescription(/輸入 @ 前面的部分就好。.*輸入帳號/);
});

test("errors and notices have their sounds", async ({ signIn, zhuyin, site, watch, page }) => {
  watch.allow(/ERR_FAILED/);
  await signIn.open({ zhuyin: 1 });
  await expect(zhuyin.characters.first()).toBeVisible();
  await signIn.submit.click();
  await expect(signIn.alert).toBeFocused();
  expect(await zhuyin.bare(site)).toEqual([]);
  await page.route("**/steps/password", (route) => route.abort());
  await signIn.account.fill(PUPIL.account);
  await page.locator("#password").fill(PUPIL.password);
  await signIn.typeDigits();
  await signIn.submit.click();
  const failure = page.locator("#failure");
  await expect(failure).toBeFocused();
  await expect(failure.locator("ruby").first()).toBeVisible();
  expect(await zhuyin.bare(site)).toEqual([]);
});

test("sounds stay on every link", async ({ signIn, page, zhuyin }) => {
  await signIn.open({ zhuyin: 1 });
  await expect(zhuyin.characters.first()).toBeVisible();
  const forgot = page.getByRole("link", { name: "忘記教育雲端密碼", exact: true });
  await expect(forgot).toHaveAttribute("href", "/forgot-password?zhuyin=1");
  await forgot.click();
  await expect(page.getByRole("heading", { level: 1, name: zh.back.titles.forgot, exact: true })).toBeFocused();
  await expect(page).toHaveURL(/\/forgot-password\?zhuyin=1$/);
  await expect(page.getByRole("main").locator("ruby").first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in\?zhuyin=1$/);
  await zhuyin.switchOff();
  await forgot.click();
  await expect(page).toHaveURL(/\/forgot-password$/);
});

test("English has no switch", async ({ page }) => {
  await visit(page, en, "/sign-in", { zhuyin: 1 });
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(en.signIn.title);
  await expect(page.locator(".l-header__readings, ruby")).toHaveCount(0);
  await expect(page.locator("html")).not.toHaveAttribute("data-density");
});

test("sounds are fetched only when they are asked for, once", async ({ signIn, page, zhuyin }) => {
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const parts = () => asked.filter((path) => /\/(split_|chunk_)/.test(path));
  await signIn.open();
  await signIn.picture.waitFor();
  expect(parts()).toEqual([]);
  for (const _ of [1, 2]) {
    await zhuyin.switchOn();
    await zhuyin.switchOff();
  }
  expect(parts().filter((path) => path.includes("readings"))).toHaveLength(1);
});

test("what is typed before the sounds come is kept", async ({ signIn, page, zhuyin }) => {
  const release = await holdPart(page, "readings");
  await page.goto("/sign-in?zhuyin=1");
  await ready(page);
  await signIn.account.pressSequentially(PUPIL.account);
  await expect(zhuyin.characters).toHaveCount(0);
  release();
  await expect(zhuyin.characters.first()).toBeVisible();
  await expect(signIn.account).toHaveValue(PUPIL.account);
  await expect(signIn.account).toBeFocused();
});

test("sounds that do not come can be fetched again", async ({ signIn, page, zhuyin, watch }) => {
  watch.allow(/ERR_FAILED.*readings/);
  watch.allow(/part failed to load/);
  await signIn.open();
  await page.route("**/split_*readings*", (route) => route.abort());
  await zhuyin.add.click();
  const failed = page.getByRole("alert").filter({ hasText: zh.partFailed });
  await expect(failed).toBeVisible();
  await page.unroute("**/split_*readings*");
  await failed.getByRole("button", { name: zh.again }).click();
  await expect(zhuyin.characters.first()).toBeVisible();
  await expect(failed).toHaveCount(0);
});

test.describe("getting back in", () => {
  // Passwords change: a server for each test.
  test.use({ settings: {} });

  /** Switches the sounds on, looks at every word, and switches them off again. */
  async function look(zhuyin, site) {
    await zhuyin.switchOn();
    expect(await zhuyin.bare(site)).toEqual([]);
    await zhuyin.switchOff();
  }

  test("every page of a reset has its sounds", async ({ walk, page, zhuyin, site, watch }) => {
    watch.allow(/4\d\d.*\/steps\/identity/);
    await walk.open("/forgot-password");
    await look(zhuyin, site);
    await walk.open(PERSONAL);
    await walk.search.waitFor();
    await walk.next.click();
    await expect(walk.alert).toBeFocused();
    await look(zhuyin, site);
    await walk.chooseSchool(MING);
    await walk.typeIdentity({ ...MING, roc: ["104", "10", "4"] });
    await look(zhuyin, site);
    await expect(walk.name).toHaveValue(MING.name);
    await walk.typeDigits();
    await walk.next.click();
    await walk.at("notFound", 2, 4);
    await look(zhuyin, site);
    await page.getByRole("link", { name: zh.back.calendarCause, exact: true }).click();
    await walk.birthday[2].fill("3");
    await walk.typeDigits();
    await walk.next.click();
    await walk.at("password", 3, 4);
    await walk.password.fill(NEW_PASSWORD);
    await look(zhuyin, site);
    await expect(walk.password).toHaveValue(NEW_PASSWORD);
    await walk.again.fill(NEW_PASSWORD);
    await walk.set.click();
    await walk.at("done", 4, 4);
    await look(zhuyin, site);
  });

  test("the other ways and their pages have their sounds", async ({ walk, zhuyin, site, server, watch }) => {
    watch.allow(/4\d\d.*\/steps\/default-password/);
    for (const path of ["/forgot-password/code", "/activate", "/activate/personal-data", "/find-account", "/report"]) {
      await walk.open(path);
      await look(zhuyin, site);
    }
    await issueDefaultPassword(server, MING.account);
    await walk.open("/forgot-password/default-password");
    await walk.account.fill(MING.account);
    await walk.defaultPassword.fill("WRONG-ONE1");
    await walk.typeDigits();
    await walk.next.click();
    await expect(walk.alert).toBeFocused();
    await look(zhuyin, site);
    await walk.askForCode("/forgot-password/code", "teacher.lin");
    await look(zhuyin, site);
    await zhuyin.page.getByRole("link", { name: zh.back.notReceived }).click();
    await walk.at("notReceived", 2, 4);
    await look(zhuyin, site);
  });
});
