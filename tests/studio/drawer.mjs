import { addressOf, openState, reached } from "../support/studio.mjs";
import { expect, test } from "../support/studio_test.mjs";

const EMPTY = { page: "/sign-in", state: "empty" };
const OPEN = { drawer: "1" };

const knob = (page, name) => page.getByRole("complementary", { name: "Studio" }).getByLabel(name, { exact: true });
const act = (page, name) => page.getByRole("complementary", { name: "Studio" }).getByRole("button", { name });

test("a state is found and opened without a mouse", async ({ page, studio }) => {
  await openState(page, studio, EMPTY, { drawer: "" });
  await page.locator("summary", { hasText: "Studio" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(knob(page, "Look for a state")).toBeFocused();
  await page.keyboard.type("quarter hour");
  const link = page.getByRole("navigation", { name: "States" }).getByRole("link");
  await expect(link).toHaveText(["locked"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(/state=locked/);
  await reached(page);
  await expect(page.locator("#failure")).toBeVisible();
});

test("an address alone shows a late step, in either language", async ({ page, studio }) => {
  const done = { page: "/forgot-password/personal-data/done", state: "changed" };
  for (const [lang, heading] of [["zh-TW", "密碼變更成功"], ["en", "Your password is changed"]]) {
    await openState(page, studio, done, { lang });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    expect(new URL(page.url()).pathname).toBe("/studio/forgot-password/personal-data/done");
  }
});

test("the portal's own language link keeps the state", async ({ page, studio }) => {
  await openState(page, studio, EMPTY, { mode: "dark" });
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  const query = new URL(page.url()).searchParams;
  expect([query.get("state"), query.get("mode"), query.get("lang")]).toEqual(["empty", "dark", "en"]);
});

test("mode, density and text size change under what is typed", async ({ page, studio }) => {
  await openState(page, studio, EMPTY, OPEN);
  await page.locator("#account").fill("amy01");
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  const usual = await size();
  await knob(page, "Mode").selectOption("dark");
  await knob(page, "Text size in per cent").selectOption("200");
  await expect(page.locator("html")).toHaveAttribute("data-mode", "dark");
  expect(await size()).toBe(2 * usual);
  await knob(page, "Density").selectOption("child");
  await expect(page.locator("html")).toHaveAttribute("data-density", "child");
  await expect(page.locator("#account")).toHaveValue("amy01");
  await page.reload();
  await reached(page);
  await expect(page.locator("html")).toHaveAttribute("data-mode", "dark");
});

test("the next call fails as it is told, and only that one", async ({ page, studio }) => {
  await openState(page, studio, EMPTY, OPEN);
  await page.locator("#account").fill("amy01");
  await page.locator("#password").fill("kite-over-hill7");
  await page.locator("#digits").fill("035");
  await knob(page, "The next call fails").selectOption("offline");
  const submit = page.locator("#app button[type=submit]");
  await submit.click();
  await expect(page.locator("#failure")).toBeVisible();
  await submit.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("王小明");
});

test("a session that expires leads to sign-in, which says so", async ({ page, studio }) => {
  await openState(page, studio, { page: "/account", state: "pupil" }, OPEN);
  await act(page, "Session expires").click();
  await page.getByRole("navigation", { name: "主選單" }).getByRole("link", { name: "介接應用服務" }).click();
  await page.goBack();
  await expect(page.locator("#sent")).toBeVisible();
});

test("the clock jumps, and a picture that got too old is another", async ({ page, studio }) => {
  // On a computer that others use, nobody would be there any more.
  await openState(page, studio, EMPTY, { ...OPEN, profile: "personal" });
  await page.locator("#account").fill("amy01");
  await act(page, "Clock +10 minutes").click();
  await expect(page.locator(".c-challenge-part__status")).not.toBeEmpty();
  await expect(page.locator("#account")).toHaveValue("amy01");
});

test("where the portal is left, the studio stays and says so", async ({ page, studio }) => {
  await openState(page, studio, { page: "/sign-in/county", state: "chooser" });
  await page.locator(".c-counties button").first().click();
  await expect(page.locator("html")).toHaveAttribute("data-studio-left", "https://county.example/authorize");
  await expect(page.locator(".c-counties")).toBeVisible();
});

test("overlays number the Tab key's order and name what it reaches", async ({ page, studio }) => {
  await openState(page, studio, EMPTY, OPEN);
  const marks = page.locator("#studio-overlay .c-studio-overlay__mark");
  await knob(page, "Tab order").check();
  await expect(marks.first()).toHaveText("1");
  await knob(page, "Tab order").uncheck();
  await expect(marks).toHaveCount(0);
  await knob(page, "Accessible names").check();
  await expect(marks.filter({ hasText: "帳號" }).first()).toBeAttached();
  await expect(marks.filter({ hasText: "no name" })).toHaveCount(0);
  await knob(page, "Headings").check();
  await expect(page.locator(".c-studio-overlay__panel")).toContainText("H1 登入");
});

test("a control has an address of its own", async ({ page, studio }) => {
  await openState(page, studio, { page: "/controls", state: "checkbox-ticked" });
  await expect(page.locator("#main section")).toHaveCount(1);
  await openState(page, studio, { page: "/controls" });
  expect(await page.locator("#main section").count()).toBeGreaterThan(30);
});

test("the drawer is away where a picture is taken", async ({ page, studio }) => {
  await page.goto(studio.origin + addressOf(EMPTY));
  await reached(page);
  await expect(page.getByRole("complementary", { name: "Studio" })).toHaveCount(0);
});
